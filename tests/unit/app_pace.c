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

static void after(struct app_pace *pace, int64_t display_ns, double cost_ms, double rest_ms)
{
    const struct app_pace_seen seen = {
        .display_ns = display_ns,
        .period_ns = period_ns,
        .cost_ms = cost_ms,
        .rest_ms = rest_ms,
    };
    app_pace_frame(pace, &seen);
}

static int64_t run(struct app_pace *pace, int64_t display_ns, int frames, double cost_ms)
{
    for (int i = 0; i < frames; i++) {
        display_ns += period_ns;
        after(pace, display_ns, cost_ms, 0.1);
    }
    return display_ns;
}

// Of a frame that a runtime of one period's lead has begun.
static int64_t until(struct app_pace *pace, int64_t display_ns)
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
    // 3 ms latch + 4 ms cost + 2 ms margin before mid scan-out, half a period before display.
    const int64_t expected_ns = display_ns - period_ns / 2 - 9000000;
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

// Usually 4 ms, once 7: the next may take 10, and for that a period of 90 Hz leaves no sleep.
static void where_times_vary_it_keeps_as_much_again(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    int64_t display_ns = run(&pace, NS_PER_S, 60, 4.0);
    display_ns = run(&pace, display_ns, 1, 7.0);
    display_ns = run(&pace, display_ns, 2, 4.0);
    assert_int_equal(until(&pace, display_ns), display_ns - period_ns / 2 - 13000000);
    display_ns = run(&pace, display_ns, 64, 4.0); // forgotten
    assert_int_equal(until(&pace, display_ns), display_ns - period_ns / 2 - 9000000);
}

static void after_a_miss_it_is_early_at_once_and_more_careful_later(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    int64_t display_ns = run(&pace, NS_PER_S, 60, 4.0);
    const int64_t before_ns = display_ns - until(&pace, display_ns);
    display_ns += 2 * period_ns;
    after(&pace, display_ns, 4.0, 0.1);
    assert_int_equal(pace.misses, 1);
    // A whole period before the latch: when a runtime that leaves one period has begun the frame.
    const int64_t early_ns = display_ns - period_ns / 2 - 3000000 - period_ns;
    assert_in_range(until(&pace, display_ns), early_ns - 1, early_ns + 1);
    display_ns = run(&pace, display_ns, 100, 4.0);
    const int64_t after_ns = display_ns - until(&pace, display_ns);
    assert_true(after_ns > before_ns);
}

// A runtime that has begun to leave two periods: one long frame is no reason for old poses, long
// frames are.
static void with_time_to_spare_only_the_usual_frame_may_ask_for_more_than_a_period(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    int64_t display_ns = run(&pace, NS_PER_S, 60, 4.0);
    display_ns = run(&pace, display_ns, 2, 9.0); // 9 + 5 ms are more than a period
    const int64_t latch_ns = display_ns - period_ns / 2 - 3000000;
    const int64_t begin_ns = latch_ns - 3 * period_ns;
    // As early as a whole period, but for what the frame's thread needs of its own period.
    assert_in_range(app_pace_until(&pace, latch_ns - 2 * period_ns + 300000, display_ns, period_ns),
                    latch_ns - period_ns - 1, latch_ns - period_ns + 1);
    run(&pace, display_ns, 64, 14.0);
    assert_in_range(app_pace_until(&pace, begin_ns, display_ns, period_ns) - begin_ns, 0,
                    3 * period_ns - 16000000);
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
        assert_true(until_ns - begin_ns <= period_ns - 250000);
    }
}

// Its thread waits for the processor until 5 ms after the sleep: it sleeps so much less, or the
// next wait comes too late for its refresh.
static void it_leaves_its_thread_what_it_needs_until_the_next_wait(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    int64_t display_ns = run(&pace, NS_PER_S, 60, 4.0);
    after(&pace, display_ns += period_ns, 4.0, 5.0);
    const int64_t begin_ns = display_ns - period_ns / 2 - 3000000 - 2 * period_ns;
    const int64_t once_ns = app_pace_until(&pace, begin_ns, display_ns, period_ns);
    assert_int_equal(once_ns - begin_ns, period_ns - 250000); // a hiccup
    after(&pace, display_ns, 4.0, 5.0);
    const int64_t twice_ns = app_pace_until(&pace, begin_ns, display_ns, period_ns);
    assert_in_range(twice_ns - begin_ns, period_ns - 5000001, period_ns - 4999999);
}

