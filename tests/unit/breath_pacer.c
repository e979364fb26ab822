#include "breath/pacer.h"

#include "base/clock.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct breath_pacer_plan PLAN = {
    .target_bpm = 6.0f, .start_bpm = 12.0f, .ramp_bpm_per_min = 1.5f, .exhale_share = 0.6f};

static int64_t at(double s)
{
    return (int64_t)(s * 1e9) + NS_PER_S;
}

static struct breath known(float rate_bpm)
{
    return (struct breath){.is_sure = true, .rate_bpm = rate_bpm, .quality = 0.9f};
}

static void it_starts_at_the_patients_own_rate_when_that_is_known(void **state)
{
    (void)state;
    const struct {
        bool is_sure;
        float own_bpm, start_bpm;
    } cases[] = {
        {true, 15.0f, 15.0f}, {true, 40.0f, 24.0f},  {true, 4.0f, 6.0f},
        {true, 0.0f, 12.0f},  {false, 15.0f, 12.0f},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct breath_pacer pacer = {0};
        struct breath own = known(cases[i].own_bpm);
        own.is_sure = cases[i].is_sure;
        breath_pacer_start(&pacer, &PLAN, at(0), &own);
        assert_float_equal(breath_pacer_step(&pacer, at(0)).rate_bpm, cases[i].start_bpm, 1e-6);
    }
}

// From 15 to 6 at 1.5 a minute: six minutes, in a straight line, then it stays.
static void the_rate_falls_in_a_straight_line_to_the_target(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    const struct breath own = known(15.0f);
    breath_pacer_start(&pacer, &PLAN, at(0), &own);
    for (int s = 0; s <= 600; s++) {
        const struct breath_guide guide = breath_pacer_step(&pacer, at(s));
        assert_float_equal(guide.rate_bpm, fmax(15.0 - 1.5 * s / 60.0, 6.0), 1e-3);
    }
}

static void a_slower_start_rises_to_the_target(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    struct breath_pacer_plan plan = PLAN;
    plan.target_bpm = 8.0f;
    const struct breath own = known(6.0f);
    breath_pacer_start(&pacer, &plan, at(0), &own);
    assert_float_equal(breath_pacer_step(&pacer, at(40)).rate_bpm, 7.0, 1e-3);
    assert_float_equal(breath_pacer_step(&pacer, at(200)).rate_bpm, 8.0, 1e-3);
}

// Worked by hand: it begins at the exhale, 0.4 of the first cycle; 12 to 6 at 1.5 a minute takes 4
// minutes at 9 a minute on average, 36 cycles; one more minute at 6 makes 42.4.
static void the_step_does_not_change_the_count(void **state)
{
    (void)state;
    static const double steps_s[] = {300.0, 7.0, 1.0, 1.0 / 72.0};
    for (size_t i = 0; i < sizeof steps_s / sizeof steps_s[0]; i++) {
        struct breath_pacer pacer = {0};
        breath_pacer_start(&pacer, &PLAN, at(0), NULL);
        for (double s = 0.0; s < 300.0; s += steps_s[i]) {
            breath_pacer_step(&pacer, at(s));
        }
        breath_pacer_step(&pacer, at(300));
        assert_float_equal(pacer.cycles, 42.4, 1e-2); // the rate is kept as a float
    }
}

static void level_and_phase_never_jump(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    breath_pacer_start(&pacer, &PLAN, at(0), NULL);
    struct breath_guide last = breath_pacer_step(&pacer, at(0));
    for (int i = 1; i < 72 * 400; i++) {
        const struct breath_guide guide = breath_pacer_step(&pacer, at(i / 72.0));
        double phase_step = (double)guide.phase - (double)last.phase;
        phase_step -= floor(phase_step);
        assert_true(phase_step < 0.004);
        assert_true(fabsf(guide.level - last.level) < 0.02f);
        assert_true(guide.level >= 0.0f && guide.level <= 1.0f);
        assert_true(guide.phase >= 0.0f && guide.phase < 1.0f);
        last = guide;
    }
}

