// Figures of a minute and of a session, against cases worked out by hand.
#include "base/clock.h"
#include "breath/tally.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void add(struct breath_tally *tally, double seconds, float breath_bpm, float guide_bpm)
{
    const struct breath breath = {.is_sure = breath_bpm > 0.0f,
                                  .rate_bpm = breath_bpm,
                                  .exhale_share = breath_bpm > 10.0f ? 0.5f : 0.65f,
                                  .source =
                                      breath_bpm > 0.0f ? BREATH_SOURCE_HAND : BREATH_SOURCE_HEAD};
    const struct breath_guide guide = {.is_on = guide_bpm > 0.0f, .rate_bpm = guide_bpm};
    breath_tally_add(tally, (int64_t)(seconds * (double)NS_PER_S), &breath, &guide);
}

// 20 s at 12 without a guide, 10 s at 8 against 6, 10 s at 6 against 7, 20 s not sure against 6:
//   rate (20*12 + 10*8 + 10*6) / 40 = 9.5; guide (10*6 + 10*7 + 20*6) / 40 = 6.25
//   rate error (10*2 + 10*1) / 20 = 1.5; sure 40 / 60; exhale (20*0.5 + 20*0.65) / 40 = 0.575
static void means_are_by_time_and_only_of_what_was_sure(void **state)
{
    (void)state;
    struct breath_tally tally = {0};
    add(&tally, 20.0, 12.0f, 0.0f);
    add(&tally, 10.0, 8.0f, 6.0f);
    add(&tally, 10.0, 6.0f, 7.0f);
    add(&tally, 20.0, 0.0f, 6.0f);
    const struct breath_tally_figures f = breath_tally_figures(&tally);
    assert_float_equal(f.rate_bpm, 9.5f, 1e-4f);
    assert_float_equal(f.guide_bpm, 6.25f, 1e-4f);
    assert_float_equal(f.rate_error_bpm, 1.5f, 1e-4f);
    assert_float_equal(f.sure_share, 2.0f / 3.0f, 1e-4f);
    assert_float_equal(f.exhale_share, 0.575f, 1e-4f);
    assert_int_equal(f.source, BREATH_SOURCE_HAND); // 40 s against 20
}

static void cycles_and_eases_are_counted(void **state)
{
    (void)state;
    struct breath_tally tally = {0};
    for (int i = 0; i < 8; i++) {
        breath_tally_cycle(&tally, i % 4 != 0);
    }
    breath_tally_ease(&tally);
    breath_tally_ease(&tally);
    const struct breath_tally_figures f = breath_tally_figures(&tally);
    assert_float_equal(f.cycle_match, 0.75f, 1e-6f);
    assert_int_equal(f.cycles, 8);
    assert_int_equal(f.eases, 2);
}

// Two minutes, 0.8 at no lag and 0.6 a quarter of a breath late: the mean of the lengths is 0.7,
// and the sum of the pointers (0.8, -0.6) points to -36.87 degrees, 0.1024 of a turn late.
static void synchrony_is_the_mean_of_minutes_and_lag_their_common_direction(void **state)
{
    (void)state;
    struct breath_tally tally = {0};
    const struct breath_match_figures none = {.synchrony = 0.1f, .lag = 0.4f};
    const struct breath_match_figures a = {.has_synchrony = true, .synchrony = 0.8f};
    const struct breath_match_figures b = {.has_synchrony = true, .synchrony = 0.6f, .lag = 0.25f};
    breath_tally_synchrony(&tally, &none);
    assert_true(isnan(breath_tally_figures(&tally).synchrony));
    breath_tally_synchrony(&tally, &a);
    breath_tally_synchrony(&tally, &b);
    const struct breath_tally_figures f = breath_tally_figures(&tally);
    assert_float_equal(f.synchrony, 0.7f, 1e-5f);
    assert_float_equal(f.lag, 0.1024f, 1e-4f);
}

static void what_was_never_seen_is_not_known(void **state)
{
    (void)state;
    struct breath_tally tally = {0};
    add(&tally, 60.0, 0.0f, 0.0f);
    const struct breath_tally_figures f = breath_tally_figures(&tally);
    assert_true(isnan(f.rate_bpm) && isnan(f.guide_bpm) && isnan(f.rate_error_bpm));
    assert_true(isnan(f.cycle_match) && isnan(f.synchrony) && isnan(f.lag));
    assert_true(isnan(f.exhale_share));
    assert_float_equal(f.sure_share, 0.0f, 1e-6f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_are_by_time_and_only_of_what_was_sure),
        cmocka_unit_test(cycles_and_eases_are_counted),
        cmocka_unit_test(synchrony_is_the_mean_of_minutes_and_lag_their_common_direction),
        cmocka_unit_test(what_was_never_seen_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