// Woken 4 ms late, it does not sleep 4 ms longer: the next wait would come too late.
static void its_period_begins_when_it_should_have_been_woken(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    int64_t display_ns = run(&pace, NS_PER_S, 60, 4.0);
    const int64_t lead_ns = period_ns / 2 + 3000000 + 3 * period_ns;
    const int64_t first_ns = app_pace_until(&pace, display_ns - lead_ns, display_ns, period_ns);
    display_ns = run(&pace, display_ns, 1, 4.0);
    const int64_t late_ns =
        app_pace_until(&pace, display_ns - lead_ns + 4000000, display_ns, period_ns);
    assert_int_equal(late_ns, first_ns + period_ns);
    display_ns = run(&pace, display_ns, 1, 4.0); // a period less: that is the runtime's doing
    const int64_t shorter_ns =
        app_pace_until(&pace, display_ns - lead_ns + period_ns, display_ns, period_ns);
    assert_int_equal(shorter_ns, first_ns + 3 * period_ns);
}

// A start with many late frames, none of which slept, must not cost half a minute of old poses.
// Learnt at 72 Hz, told at 90 Hz: both leave half a period, the latch and one period.
static void with_another_refresh_rate_the_period_is_learnt_anew(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    const int64_t slow_ns = NS_PER_S / 72;
    const int64_t display_ns = run(&pace, NS_PER_S, 40, 1.0);
    app_pace_until(&pace, display_ns - slow_ns / 2 - 3000000 - slow_ns, display_ns, slow_ns);
    assert_int_equal(pace.lead_ns, slow_ns / 2 + 3000000 + slow_ns);
    until(&pace, display_ns);
    assert_int_equal(pace.lead_ns, period_ns / 2 + 3000000 + period_ns);
}

static void an_absence_counts_as_a_period(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    int64_t display_ns = run(&pace, NS_PER_S, 40, 1.0);
    for (int i = 0; i < 2; i++) {
        display_ns += period_ns;
        after(&pace, display_ns, 1.0, 5000.0);
    }
    // No sleep, and no instant seconds ago: the runtime's own wake.
    const int64_t begin_ns = display_ns - period_ns / 2 - 3000000 - period_ns;
    assert_in_range(until(&pace, display_ns), begin_ns - 1, begin_ns + 1);
}

static void what_did_not_sleep_is_no_reason_for_a_wider_margin(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    int64_t display_ns = run(&pace, NS_PER_S, 60, 4.0);
    for (int i = 0; i < 20; i++) {
        display_ns += 2 * period_ns;
        after(&pace, display_ns, 4.0, 0.1);
    }
    assert_int_equal(pace.misses, 20);
    assert_true(pace.margin_ms > 2.0 && pace.margin_ms < 2.0 * 1.6);

    app_pace_init(&pace);
    for (int i = 0; i < 10; i++) { // none can have slept yet
        after(&pace, NS_PER_S + i * 2 * period_ns, 4.0, 0.1);
    }
    assert_true(pace.misses > 5 && pace.margin_ms <= 2.0);
}

static void the_margin_shrinks_while_all_goes_well_but_not_to_nothing(void **state)
{
    (void)state;
    struct app_pace pace;
    app_pace_init(&pace);
    run(&pace, NS_PER_S, 1000000, 4.0);
    assert_true(pace.margin_ms > 0.9 && pace.margin_ms < 1.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_does_not_sleep_before_it_knows_the_cost),
        cmocka_unit_test(it_leaves_room_for_cost_margin_and_latch),
        cmocka_unit_test(a_single_cheap_frame_does_not_lower_the_plan),
        cmocka_unit_test(where_times_vary_it_keeps_as_much_again),
        cmocka_unit_test(after_a_miss_it_is_early_at_once_and_more_careful_later),
        cmocka_unit_test(with_time_to_spare_only_the_usual_frame_may_ask_for_more_than_a_period),
        cmocka_unit_test(it_never_sleeps_past_its_own_period),
        cmocka_unit_test(it_leaves_its_thread_what_it_needs_until_the_next_wait),
        cmocka_unit_test(its_period_begins_when_it_should_have_been_woken),
        cmocka_unit_test(with_another_refresh_rate_the_period_is_learnt_anew),
        cmocka_unit_test(an_absence_counts_as_a_period),
        cmocka_unit_test(what_did_not_sleep_is_no_reason_for_a_wider_margin),
        cmocka_unit_test(the_margin_shrinks_while_all_goes_well_but_not_to_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