static void the_exhale_takes_its_share(void **state)
{
    (void)state;
    static const float shares[] = {0.5f, 0.6f, 0.75f};
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        struct breath_pacer pacer = {0};
        struct breath_pacer_plan plan = PLAN;
        plan.exhale_share = shares[i];
        plan.start_bpm = plan.target_bpm;
        breath_pacer_start(&pacer, &plan, at(0), NULL);
        int out = 0;
        for (int k = 0; k < 1000; k++) {
            out += breath_pacer_step(&pacer, at(k * 0.01)).dir == BREATH_OUT;
        }
        assert_float_equal((float)out / 1000.0f, shares[i], 0.003);
        // Full where the exhale begins, which is first, and empty where the inhale does.
        const double exhale_s = 10.0 * (double)shares[i];
        assert_float_equal(breath_pacer_step(&pacer, at(10.0)).level, 1.0, 1e-4);
        assert_float_equal(breath_pacer_step(&pacer, at(10.0 + exhale_s)).level, 0.0, 1e-4);
    }
}

static void it_begins_with_an_exhale(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    breath_pacer_start(&pacer, &PLAN, at(0), NULL);
    const struct breath_guide first = breath_pacer_step(&pacer, at(0));
    assert_float_equal(first.level, 1.0, 1e-4);
    const struct breath_guide then = breath_pacer_step(&pacer, at(0.5));
    assert_int_equal(then.dir, BREATH_OUT);
    assert_true(then.level < first.level);
}

// 10 s cycles, a tenth held after either: 0.8 of it moves, 3.2 s in and 4.8 s out.
static void holds_are_only_where_they_were_asked_for(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    struct breath_pacer_plan plan = PLAN;
    plan.start_bpm = plan.target_bpm;
    plan.hold_share = 0.1f;
    breath_pacer_start(&pacer, &plan, at(0), NULL);
    int full = 0, empty = 0;
    for (int k = 0; k < 10000; k++) {
        const struct breath_guide guide = breath_pacer_step(&pacer, at(k * 0.001));
        full += guide.level > 0.999999f;
        empty += guide.level < 0.000001f;
    }
    assert_true(full > 950 && full < 1050 && empty > 950 && empty < 1050);
    assert_float_equal(breath_pacer_step(&pacer, at(10.0 + 2.4)).level, 0.5, 1e-3);
    assert_float_equal(breath_pacer_step(&pacer, at(10.0 + 5.8 + 1.6)).level, 0.5, 1e-3);
}

static void who_misses_two_of_four_is_waited_for(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    breath_pacer_start(&pacer, &PLAN, at(0), NULL);
    assert_float_equal(breath_pacer_step(&pacer, at(60)).rate_bpm, 10.5, 1e-3);
    breath_pacer_judge(&pacer, false);
    assert_false(breath_pacer_waits(&pacer));
    breath_pacer_judge(&pacer, true);
    breath_pacer_judge(&pacer, false);
    assert_true(breath_pacer_waits(&pacer));
    const double cycles = pacer.cycles;
    assert_float_equal(breath_pacer_step(&pacer, at(120)).rate_bpm, 10.5, 1e-3);
    assert_true(fabs(pacer.cycles - cycles - 10.5) < 1e-3); // it goes on, at this rate
    breath_pacer_judge(&pacer, true);
    assert_true(breath_pacer_waits(&pacer)); // two of the last four still
    breath_pacer_judge(&pacer, true);
    assert_false(breath_pacer_waits(&pacer));
    assert_float_equal(breath_pacer_step(&pacer, at(180)).rate_bpm, 9.0, 1e-3);
}

