#include "base/clock.h"
#include "base/log.h"
#include "vr/pacing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const int64_t now_ns = 5000 * NS_PER_S;
static const int64_t hz90_ns = NS_PER_S / 90;
static const int64_t hour_ns = 3600 * NS_PER_S;

static int warnings;

static void count_warning(void *user, enum log_level level, const char *line)
{
    (void)user;
    (void)line;
    warnings += level == LOG_LEVEL_WARN;
}

static void an_honest_prediction_passes_unchanged(void **state)
{
    (void)state;
    struct vr_pacing pacing = {0};
    for (int i = 0; i < 100; i++) {
        const int64_t at_ns = now_ns + i * hz90_ns;
        vr_pacing_step(&pacing, at_ns, at_ns + 3 * hz90_ns, hz90_ns);
        assert_int_equal(pacing.display_ns, at_ns + 3 * hz90_ns);
        assert_int_equal(pacing.period_ns, hz90_ns);
    }
    assert_false(pacing.did_warn);
}

static void absurd_predictions_are_replaced_and_said_once(void **state)
{
    (void)state;
    static const struct {
        int64_t predicted_ns, period_ns;
    } absurd[] = {
        {5000 * NS_PER_S, 16570 * 3600 * NS_PER_S},
        {(5000 + 27 * 86400) * NS_PER_S, NS_PER_S / 90},
        {0, 0},
        {-1, -1},
        {INT64_MAX, INT64_MAX},
        {INT64_MIN, INT64_MIN},
    };
    struct vr_pacing pacing = {0};
    vr_pacing_step(&pacing, now_ns, now_ns + hz90_ns, hz90_ns);
    warnings = 0;
    log_set_sink(count_warning, NULL);
    for (size_t i = 0; i < sizeof absurd / sizeof absurd[0]; i++) {
        const int64_t before_ns = pacing.display_ns;
        vr_pacing_step(&pacing, now_ns, absurd[i].predicted_ns, absurd[i].period_ns);
        assert_true(pacing.display_ns >= before_ns);
        assert_true(pacing.display_ns <= now_ns + NS_PER_S);
        assert_int_equal(pacing.period_ns, hz90_ns);
    }
    log_set_sink(NULL, NULL);
    assert_int_equal(warnings, 1);
}

static void a_first_frame_without_a_period_gets_one(void **state)
{
    (void)state;
    struct vr_pacing pacing = {0};
    vr_pacing_step(&pacing, now_ns, now_ns + hz90_ns, 0);
    assert_true(pacing.period_ns > 10 * NS_PER_MS && pacing.period_ns < 20 * NS_PER_MS);
}

static void time_never_runs_backwards(void **state)
{
    (void)state;
    struct vr_pacing pacing = {0};
    vr_pacing_step(&pacing, now_ns, now_ns + 5 * hz90_ns, hz90_ns);
    vr_pacing_step(&pacing, now_ns, now_ns + 2 * hz90_ns, hz90_ns);
    assert_int_equal(pacing.display_ns, now_ns + 5 * hz90_ns);
}

static void a_pause_is_no_absurdity(void **state)
{
    (void)state;
    struct vr_pacing pacing = {0};
    vr_pacing_step(&pacing, now_ns, now_ns + hz90_ns, hz90_ns);
    vr_pacing_step(&pacing, now_ns + hour_ns, now_ns + hour_ns + hz90_ns, hz90_ns);
    assert_int_equal(pacing.display_ns, now_ns + hour_ns + hz90_ns);
    assert_false(pacing.did_warn);
}

static void a_virtual_clock_is_believed(void **state)
{
    (void)state;
    struct vr_pacing pacing = {.has_own_clock = true};
    vr_pacing_step(&pacing, now_ns, 900 * hour_ns, hz90_ns);
    assert_int_equal(pacing.display_ns, 900 * hour_ns);
    vr_pacing_step(&pacing, now_ns, 900 * hour_ns + hz90_ns, hz90_ns);
    assert_int_equal(pacing.display_ns, 900 * hour_ns + hz90_ns);
    assert_false(pacing.did_warn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_honest_prediction_passes_unchanged),
        cmocka_unit_test(absurd_predictions_are_replaced_and_said_once),
        cmocka_unit_test(a_first_frame_without_a_period_gets_one),
        cmocka_unit_test(time_never_runs_backwards),
        cmocka_unit_test(a_pause_is_no_absurdity),
        cmocka_unit_test(a_virtual_clock_is_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
