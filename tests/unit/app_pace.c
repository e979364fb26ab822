// Just in time: sleeping as long as is safe, and not at all after a miss.
#include "app/pace.h"
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka wants the four headers above first.
#include <cmocka.h>

static const int64_t period_ns = NS_PER_S / 90;

static int64_t run(struct app_pace *pace, int64_t display_ns, int frames, double cost_ms)
{
    for (int i = 0; i < frames; i++) {
        display_ns += period_ns;
        app_pace_frame(pace, display_ns, period_ns, cost_ms);
    }
    return display_ns;
}

// Of a frame that a runtime of one period's lead has begun.
static int64_t until(const struct app_pace *pace, int64_t display_ns)
{
    const int64_t begin_ns = display_ns - period_ns / 2 - 3000000 - period_ns;
    return app_pace_until(pace, begin_ns, display_ns, period_ns);
}

static void it_does_not_sleep_before_it_knows_the_cost(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    assert_int_equal(app_pace_until(&pace, 0, NS_PER_S, period_ns), 0);
    run(&pace, NS_PER_S, 100, -1.0);
    assert_int_equal(app_pace_until(&pace, 0, NS_PER_S, period_ns), 0);
}

static void it_leaves_room_for_cost_margin_and_latch(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    const int64_t display_ns = run(&pace, NS_PER_S, 40, 4.0);
    // 3 ms latch + 4 ms cost + 2.5 ms margin before mid scan-out, half a period before display.
    const int64_t expected_ns = display_ns - period_ns / 2 - 9500000;
    assert_int_equal(until(&pace, display_ns), expected_ns);
}

static void a_single_cheap_frame_does_not_lower_the_plan(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    int64_t display_ns = run(&pace, NS_PER_S, 60, 4.0);
    run(&pace, display_ns, 10, 1.0);
    assert_true(app_pace_cost_ms(&pace) == 4.0);
}

static void after_a_miss_it_is_early_at_once_and_more_careful_later(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    int64_t display_ns = run(&pace, NS_PER_S, 60, 4.0);
    const int64_t before_ns = display_ns - until(&pace, display_ns);
    display_ns += 2 * period_ns;
    app_pace_frame(&pace, display_ns, period_ns, 4.0);
    assert_int_equal(pace.misses, 1);
    // A whole period before the latch: when a runtime that leaves one period has begun the frame.
    const int64_t early_ns = display_ns - period_ns / 2 - 3000000 - period_ns;
    assert_in_range(until(&pace, display_ns), early_ns - 1, early_ns + 1);
    display_ns = run(&pace, display_ns, 100, 4.0);
    const int64_t after_ns = display_ns - until(&pace, display_ns);
    assert_true(after_ns > before_ns);
}

// Asleep until shortly before a display four periods away, it would make a frame every fourth
// period, and the runtime would be right to predict so far ahead.
static void it_never_sleeps_past_its_own_period(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    const int64_t display_ns = run(&pace, NS_PER_S, 60, 4.0);
    for (int ahead = 1; ahead <= 4; ahead++) {
        const int64_t begin_ns = display_ns - period_ns / 2 - 3000000 - ahead * period_ns;
        const int64_t until_ns = app_pace_until(&pace, begin_ns, display_ns, period_ns);
        assert_true(until_ns - begin_ns <= period_ns - 1000000);
    }
}

static void the_margin_shrinks_while_all_goes_well_but_not_to_nothing(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    run(&pace, NS_PER_S, 1000000, 4.0);
    assert_true(pace.margin_ms > 0.5 && pace.margin_ms < 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_does_not_sleep_before_it_knows_the_cost),
        cmocka_unit_test(it_leaves_room_for_cost_margin_and_latch),
        cmocka_unit_test(a_single_cheap_frame_does_not_lower_the_plan),
        cmocka_unit_test(after_a_miss_it_is_early_at_once_and_more_careful_later),
        cmocka_unit_test(it_never_sleeps_past_its_own_period),
        cmocka_unit_test(the_margin_shrinks_while_all_goes_well_but_not_to_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
