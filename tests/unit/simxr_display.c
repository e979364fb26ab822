#include "simxr/display.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { START_NS = 1000000 };

// A program of one thread on a simulated machine: waits, works, and waits for the GPU.
struct run {
    struct simxr_display display;
    int64_t now_ns;
    int64_t period_ns;
    int frames, missed;
    struct simxr_pace pace;
    struct simxr_shown shown;
};

static struct run run_init(const char *headset, double rate_hz)
{
    struct run run = {.now_ns = START_NS, .period_ns = (int64_t)(1e9 / rate_hz + 0.5)};
    simxr_display_init(&run.display, simxr_display_headset(headset), rate_hz, START_NS, false);
    return run;
}

// `starts_late_ns`: the program sleeps until that long before the predicted display time.
static void frame(struct run *run, int64_t work_ns, int64_t starts_late_ns)
{
    run->pace = simxr_display_next(&run->display, run->now_ns);
    assert_true(run->pace.wake_ns >= run->now_ns);
    assert_true(run->pace.display_ns > run->pace.wake_ns);
    run->now_ns = run->pace.wake_ns;
    if (starts_late_ns > 0 && run->pace.display_ns - starts_late_ns > run->now_ns) {
        run->now_ns = run->pace.display_ns - starts_late_ns;
    }
    run->now_ns += work_ns;
    run->shown = simxr_display_show(&run->display, &run->pace, run->now_ns, 0);
    assert_true(run->shown.displayed_ns >= run->pace.display_ns);
    assert_int_equal(run->shown.is_missed, run->shown.displayed_ns > run->pace.display_ns);
    run->frames++;
    run->missed += run->shown.is_missed ? 1 : 0;
}

static void the_headsets_are_those_of_the_contract(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t width_px, height_px;
        double rates_hz[2];
    } cases[] = {
        {"small", 256, 256, {90.0, 72.0}},
        {"preview", 640, 640, {30.0, 30.0}},
        {"quest3", 1680, 1760, {72.0, 90.0}},
        {"frame", 1728, 1728, {90.0, 90.0}},
    };
    for (int i = 0; i < 4; i++) {
        const struct simxr_headset *headset = simxr_display_headset(cases[i].name);
        assert_ptr_equal(headset, simxr_display_headset_at(i));
        assert_int_equal(headset->width_px, cases[i].width_px);
        assert_int_equal(headset->height_px, cases[i].height_px);
        assert_true(simxr_display_has_rate(headset, cases[i].rates_hz[0]));
        assert_true(simxr_display_has_rate(headset, cases[i].rates_hz[1]));
        assert_false(simxr_display_has_rate(headset, 61.0));
        const float ipd_m = simxr_display_eye_in_head(headset, 1).at_m.x -
                            simxr_display_eye_in_head(headset, 0).at_m.x;
        assert_true(ipd_m > 0.0625f && ipd_m < 0.0635f);
        // Eyes mirror each other.
        assert_true(headset->fov[0].left_rad == -headset->fov[1].right_rad);
        assert_true(headset->fov[0].right_rad == -headset->fov[1].left_rad);
    }
    assert_null(simxr_display_headset_at(4));
    assert_null(simxr_display_headset_at(-1));
    assert_null(simxr_display_headset("quest2"));
}

static void a_frame_done_by_the_latch_is_seen_at_mid_scan_out(void **state)
{
    (void)state;
    struct run run = run_init("small", 90.0);
    const struct simxr_pace pace = simxr_display_next(&run.display, START_NS);
    const int64_t latch_ns = pace.wake_ns + run.period_ns;
    assert_int_equal(pace.display_ns, latch_ns + 3 * NS_PER_MS + run.period_ns / 2);

    static const struct {
        int64_t done_after_latch_ns, periods_late;
    } cases[] = {{-5000000, 0}, {0, 0}, {1, 1}, {11111111, 1}, {11111112, 2}, {99999999, 9}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct simxr_display display = run.display;
        const struct simxr_shown shown =
            simxr_display_show(&display, &pace, latch_ns + cases[i].done_after_latch_ns, 0);
        assert_int_equal(shown.displayed_ns,
                         pace.display_ns + cases[i].periods_late * run.period_ns);
        assert_int_equal(shown.is_missed, cases[i].periods_late > 0);
    }
}

static void a_program_in_time_gets_every_refresh_at_a_steady_offset(void **state)
{
    (void)state;
    struct run run = run_init("quest3", 72.0);
    frame(&run, 5 * NS_PER_MS, 0);
    for (int i = 0; i < 1000; i++) {
        const struct simxr_pace before = run.pace;
        frame(&run, (3 + i % 9) * NS_PER_MS, 0);
        assert_int_equal(run.pace.wake_ns - before.wake_ns, run.period_ns);
        assert_int_equal(run.pace.display_ns - before.display_ns, run.period_ns);
        assert_int_equal(run.pace.period_ns, run.period_ns);
    }
    assert_int_equal(run.missed, 0);
}

static void a_slow_program_is_told_the_truth_after_two_frames(void **state)
{
    (void)state;
    struct run run = run_init("preview", 30.0);
    for (int i = 0; i < 60; i++) {
        frame(&run, 80 * NS_PER_MS, 0); // 2.4 periods
    }
    assert_int_equal(run.missed, 2);
    assert_int_equal(run.display.ahead, 3);
    // Later tries of a shorter prediction are few.
    for (int i = 0; i < 1000; i++) {
        frame(&run, 80 * NS_PER_MS, 0);
    }
    assert_true(run.missed <= 14);
}

