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
    assert_int_equal(world_init(&visit->world, &EVENING, 0, 0, &visit->arena), ERR_OK);
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

static void look_away(struct visit *visit)
{
    visit->input.gaze.turn = pose_turn_yaw_pitch(3.0f, 0.0f);
}

static struct world_lanterns *lanterns_of(const struct visit *visit)
{
    return &((struct world_shore *)visit->world.place)->lanterns;
}

static int lit_count(const struct visit *visit)
{
    int count = 0;
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        count += lanterns_of(visit)->is_lit[i];
    }
    return count;
}

static int asked_count(const struct visit *visit)
{
    int count = 0;
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        count += lanterns_of(visit)->is_asked[i];
    }
    return count;
}

static void without_a_task_they_light_by_themselves(void **state)
{
    (void)state;
    struct visit *visit = arrive(0);
    look_at(visit, 6);
    visit->input.is_select_down = true;
    pass(visit, 10.0);
    assert_int_equal(lit_count(visit), 0); // a look asks for nothing
    visit->input.guide.is_on = true;
    visit->input.guide.dir = BREATH_IN;
    pass(visit, 7.0); // due, and waits for the exhale
    assert_int_equal(lit_count(visit), 0);
    visit->input.guide.dir = BREATH_OUT;
    pass(visit, 0.1);
    assert_int_equal(lit_count(visit), 1);
    pass(visit, 120.0);
    assert_int_equal(lit_count(visit), WORLD_LANTERN_COUNT);
    leave(visit);
}

static void who_comes_late_finds_them_lit(void **state)
{
    (void)state;
    struct visit *visit = arrive(0);
    visit->input.scene_s = 100.0;
    world_stage(&visit->world, &visit->input, &visit->stage);
    assert_in_range(lit_count(visit), 3, 5);
    assert_true(lanterns_of(visit)->glow[0] > 0.9f);
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
        const float now = visit->stage.light.lamp_count > 0
                              ? visit->stage.light.lamps[0].color.x * visit->stage.light.exposure
                              : 0.0f;
        assert_true(fabsf(now - before) < 0.02f);
        before = now;
    }
    assert_true(before > 0.5f);
    leave(visit);
}

static void at_level_one_any_order_does(void **state)
{
    (void)state;
    struct visit *visit = arrive(1);
    for (int i = WORLD_LANTERN_COUNT - 1; i >= 0; i--) {
        look_at(visit, i);
        pass(visit, 1.3);
        assert_int_equal(lit_count(visit), WORLD_LANTERN_COUNT - i);
    }
    leave(visit);
}

static void press(struct visit *visit)
{
    visit->input.is_select_down = true;
    pass(visit, 0.2);
    visit->input.is_select_down = false;
    pass(visit, 0.2);
}

static void one_button_is_enough_at_every_level(void **state)
{
    (void)state;
    for (int level = 1; level <= 3; level++) {
        struct visit *visit = arrive(level);
        look_away(visit);
        pass(visit, 1.0);
        for (int i = 0; i < 40; i++) {
            press(visit);
            pass(visit, 5.0);
        }
        assert_int_equal(lit_count(visit), WORLD_LANTERN_COUNT);
        leave(visit);
    }
}

static void at_level_two_the_one_that_glimmers_is_to_be_found(void **state)
{
    (void)state;
    struct visit *visit = arrive(2);
    look_away(visit);
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        pass(visit, 0.5);
        assert_int_equal(asked_count(visit), 1);
        const int asked = lanterns_of(visit)->series[0];
        look_at(visit, (asked + 1) % WORLD_LANTERN_COUNT);
        pass(visit, 3.0);
        assert_int_equal(lit_count(visit), i); // another one: nothing happens
        look_at(visit, asked);
        pass(visit, 1.3);
        assert_int_equal(lit_count(visit), i + 1);
        look_away(visit);
    }
    assert_int_equal(asked_count(visit), 0);
    leave(visit);
}

static void at_level_three_they_are_lit_in_the_order_they_came(void **state)
{
    (void)state;
    struct visit *visit = arrive(3);
    struct world_lanterns *lanterns = lanterns_of(visit);
    int before = 0;
    for (int round = 0; round < 12; round++) {
        look_away(visit);
        pass(visit, 30.0);
        assert_true(lanterns->series_count >= 2 && lanterns->series_done == 0);
        assert_int_equal(asked_count(visit), lanterns->series_count);
        look_at(visit, lanterns->series[1]); // out of turn: waits
        pass(visit, 2.0);
        assert_int_equal(lanterns->series_done, 0);
        for (int i = 0; i < lanterns->series_count; i++) {
            look_away(visit);
            pass(visit, 0.5);
            look_at(visit, lanterns->series[i]);
            pass(visit, 1.3);
            assert_int_equal(lanterns->series_done, i + 1);
        }
        assert_true(lit_count(visit) >= before); // nothing is taken back
        before = lit_count(visit);
    }
    assert_int_equal(before, WORLD_LANTERN_COUNT);
    leave(visit);
}

// Whatever is done, light comes and goes slowly: less than a flash's tenth within a third second.
static void nothing_blinks_at_any_level(void **state)
{
    (void)state;
    for (int level = 0; level <= 3; level++) {
        struct visit *visit = arrive(level);
        float before[WORLD_LANTERN_COUNT] = {0};
        for (int i = 0; i < 4000; i++) {
            look_at(visit, (i / 150) % WORLD_LANTERN_COUNT);
            visit->input.is_select_down = (i / 40) % 2;
            pass(visit, FRAME_S);
            for (int k = 0; k < WORLD_LANTERN_COUNT; k++) {
                assert_true(fabsf(lanterns_of(visit)->glow[k] - before[k]) < 0.006f);
                before[k] = lanterns_of(visit)->glow[k];
            }
        }
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
        cmocka_unit_test(without_a_task_they_light_by_themselves),
        cmocka_unit_test(who_comes_late_finds_them_lit),
        cmocka_unit_test(a_look_of_a_second_lights_one_and_it_stays),
        cmocka_unit_test(its_light_comes_slowly),
        cmocka_unit_test(at_level_one_any_order_does),
        cmocka_unit_test(one_button_is_enough_at_every_level),
        cmocka_unit_test(at_level_two_the_one_that_glimmers_is_to_be_found),
        cmocka_unit_test(at_level_three_they_are_lit_in_the_order_they_came),
        cmocka_unit_test(nothing_blinks_at_any_level),
        cmocka_unit_test(breathing_along_lights_the_next),
        cmocka_unit_test(gulls_call_far_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
