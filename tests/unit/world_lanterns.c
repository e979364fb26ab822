// The task: lanterns are lit by a look or by breathing along, and nothing is ever taken back.
#include "base/mem.h"
#include "world/shore.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const double FRAME_S = 1.0 / 72.0;

static const struct scene EVENING = {
    .place = SCENE_PLACE_SHORE,
    .seed = 3,
    .minutes = 3.0f,
    .dusk_start = 0.5f,
    .dusk_end = 0.6f,
    .wind_m_s = 3.0f,
    .swell_m = 0.15f,
    .breath_swell = 0.6f,
    .brightness = 1.0f,
};

struct visit {
    struct arena arena;
    struct world world;
    struct stage stage;
    struct world_input input;
};

static struct visit *arrive(int task_level)
{
    struct visit *visit = mem_alloc(1, sizeof *visit);
    assert_non_null(visit);
    assert_int_equal(world_init(&visit->world, &EVENING, 0, &visit->arena), ERR_OK);
    visit->input.left_s = 100.0;
    visit->input.gaze = pose_identity();
    visit->input.gaze.at_m.y = 1.2f;
    visit->input.task_level = task_level;
    return visit;
}

static void leave(struct visit *visit)
{
    arena_fini(&visit->arena);
    mem_free(visit);
    assert_int_equal(mem_live(), 0);
}

static void pass(struct visit *visit, double seconds)
{
    const double until_s = visit->input.scene_s + seconds;
    while (visit->input.scene_s < until_s) {
        visit->input.scene_s += FRAME_S;
        world_stage(&visit->world, &visit->input, &visit->stage);
    }
}

static void look_at(struct visit *visit, int lantern)
{
    const struct world_shore *shore = visit->world.place;
    const vec3s to = glms_vec3_sub(shore->jetty.lantern_at_m[lantern], visit->input.gaze.at_m);
    const float yaw_rad = atan2f(-to.x, -to.z);
    const float pitch_rad = atan2f(to.y, hypotf(to.x, to.z));
    visit->input.gaze.turn = pose_turn_yaw_pitch(yaw_rad, pitch_rad);
}

static int lit_count(const struct visit *visit)
{
    return visit->stage.light.lamp_count;
}

static void without_a_task_they_stay_dark(void **state)
{
    (void)state;
    struct visit *visit = arrive(0);
    look_at(visit, 0);
    visit->input.guide.is_on = true;
    visit->input.breath.is_sure = true;
    pass(visit, 60.0);
    assert_int_equal(lit_count(visit), 0);
    leave(visit);
}

static void a_look_of_a_second_lights_one_and_it_stays(void **state)
{
    (void)state;
    struct visit *visit = arrive(1);
    look_at(visit, 1);
    pass(visit, 0.9);
    assert_int_equal(lit_count(visit), 0);
    pass(visit, 0.3);
    assert_int_equal(lit_count(visit), 1);
    visit->input.gaze.turn = pose_turn_yaw_pitch(3.0f, 0.0f);
    pass(visit, 60.0);
    assert_int_equal(lit_count(visit), 1);
    assert_true(visit->stage.light.lamps[0].color.x * visit->stage.light.exposure > 1.0f);
    leave(visit);
}

static void its_light_comes_slowly(void **state)
{
    (void)state;
    struct visit *visit = arrive(1);
    look_at(visit, 0);
    float before = 0.0f;
    for (int i = 0; i < 720; i++) {
        pass(visit, FRAME_S);
        const float now = visit->stage.light.lamp_count
                              ? visit->stage.light.lamps[0].color.x * visit->stage.light.exposure
                              : 0.0f;
        assert_true(fabsf(now - before) < 0.02f);
        before = now;
    }
    assert_true(before > 0.5f);
    leave(visit);
}

static void a_higher_level_has_more_of_them(void **state)
{
    (void)state;
    static const int expected[] = {0, 3, 5, WORLD_LANTERN_COUNT};
    for (int level = 0; level < 4; level++) {
        struct visit *visit = arrive(level);
        for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
            look_at(visit, i);
            pass(visit, 1.2);
        }
        assert_int_equal(lit_count(visit), expected[level]);
        leave(visit);
    }
}

static void breathing_along_lights_the_next(void **state)
{
    (void)state;
    struct visit *visit = arrive(1);
    visit->input.gaze.turn = pose_turn_yaw_pitch(3.0f, 0.0f);
    visit->input.guide.is_on = true;
    visit->input.guide.level = 0.5f;
    visit->input.breath.level = 0.6f;
    pass(visit, 30.0); // not sure of the breath: nothing counts
    assert_int_equal(lit_count(visit), 0);
    visit->input.breath.is_sure = true;
    pass(visit, 15.0);
    visit->input.breath.level = 1.0f; // out of step: waits, loses nothing
    pass(visit, 30.0);
    assert_int_equal(lit_count(visit), 0);
    visit->input.breath.level = 0.6f;
    pass(visit, 6.0);
    assert_int_equal(lit_count(visit), 1);
    leave(visit);
}

static void gulls_call_far_apart(void **state)
{
    (void)state;
    struct visit *visit = arrive(0);
    const struct world_shore *shore = visit->world.place;
    uint32_t calls = 0;
    double last_s = -100.0;
    for (double s = 0.0; s < 9000.0; s += 0.1) {
        const uint32_t now = world_gulls_call_count(&shore->gulls, s);
        assert_true(now == calls || now == calls + 1);
        if (now != calls) {
            assert_true(s - last_s > 7.0);
            assert_true(last_s < 0.0 || s - last_s < 61.0);
            last_s = s;
        }
        calls = now;
    }
    assert_true(calls > 9000 / 60 && calls < 9000 / 20);
    leave(visit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_task_they_stay_dark),
        cmocka_unit_test(a_look_of_a_second_lights_one_and_it_stays),
        cmocka_unit_test(its_light_comes_slowly),
        cmocka_unit_test(a_higher_level_has_more_of_them),
        cmocka_unit_test(breathing_along_lights_the_next),
        cmocka_unit_test(gulls_call_far_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
