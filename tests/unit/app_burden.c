// The work that a test adds: found by what frames take, and counted from its first frame on.
#include "app/burden.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

// A device on which a frame takes 4 ms, and each loop a 50th of one; times come two frames late.
struct device {
    double late_ms[2];
};

static double draw(struct device *device, double loops)
{
    const double seen_ms = device->late_ms[1];
    device->late_ms[1] = device->late_ms[0];
    device->late_ms[0] = 4.0 + loops / 50.0;
    return seen_ms;
}

static int run(struct app_burden *burden, struct device *device, int frames)
{
    int held = 0;
    for (int i = 0; i < frames && burden->phase != APP_BURDEN_ON; i++) {
        const double seen_ms = draw(device, app_burden_loops(burden));
        held += !app_burden_is_found(burden);
        // A governor would act on any frame that takes long: never on one that it may see.
        assert_true(seen_ms < 5.0 || !app_burden_is_found(burden));
        app_burden_frame(burden, seen_ms, false);
    }
    return held;
}

static void the_work_found_is_what_was_wished(void **state)
{
    (void)state;
    static const double wishes_ms[] = {1.0, 8.0, 40.0};
    for (int i = 0; i < 3; i++) {
        struct app_burden burden;
        struct device device = {{4.0, 4.0}};
        app_burden_init(&burden, wishes_ms[i]);
        assert_true(run(&burden, &device, 5000) > 60);
        assert_int_equal(burden.phase, APP_BURDEN_ON);
        assert_true(fabs(burden.plain_ms - 4.0) < 0.01);
        assert_true(fabs(burden.found_ms / wishes_ms[i] - 1.0) < 0.05);
        assert_true(fabs(app_burden_loops(&burden) / 50.0 / wishes_ms[i] - 1.0) < 0.05);
    }
}

static void the_first_decision_after_it_is_counted(void **state)
{
    (void)state;
    struct app_burden burden;
    struct device device = {{4.0, 4.0}};
    app_burden_init(&burden, 8.0);
    run(&burden, &device, 5000);
    for (int frame = 1; frame <= 20; frame++) {
        app_burden_frame(&burden, 12.0, frame == 7 || frame == 12);
    }
    assert_int_equal(burden.acted_after, 7);
}

static void without_a_wish_or_a_clock_nothing_is_added(void **state)
{
    (void)state;
    struct app_burden burden;
    app_burden_init(&burden, 0.0);
    for (int i = 0; i < 1000; i++) {
        app_burden_frame(&burden, 4.0, false);
        assert_true(app_burden_loops(&burden) <= 0.0 && app_burden_is_found(&burden));
    }
    app_burden_init(&burden, 8.0);
    for (int i = 0; i < 1000; i++) {
        app_burden_frame(&burden, -1.0, false);
    }
    assert_int_equal(burden.phase, APP_BURDEN_WAIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_work_found_is_what_was_wished),
        cmocka_unit_test(the_first_decision_after_it_is_counted),
        cmocka_unit_test(without_a_wish_or_a_clock_nothing_is_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
