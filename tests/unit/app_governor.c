// The frame's budget: what is drawn gives way, and comes back when nobody would notice.
#include "app/governor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka wants the four headers above first.
#include <cmocka.h>

static const double period_ms = 1000.0 / 90.0;

// A GPU whose time goes with the area, plus a load that does not.
static double cost(const struct app_governor *governor, double full_ms, double extra_ms)
{
    const double area = (double)governor->scale * (double)governor->scale;
    return full_ms * area * (double)(1 + governor->detail) / 4.0 + extra_ms;
}

static int run(struct app_governor *governor, int frames, double full_ms, double extra_ms)
{
    int changes = 0;
    for (int i = 0; i < frames; i++) {
        changes += app_governor_frame(governor, cost(governor, full_ms, extra_ms), period_ms);
    }
    return changes;
}

static void a_light_frame_is_left_alone(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.7f, 3);
    assert_int_equal(run(&governor, 2000, 4.0, 0.0), 0);
    assert_true(governor.scale == 1.0f);
    assert_int_equal(governor.detail, 3);
}

static void eight_more_milliseconds_are_answered_within_ten_frames(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.7f, 3);
    run(&governor, 100, 4.0, 0.0);
    int frames = 0;
    while (!app_governor_frame(&governor, cost(&governor, 4.0, 8.0), period_ms)) {
        frames++;
        assert_true(frames < 10);
    }
    assert_true(governor.scale < 1.0f);
}

static void a_heavy_scene_ends_within_the_budget(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.5f, 3);
    run(&governor, 200, 14.0, 0.0);
    assert_true(cost(&governor, 14.0, 0.0) < period_ms * 0.62);
}

static void resolution_goes_before_detail_and_not_below_its_floor(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.7f, 3);
    bool was_at_floor = false;
    for (int i = 0; i < 400; i++) {
        const int detail = governor.detail;
        app_governor_frame(&governor, 30.0, period_ms);
        if (governor.detail < detail) {
            assert_true(was_at_floor);
        }
        was_at_floor = governor.scale <= 0.7f;
        assert_true(governor.scale >= 0.7f);
    }
    assert_int_equal(governor.detail, 0);
}

// A GPU whose time goes into triangles: each level of detail has four times those below it.
static double cost_of_triangles(const struct app_governor *governor)
{
    static const double level_ms[] = {0.1, 0.3, 1.5, 6.5};
    const double area = (double)governor->scale * (double)governor->scale;
    return 1.2 * area + level_ms[governor->detail];
}

static void details_go_first_where_triangles_cost(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.7f, 3);
    for (int i = 0; i < 120; i++) {
        app_governor_frame(&governor, cost_of_triangles(&governor), period_ms);
    }
    assert_int_equal(governor.detail, 2);
    assert_true(cost_of_triangles(&governor) < period_ms * 0.62);
    assert_true(governor.scale >= 0.8f); // one cut, to learn that it brings little
    // There is room for the whole picture again, and none for what the details cost.
    int changes = 0;
    for (int i = 0; i < 6000; i++) {
        changes += app_governor_frame(&governor, cost_of_triangles(&governor), period_ms);
    }
    assert_true(governor.scale == 1.0f);
    assert_int_equal(governor.detail, 2);
    assert_true(changes <= 3);
}

static void what_was_cut_comes_back_when_the_load_is_gone(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.7f, 3);
    run(&governor, 300, 4.0, 8.0);
    assert_int_equal(governor.detail, 0);
    run(&governor, 12000, 4.0, 0.0);
    assert_int_equal(governor.detail, 3);
    assert_true(governor.scale == 1.0f);
}

// A load that comes whenever something has grown: each time is waited for longer.
static void what_does_not_hold_is_tried_ever_less_often(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.5f, 0);
    run(&governor, 200, 40.0, 0.0);
    int changes[2] = {0};
    for (int i = 0; i < 20000; i++) {
        const bool is_grown = governor.grown_frames > 0;
        changes[i / 10000] += app_governor_frame(&governor, is_grown ? 9.0 : 3.0, period_ms);
    }
    assert_true(changes[0] > 4);
    assert_true(changes[1] <= 8); // each half a minute, once up and once down
}

static void it_does_not_swing(void **state)
{
    (void)state;
    for (double full_ms = 2.0; full_ms < 20.0; full_ms += 0.5) {
        struct app_governor governor;
        app_governor_init(&governor, 0.5f, 3);
        run(&governor, 4000, full_ms, 0.0);
        assert_true(run(&governor, 4000, full_ms, 0.0) <= 1);
    }
}

static void at_its_end_it_says_so_and_not_before(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.7f, 3);
    run(&governor, 5000, 4.0, 9.0); // over the budget, within the period
    assert_true(governor.scale <= 0.7f && governor.detail == 0);
    assert_false(app_governor_is_spent(&governor));
    run(&governor, 100, 4.0, 14.0);
    assert_false(app_governor_is_spent(&governor)); // may pass
    run(&governor, 100, 4.0, 1.0);
    run(&governor, 200, 4.0, 14.0);
    assert_false(app_governor_is_spent(&governor));
    run(&governor, 200, 4.0, 14.0);
    assert_true(app_governor_is_spent(&governor));
    run(&governor, 2000, 4.0, 0.0);
    assert_true(app_governor_is_spent(&governor));
}

static void sides_are_even_and_never_nothing(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.5f, 3);
    assert_int_equal(app_governor_side(&governor, 1680), 1680);
    governor.scale = 0.7331f;
    assert_int_equal(app_governor_side(&governor, 1680) % 2, 0);
    governor.scale = 0.5f;
    assert_int_equal(app_governor_side(&governor, 100), 64);
    assert_int_equal(app_governor_side(&governor, 32), 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_light_frame_is_left_alone),
        cmocka_unit_test(eight_more_milliseconds_are_answered_within_ten_frames),
        cmocka_unit_test(a_heavy_scene_ends_within_the_budget),
        cmocka_unit_test(resolution_goes_before_detail_and_not_below_its_floor),
        cmocka_unit_test(details_go_first_where_triangles_cost),
        cmocka_unit_test(what_was_cut_comes_back_when_the_load_is_gone),
        cmocka_unit_test(what_does_not_hold_is_tried_ever_less_often),
        cmocka_unit_test(it_does_not_swing),
        cmocka_unit_test(at_its_end_it_says_so_and_not_before),
        cmocka_unit_test(sides_are_even_and_never_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