static void one_hiccup_costs_one_frame_and_changes_nothing(void **state)
{
    (void)state;
    struct run run = run_init("small", 90.0);
    for (int i = 0; i < 200; i++) {
        frame(&run, (i == 50 ? 97 : 4) * NS_PER_MS, 0);
        if (i > 50) {
            assert_false(run.shown.is_missed);
            assert_int_equal(run.pace.display_ns - run.pace.wake_ns,
                             run.period_ns + 3 * NS_PER_MS + run.period_ns / 2);
        }
    }
    assert_int_equal(run.missed, 1);
}

static void of_two_hiccups_the_shorter_one_counts(void **state)
{
    (void)state;
    for (int order = 0; order < 2; order++) {
        struct run run = run_init("small", 90.0);
        for (int i = 0; i < 5; i++) {
            frame(&run, 4 * NS_PER_MS, 0);
        }
        frame(&run, (order == 0 ? 15 : 30) * NS_PER_MS, 0);
        frame(&run, (order == 0 ? 30 : 15) * NS_PER_MS, 0);
        assert_int_equal(run.display.ahead, 2);
    }
}

static void after_a_pause_of_a_minute_pacing_goes_on_at_once(void **state)
{
    (void)state;
    struct run run = run_init("small", 90.0);
    frame(&run, 4 * NS_PER_MS, 0);
    const int64_t phase_ns = run.pace.wake_ns % run.period_ns;
    run.now_ns += 60 * NS_PER_S + 1234567;
    const int64_t called_ns = run.now_ns;
    frame(&run, 4 * NS_PER_MS, 0);
    assert_true(run.pace.wake_ns - called_ns <= run.period_ns);
    assert_true(run.pace.wake_ns % run.period_ns == phase_ns || run.pace.wake_ns == called_ns);
    assert_false(run.shown.is_missed);
}

static void a_program_that_starts_late_by_itself_gets_out_of_a_long_prediction(void **state)
{
    (void)state;
    struct run run = run_init("small", 90.0);
    const int64_t before_photons_ns = 13 * NS_PER_MS; // 4 ms of work, half a ms to spare
    for (int i = 0; i < 100; i++) {
        frame(&run, 4 * NS_PER_MS, before_photons_ns);
    }
    assert_int_equal(run.missed, 0);
    for (int i = 0; i < 3; i++) {
        frame(&run, 15 * NS_PER_MS, 0); // trouble
    }
    assert_int_equal(run.display.ahead, 2);
    for (int i = 0; i < 80; i++) {
        frame(&run, 4 * NS_PER_MS, before_photons_ns);
    }
    assert_int_equal(run.display.ahead, 1);
}

static void a_call_that_comes_a_little_late_keeps_its_refresh(void **state)
{
    (void)state;
    struct run run = run_init("small", 90.0);
    frame(&run, 0, 0);
    const struct simxr_pace before = run.pace;
    run.now_ns = before.wake_ns + run.period_ns + run.period_ns / 10;
    frame(&run, NS_PER_MS, 0);
    assert_int_equal(run.pace.display_ns - before.display_ns, run.period_ns);
    assert_false(run.shown.is_missed);
}

static void the_virtual_clock_steps_one_period_a_frame_and_misses_none(void **state)
{
    (void)state;
    struct simxr_display display;
    simxr_display_init(&display, simxr_display_headset("small"), 90.0, START_NS, true);
    int64_t before_ns = 0;
    for (int i = 0; i < 1000; i++) {
        const struct simxr_pace pace = simxr_display_next(&display, START_NS);
        if (i > 0) {
            assert_int_equal(pace.wake_ns - before_ns, 11111111);
        }
        before_ns = pace.wake_ns;
        const bool is_late = i == 500;
        const struct simxr_shown shown =
            simxr_display_show(&display, &pace, INT64_MAX / 2, is_late ? 20 * NS_PER_MS : 0);
        assert_int_equal(shown.is_missed, is_late);
        assert_int_equal(shown.displayed_ns - pace.display_ns, is_late ? 2 * 11111111 : 0);
    }
}

static void another_rate_never_turns_predictions_back(void **state)
{
    (void)state;
    struct run run = run_init("quest3", 72.0);
    for (int i = 0; i < 100; i++) {
        const struct simxr_pace before = run.pace;
        if (i % 10 == 5) {
            const double rate_hz = i % 20 == 5 ? 90.0 : 72.0;
            simxr_display_set_rate(&run.display, rate_hz, run.now_ns);
            run.period_ns = (int64_t)(1e9 / rate_hz + 0.5);
        }
        frame(&run, 4 * NS_PER_MS, 0);
        assert_true(run.pace.display_ns > before.display_ns);
        assert_int_equal(run.pace.period_ns, run.period_ns);
    }
    assert_int_equal(run.missed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_headsets_are_those_of_the_contract),
        cmocka_unit_test(a_frame_done_by_the_latch_is_seen_at_mid_scan_out),
        cmocka_unit_test(a_program_in_time_gets_every_refresh_at_a_steady_offset),
        cmocka_unit_test(a_slow_program_is_told_the_truth_after_two_frames),
        cmocka_unit_test(one_hiccup_costs_one_frame_and_changes_nothing),
        cmocka_unit_test(of_two_hiccups_the_shorter_one_counts),
        cmocka_unit_test(after_a_pause_of_a_minute_pacing_goes_on_at_once),
        cmocka_unit_test(a_program_that_starts_late_by_itself_gets_out_of_a_long_prediction),
        cmocka_unit_test(a_call_that_comes_a_little_late_keeps_its_refresh),
        cmocka_unit_test(the_virtual_clock_steps_one_period_a_frame_and_misses_none),
        cmocka_unit_test(another_rate_never_turns_predictions_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
