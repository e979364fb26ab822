// Choosing hands-free, by head paths made by hand.
#include "world/task.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const float FRAME_S = 1.0f / 90.0f;
static const float DEG = 0.0174533f;

struct path { // of a head: degrees over seconds
    float down_deg, nod_s, turn_deg, tremor_deg, tremor_hz, stays_s;
    float recline_deg;
};

static versors head_at(const struct path *path, float t_s)
{
    float pitch_deg = 0.0f, yaw_deg = 0.0f;
    const float begin_s = 2.0f, half_s = 0.5f * path->nod_s;
    const float down_s = t_s - begin_s, up_s = down_s - half_s - path->stays_s;
    if (path->nod_s > 0.0f && down_s > 0.0f) {
        const float a = fminf(down_s / half_s, 1.0f), b = fminf(fmaxf(up_s / half_s, 0.0f), 1.0f);
        const float part = 0.5f * (1.0f - cosf(3.14159f * a)) - 0.5f * (1.0f - cosf(3.14159f * b));
        pitch_deg = -path->down_deg * part;
        yaw_deg = path->turn_deg * (path->stays_s > 0.0f ? a : part);
    }
    pitch_deg += path->tremor_deg * sinf(6.2832f * path->tremor_hz * t_s);
    yaw_deg += path->tremor_deg * cosf(6.2832f * path->tremor_hz * t_s);
    const versors moved = pose_turn_yaw_pitch(yaw_deg * DEG, pitch_deg * DEG);
    return glms_quat_mul(pose_turn_yaw_pitch(0.4f, path->recline_deg * DEG), moved);
}

static int nods_of(const struct path *path, float frame_s)
{
    struct world_nod nod = {0};
    int nods = 0;
    for (float t_s = 0.0f; t_s < 6.0f; t_s += frame_s) {
        nods += world_task_nod(&nod, head_at(path, t_s), frame_s);
    }
    return nods;
}

static void a_nod_is_a_nod_at_any_posture_and_rate(void **state)
{
    (void)state;
    static const float frames_s[] = {1.0f / 30.0f, 1.0f / 72.0f, 1.0f / 120.0f};
    for (int recline = 0; recline <= 90; recline += 30) {
        for (int deg = 12; deg <= 24; deg += 4) {
            for (int i = 0; i < 3; i++) {
                const struct path path = {
                    .down_deg = (float)deg, .nod_s = 0.6f, .recline_deg = (float)recline};
                assert_int_equal(nods_of(&path, frames_s[i]), 1);
            }
        }
    }
}

static void what_only_resembles_one_is_none(void **state)
{
    (void)state;
    static const struct path paths[] = {
        {.down_deg = 7.0f, .nod_s = 0.6f},                     // too small
        {.down_deg = 35.0f, .nod_s = 0.7f},                    // looks into the lap and up
        {.down_deg = 15.0f, .nod_s = 1.25f},                   // too slow
        {.down_deg = 20.0f, .nod_s = 0.6f, .stays_s = 1.0f},   // looks down at something
        {.down_deg = 15.0f, .nod_s = 0.6f, .turn_deg = 12.0f}, // aslant
        {.down_deg = 15.0f, .nod_s = 0.8f, .turn_deg = 50.0f, .stays_s = 0.3f}, // looks around
        {.tremor_deg = 2.5f, .tremor_hz = 5.0f},
        {.tremor_deg = 4.0f, .tremor_hz = 1.5f},
        {.recline_deg = 90.0f, .tremor_deg = 2.0f, .tremor_hz = 4.0f},
        {.recline_deg = 90.0f, .down_deg = 15.0f, .nod_s = 1.6f},
    };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        assert_int_equal(nods_of(&paths[i], FRAME_S), 0);
    }
}

static void a_nod_with_a_little_tremor_counts_once(void **state)
{
    (void)state;
    const struct path path = {
        .down_deg = 16.0f, .nod_s = 0.6f, .tremor_deg = 0.5f, .tremor_hz = 6.0f};
    assert_int_equal(nods_of(&path, FRAME_S), 1);
}

