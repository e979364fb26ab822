// The rate that is followed best is found; one that is uncomfortable, or none, is not invented.
#include "base/clock.h"
#include "breath/finder.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LENGTH_S = 720, EACH_S = LENGTH_S / BREATH_FINDER_STEPS };

// One step's worth: cycles of which `matched` of ten match, breath `apart` off the guide.
struct way {
    int matched;
    float apart_bpm;
    bool is_back;
    enum breath_comfort comfort;
    float
        swing_ms; // of the time between beats, each way, in a breath of twelve seconds; 0: no strap
};

static float find(const struct way ways[BREATH_FINDER_STEPS])
{
    struct breath_finder finder;
    breath_finder_start(&finder, LENGTH_S * NS_PER_S);
    for (int i = 0; i < BREATH_FINDER_STEPS; i++) {
        const float rate = 6.5f - 0.5f * (float)i;
        assert_float_equal(breath_finder_rate(&finder), rate, 1e-6f);
        for (int s = 0; s < EACH_S; s++) {
            const struct breath_guide guide = {.is_on = true,
                                               .rate_bpm = s < 20 ? rate + 0.3f : rate};
            const struct breath breath = {.is_sure = true,
                                          .rate_bpm = guide.rate_bpm + ways[i].apart_bpm};
            if (s < 20) { // on the way to the step's rate: counts for nothing
                breath_finder_cycle(&finder, true);
            } else if (s % 12 == 0) {
                breath_finder_cycle(&finder, (s / 12) % 10 < ways[i].matched);
            }
            if (ways[i].swing_ms > 0.0f) {
                const float part = sinf(6.2831853f * (float)s / 12.0f);
                breath_finder_beat(&finder, 900.0f + ways[i].swing_ms * part);
            }
            if (breath_finder_asks(&finder) == i && ways[i].comfort != BREATH_COMFORT_UNKNOWN) {
                breath_finder_comfort(&finder, i, ways[i].comfort == BREATH_COMFORT_YES);
            }
            breath_finder_add(&finder, NS_PER_S, &breath, &guide, ways[i].is_back && s == 60);
        }
    }
    return breath_finder_best(&finder);
}

static void the_one_that_is_followed_best_is_kept(void **state)
{
    (void)state;
    static const struct way ways[] = {{.matched = 6, .apart_bpm = 0.2f},
                                      {.matched = 8, .apart_bpm = 0.1f},
                                      {.matched = 10, .apart_bpm = 0.1f},
                                      {.matched = 5, .apart_bpm = 0.5f},
                                      {.matched = 2, .apart_bpm = 1.0f}};
    assert_float_equal(find(ways), 5.5f, 1e-6f);
}

static void of_two_that_match_alike_the_steadier_is(void **state)
{
    (void)state;
    static const struct way ways[] = {{.matched = 10, .apart_bpm = 0.4f},
                                      {.matched = 10, .apart_bpm = 0.1f},
                                      {.matched = 10, .apart_bpm = 0.3f},
                                      {.matched = 1, .apart_bpm = 0.1f},
                                      {.matched = 1, .apart_bpm = 0.1f}};
    assert_float_equal(find(ways), 6.0f, 1e-6f);
}

static void one_that_is_too_much_is_never_picked(void **state)
{
    (void)state;
    static const struct way ways[] = {{.matched = 6, .apart_bpm = 0.1f},
                                      {.matched = 7, .apart_bpm = 0.1f},
                                      {.matched = 8, .apart_bpm = 0.1f},
                                      {.matched = 10, .apart_bpm = 0.0f, .is_back = true},
                                      {.matched = 10, .apart_bpm = 0.0f, .is_back = true}};
    assert_float_equal(find(ways), 5.5f, 1e-6f);
}

static void who_follows_none_has_none(void **state)
{
    (void)state;
    static const struct way ways[] = {{.matched = 2, .apart_bpm = 3.0f},
                                      {.matched = 2, .apart_bpm = 3.0f},
                                      {.matched = 1, .apart_bpm = 3.0f},
                                      {.matched = 0, .apart_bpm = 3.0f},
                                      {.matched = 0, .apart_bpm = 3.0f}};
    assert_true(isnan(find(ways)));
    struct breath_finder finder;
    breath_finder_start(&finder, LENGTH_S * NS_PER_S);
    assert_true(isnan(breath_finder_best(&finder)));
}

static void one_that_was_called_uncomfortable_is_never_picked(void **state)
{
    (void)state;
    static const struct way ways[] = {{.matched = 5},
                                      {.matched = 7, .comfort = BREATH_COMFORT_YES},
                                      {.matched = 10, .comfort = BREATH_COMFORT_NO},
                                      {.matched = 3},
                                      {.matched = 0, .comfort = BREATH_COMFORT_YES}};
    assert_float_equal(find(ways), 6.0f, 1e-6f);
}

static void of_two_that_match_alike_the_comfortable_one_is(void **state)
{
    (void)state;
    static const struct way ways[] = {{.matched = 9},
                                      {.matched = 9, .comfort = BREATH_COMFORT_YES},
                                      {.matched = 9},
                                      {.matched = 9},
                                      {.matched = 9}};
    assert_float_equal(find(ways), 6.0f, 1e-6f);
}

static void the_pulse_decides_only_where_it_was_told_throughout(void **state)
{
    (void)state;
    static const struct way told[] = {{.matched = 9, .swing_ms = 40.0f},
                                      {.matched = 9, .swing_ms = 60.0f},
                                      {.matched = 9, .swing_ms = 70.0f},
                                      {.matched = 9, .swing_ms = 95.0f},
                                      {.matched = 9, .swing_ms = 80.0f}};
    static const struct way once[] = {{.matched = 10},
                                      {.matched = 9},
                                      {.matched = 9},
                                      {.matched = 9, .swing_ms = 95.0f},
                                      {.matched = 9}};
    assert_float_equal(find(told), 5.0f, 1e-6f);
    assert_float_equal(find(once), 6.5f, 1e-6f);
}

static void it_asks_at_the_end_of_each_rate(void **state)
{
    (void)state;
    struct breath_finder finder;
    const struct breath_guide guide = {.is_on = true, .rate_bpm = 6.5f};
    const struct breath breath = {0};
    int asked_s[BREATH_FINDER_STEPS] = {0}, none_s = 0;
    breath_finder_start(&finder, LENGTH_S * NS_PER_S);
    for (int s = 0; s < LENGTH_S; s++) {
        const int step = breath_finder_asks(&finder);
        assert_true(step < 0 || step == s / EACH_S);
        *(step < 0 ? &none_s : &asked_s[step]) += 1;
        breath_finder_add(&finder, NS_PER_S, &breath, &guide, false);
    }
    for (int i = 0; i < BREATH_FINDER_STEPS; i++) {
        assert_int_equal(asked_s[i], 20);
    }
    assert_int_equal(none_s, LENGTH_S - 100);
    assert_int_equal(breath_finder_asks(&finder), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_that_is_followed_best_is_kept),
        cmocka_unit_test(of_two_that_match_alike_the_steadier_is),
        cmocka_unit_test(one_that_is_too_much_is_never_picked),
        cmocka_unit_test(who_follows_none_has_none),
        cmocka_unit_test(one_that_was_called_uncomfortable_is_never_picked),
        cmocka_unit_test(of_two_that_match_alike_the_comfortable_one_is),
        cmocka_unit_test(the_pulse_decides_only_where_it_was_told_throughout),
        cmocka_unit_test(it_asks_at_the_end_of_each_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