static void who_misses_four_gets_a_tenth_back_and_then_goes_on(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    breath_pacer_start(&pacer, &PLAN, at(0), NULL);
    assert_float_equal(breath_pacer_step(&pacer, at(120)).rate_bpm, 9.0, 1e-3);
    for (int i = 0; i < 4; i++) {
        breath_pacer_judge(&pacer, false);
    }
    assert_float_equal(pacer.aim_bpm, 9.9, 1e-3);
    assert_float_equal(breath_pacer_step(&pacer, at(126)).rate_bpm, 9.6, 1e-3);
    assert_float_equal(breath_pacer_step(&pacer, at(150)).rate_bpm, 9.9, 1e-3);
    breath_pacer_judge(&pacer, true);
    assert_float_equal(breath_pacer_step(&pacer, at(210)).rate_bpm, 8.4, 1e-3);
}

static void relief_never_goes_beyond_a_common_rate(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    const struct breath own = known(20.0f);
    breath_pacer_start(&pacer, &PLAN, at(0), &own);
    for (int i = 0; i < 20; i++) {
        breath_pacer_ease(&pacer);
    }
    assert_float_equal(pacer.aim_bpm, 24.0, 1e-3);
    assert_float_equal(breath_pacer_step(&pacer, at(600)).rate_bpm, 24.0, 1e-3);
}

static void a_floor_is_under_the_target(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    struct breath_pacer_plan plan = PLAN;
    plan.floor_bpm = 8.0f;
    breath_pacer_start(&pacer, &plan, at(0), NULL);
    assert_float_equal(breath_pacer_step(&pacer, at(1200)).rate_bpm, 8.0, 1e-3);
}

static void time_that_goes_back_changes_nothing(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    breath_pacer_start(&pacer, &PLAN, at(0), NULL);
    const struct breath_guide before = breath_pacer_step(&pacer, at(31.3));
    const struct breath_guide after = breath_pacer_step(&pacer, at(5.0));
    assert_float_equal(before.phase, after.phase, 0.0);
    assert_float_equal(before.level, after.level, 0.0);
    assert_int_equal(before.cycle, after.cycle);
}

static void a_plan_of_zeros_is_the_usual_one(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    const struct breath_pacer_plan zeros = {0};
    breath_pacer_start(&pacer, &zeros, at(0), NULL);
    assert_float_equal(breath_pacer_step(&pacer, at(0)).rate_bpm, 12.0, 1e-6);
    assert_float_equal(breath_pacer_step(&pacer, at(600)).rate_bpm, 6.0, 1e-6);
    assert_float_equal(pacer.plan.exhale_share, 0.6, 1e-6);
}

static void stopped_or_never_started_it_is_off(void **state)
{
    (void)state;
    struct breath_pacer pacer = {0};
    assert_false(breath_pacer_step(&pacer, at(1)).is_on);
    breath_pacer_start(&pacer, &PLAN, at(0), NULL);
    assert_true(breath_pacer_step(&pacer, at(1)).is_on);
    breath_pacer_stop(&pacer);
    assert_false(breath_pacer_step(&pacer, at(2)).is_on);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_starts_at_the_patients_own_rate_when_that_is_known),
        cmocka_unit_test(the_rate_falls_in_a_straight_line_to_the_target),
        cmocka_unit_test(a_slower_start_rises_to_the_target),
        cmocka_unit_test(the_step_does_not_change_the_count),
        cmocka_unit_test(level_and_phase_never_jump),
        cmocka_unit_test(the_exhale_takes_its_share),
        cmocka_unit_test(it_begins_with_an_exhale),
        cmocka_unit_test(holds_are_only_where_they_were_asked_for),
        cmocka_unit_test(who_misses_two_of_four_is_waited_for),
        cmocka_unit_test(who_misses_four_gets_a_tenth_back_and_then_goes_on),
        cmocka_unit_test(relief_never_goes_beyond_a_common_rate),
        cmocka_unit_test(a_floor_is_under_the_target),
        cmocka_unit_test(time_that_goes_back_changes_nothing),
        cmocka_unit_test(a_plan_of_zeros_is_the_usual_one),
        cmocka_unit_test(stopped_or_never_started_it_is_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