static int pass(struct world_task *task, struct world_task_look look, float seconds)
{
    int chosen = WORLD_TASK_NOTHING;
    for (float t_s = 0.0f; t_s < seconds; t_s += FRAME_S) {
        const int now = world_task_step(task, &look, FRAME_S);
        assert_true(now == WORLD_TASK_NOTHING || chosen == WORLD_TASK_NOTHING);
        chosen = now != WORLD_TASK_NOTHING ? now : chosen;
    }
    return chosen;
}

static void the_gaze_rests_for_a_second_and_chooses_once(void **state)
{
    (void)state;
    struct world_task task = {0};
    const struct world_task_look on = {.seen = 2}, off = {.seen = WORLD_TASK_NOTHING};
    assert_int_equal(pass(&task, on, 0.8f), WORLD_TASK_NOTHING);
    assert_int_equal(pass(&task, off, 0.1f), WORLD_TASK_NOTHING); // trembles off it
    assert_int_equal(pass(&task, on, 0.4f), 2);
    assert_int_equal(pass(&task, on, 5.0f), WORLD_TASK_NOTHING);
    assert_int_equal(pass(&task, off, 0.5f), WORLD_TASK_NOTHING);
    assert_int_equal(pass(&task, on, 1.2f), 2);
}

static void a_button_means_what_was_looked_at(void **state)
{
    (void)state;
    struct world_task task = {0};
    struct world_task_look look = {.seen = 1, .is_button_down = true};
    assert_int_equal(pass(&task, look, 0.3f), WORLD_TASK_NOTHING); // was down before it began
    look.is_button_down = false;
    assert_int_equal(pass(&task, look, 0.2f), WORLD_TASK_NOTHING);
    look.seen = WORLD_TASK_NOTHING;
    assert_int_equal(pass(&task, look, 0.5f), WORLD_TASK_NOTHING);
    look.is_button_down = true;
    assert_int_equal(pass(&task, look, 4.0f), 1); // held: one choice
    look.is_button_down = false;
    assert_int_equal(pass(&task, look, 0.5f), WORLD_TASK_NOTHING);
    look.is_button_down = true;
    assert_int_equal(pass(&task, look, 0.1f), WORLD_TASK_ANY);
}

static void a_nod_means_what_was_looked_at(void **state)
{
    (void)state;
    struct world_task task = {0};
    const struct path path = {.down_deg = 15.0f, .nod_s = 0.6f};
    int chosen = WORLD_TASK_NOTHING, times = 0;
    for (float t_s = 0.0f; t_s < 4.0f; t_s += FRAME_S) {
        // The gaze comes to it just before the nod, and the nod takes it off.
        const bool is_on = t_s > 1.6f && t_s < 2.1f;
        const struct world_task_look look = {.head = head_at(&path, t_s),
                                             .seen = is_on ? 4 : WORLD_TASK_NOTHING};
        const int now = world_task_step(&task, &look, FRAME_S);
        chosen = now != WORLD_TASK_NOTHING ? now : chosen;
        times += now != WORLD_TASK_NOTHING;
    }
    assert_int_equal(chosen, 4);
    assert_int_equal(times, 1);
}

static void the_nearest_to_the_gaze_is_seen(void **state)
{
    (void)state;
    const vec3s at_m[] = {{{0.0f, 0.0f, -10.0f}}, {{0.4f, 0.0f, -10.0f}}, {{0.0f, 0.0f, 10.0f}}};
    struct pose gaze = pose_identity();
    assert_int_equal(world_task_seen(&gaze, at_m, 3, 3.0f * DEG), 0);
    gaze.turn = pose_turn_yaw_pitch(-2.0f * DEG, 0.0f);
    assert_int_equal(world_task_seen(&gaze, at_m, 3, 3.0f * DEG), 1);
    gaze.turn = pose_turn_yaw_pitch(-8.0f * DEG, 0.0f);
    assert_int_equal(world_task_seen(&gaze, at_m, 3, 3.0f * DEG), WORLD_TASK_NOTHING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_nod_is_a_nod_at_any_posture_and_rate),
        cmocka_unit_test(what_only_resembles_one_is_none),
        cmocka_unit_test(a_nod_with_a_little_tremor_counts_once),
        cmocka_unit_test(the_gaze_rests_for_a_second_and_chooses_once),
        cmocka_unit_test(a_button_means_what_was_looked_at),
        cmocka_unit_test(a_nod_means_what_was_looked_at),
        cmocka_unit_test(the_nearest_to_the_gaze_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
