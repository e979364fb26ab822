#include "breath/match.h"

#include "base/clock.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

// A guide of 6 a minute (10 s a breath, 4 s in) and a breath that is `late_s` behind it, with
// `breaths` inhales for each of the guide's, seen at 10 Hz.
struct pair {
    double late_s;
    double bpm;
    bool is_sure;
    bool skips; // every second inhale of breath is not seen
};

static struct breath_match_figures follow(const struct pair *pair, double seconds)
{
    struct breath_match match;
    breath_match_init(&match);
    uint32_t count = 0;
    double last_cycle = -1.0;
    int64_t onset_ns = 0;
    for (int i = 0; i < (int)(seconds * 10.0); i++) {
        const double t_s = 100.0 + i * 0.1;
        const int64_t t_ns = (int64_t)llround(t_s * 1e9);
        const double guide_cycles = t_s / 10.0;
        const double cycles = (t_s - pair->late_s) * pair->bpm / 60.0;
        if (floor(cycles) > last_cycle) {
            last_cycle = floor(cycles);
            if (!pair->skips || fmod(last_cycle, 2.0) == 0.0) {
                count++;
                onset_ns = t_ns;
            }
        }
        const double phase = cycles - floor(cycles);
        const double guide_phase = guide_cycles - floor(guide_cycles);
        // The turn is known an eighth of a cycle after it was, as with the estimator.
        const double turned = floor(cycles) + (phase < 0.52 ? 0.4 - 1.0 : 0.4);
        const struct breath breath = {
            .phase = (float)phase,
            .dir = phase < 0.52 ? BREATH_IN : BREATH_OUT,
            .exhale_ns = (int64_t)((turned * 60.0 / pair->bpm + pair->late_s) * 1e9),
            .rate_bpm = (float)pair->bpm,
            .is_sure = pair->is_sure,
            .count = count,
            .onset_ns = onset_ns,
        };
        const struct breath_guide guide = {
            .is_on = true,
            .phase = (float)guide_phase,
            .dir = guide_phase < 0.4 ? BREATH_IN : BREATH_OUT,
            .rate_bpm = 6.0f,
            .cycle = (uint32_t)guide_cycles,
        };
        bool matched = false;
        breath_match_push(&match, t_ns, &breath, &guide, &matched);
    }
    return breath_match_figures(&match);
}

static void breathing_with_the_guide_is_a_full_match(void **state)
{
    (void)state;
    const struct breath_match_figures f =
        follow(&(struct pair){.bpm = 6.0, .is_sure = true}, 130.0);
    assert_true(f.has_synchrony && f.has_cycles);
    assert_float_equal(f.synchrony, 1.0, 1e-3);
    assert_float_equal(f.lag, 0.0, 1e-3);
    assert_float_equal(f.rate_error_bpm, 0.0, 1e-5);
    assert_float_equal(f.cycle_match, 1.0, 1e-6);
}

// 2 s behind in a cycle of 10 s: the distance never changes (synchrony 1), the lag is a fifth, and
// the exhale is 2 s off where a tenth of the cycle, 1 s, is allowed: no cycle matches.
static void a_constant_lag_keeps_synchrony_and_loses_the_cycles(void **state)
{
    (void)state;
    const struct breath_match_figures f =
        follow(&(struct pair){.bpm = 6.0, .late_s = 2.0, .is_sure = true}, 130.0);
    assert_float_equal(f.synchrony, 1.0, 1e-3);
    assert_float_equal(f.lag, 0.2, 2e-3);
    assert_float_equal(f.cycle_match, 0.0, 1e-6);
}

// 0.5 s behind is within the tenth.
static void half_a_second_late_still_matches(void **state)
{
    (void)state;
    const struct breath_match_figures f =
        follow(&(struct pair){.bpm = 6.0, .late_s = 0.5, .is_sure = true}, 130.0);
    assert_float_equal(f.cycle_match, 1.0, 1e-6);
    assert_float_equal(f.lag, 0.05, 2e-3);
}

// 7 against 6 a minute: over 60 s the phase between them goes round exactly once, so the mean of
// the pointers is 0; the rate is off by 1.
static void another_rate_has_no_synchrony(void **state)
{
    (void)state;
    const struct breath_match_figures f =
        follow(&(struct pair){.bpm = 7.0, .is_sure = true}, 130.0);
    assert_true(f.synchrony < 0.02f);
    assert_float_equal(f.rate_error_bpm, 1.0, 1e-3);
}

// 6.5 against 6: once round takes 120 s, so 60 s are half a circle, whose mean pointer is 2 / pi.
static void half_a_turn_is_two_over_pi(void **state)
{
    (void)state;
    const struct breath_match_figures f =
        follow(&(struct pair){.bpm = 6.5, .is_sure = true}, 130.0);
    assert_float_equal(f.synchrony, 0.6366, 0.01);
    assert_float_equal(f.rate_error_bpm, 0.5, 1e-3);
}

static void a_breath_that_is_missed_is_no_match(void **state)
{
    (void)state;
    const struct breath_match_figures f =
        follow(&(struct pair){.bpm = 6.0, .is_sure = true, .skips = true}, 130.0);
    assert_float_equal(f.cycle_match, 0.0, 1e-6);
}

static void without_a_sure_breath_there_is_no_synchrony(void **state)
{
    (void)state;
    const struct breath_match_figures f = follow(&(struct pair){.bpm = 6.0}, 130.0);
    assert_false(f.has_synchrony);
    const struct breath_match_figures young =
        follow(&(struct pair){.bpm = 6.0, .is_sure = true}, 20.0);
    assert_false(young.has_synchrony);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breathing_with_the_guide_is_a_full_match),
        cmocka_unit_test(a_constant_lag_keeps_synchrony_and_loses_the_cycles),
        cmocka_unit_test(half_a_second_late_still_matches),
        cmocka_unit_test(another_rate_has_no_synchrony),
        cmocka_unit_test(half_a_turn_is_two_over_pi),
        cmocka_unit_test(a_breath_that_is_missed_is_no_match),
        cmocka_unit_test(without_a_sure_breath_there_is_no_synchrony),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
