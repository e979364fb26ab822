// A warm headset: pixels first, refreshes only when that did not help, and all comes back.
#include "app/thermal.h"

#include "app/governor.h"
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka wants the four headers above first.
#include <cmocka.h>

static const int64_t start_ns = 1000 * NS_PER_S;

// A tenth of a second at a time; returns how often the step changed.
static int run(struct app_thermal *thermal, int64_t *now_ns, double seconds, enum vr_heat cpu,
               enum vr_heat gpu)
{
    int changes = 0;
    for (int i = 0; i < (int)(seconds * 10.0); i++) {
        *now_ns += NS_PER_S / 10;
        changes += app_thermal_step(thermal, *now_ns, cpu, gpu);
    }
    return changes;
}

static void each_level_has_its_ceiling_at_once(void **state)
{
    (void)state;
    static const struct {
        enum vr_heat cpu, gpu;
        float scale_most;
    } cases[] = {
        {VR_HEAT_NORMAL, VR_HEAT_NORMAL, 1.0f},   {VR_HEAT_NORMAL, VR_HEAT_WARNING, 0.85f},
        {VR_HEAT_WARNING, VR_HEAT_NORMAL, 0.85f}, {VR_HEAT_WARNING, VR_HEAT_IMPAIRED, 0.7f},
        {VR_HEAT_IMPAIRED, VR_HEAT_NORMAL, 0.7f},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct app_thermal thermal = {0};
        const bool is_warm = cases[i].scale_most < 1.0f;
        assert_int_equal(app_thermal_step(&thermal, start_ns, cases[i].cpu, cases[i].gpu), is_warm);
        assert_true(app_thermal_scale_most(&thermal) == cases[i].scale_most);
        assert_false(app_thermal_wants_lower_rate(&thermal));
    }
}

static void the_rate_falls_only_when_impaired_lasts(void **state)
{
    (void)state;
    struct app_thermal thermal = {0};
    int64_t now_ns = start_ns;
    run(&thermal, &now_ns, 600.0, VR_HEAT_NORMAL, VR_HEAT_WARNING);
    assert_false(app_thermal_wants_lower_rate(&thermal));
    for (int i = 0; i < 5; i++) {
        run(&thermal, &now_ns, 29.0, VR_HEAT_NORMAL, VR_HEAT_IMPAIRED);
        assert_false(app_thermal_wants_lower_rate(&thermal));
        run(&thermal, &now_ns, 1.0, VR_HEAT_NORMAL, VR_HEAT_WARNING);
    }
    run(&thermal, &now_ns, 31.0, VR_HEAT_NORMAL, VR_HEAT_IMPAIRED);
    assert_true(app_thermal_wants_lower_rate(&thermal));
    assert_int_equal(run(&thermal, &now_ns, 600.0, VR_HEAT_NORMAL, VR_HEAT_IMPAIRED), 0);
    assert_true(app_thermal_wants_lower_rate(&thermal));
}

// The rate, given up last, comes back first.
static void a_cooler_headset_climbs_down_one_step_at_a_time(void **state)
{
    (void)state;
    struct app_thermal thermal = {0};
    int64_t now_ns = start_ns;
    run(&thermal, &now_ns, 31.0, VR_HEAT_IMPAIRED, VR_HEAT_IMPAIRED);
    assert_true(app_thermal_wants_lower_rate(&thermal));
    static const float scales[] = {0.7f, 0.85f, 1.0f};
    for (int i = 0; i < 3; i++) {
        const float before = app_thermal_scale_most(&thermal);
        assert_int_equal(run(&thermal, &now_ns, 19.0, VR_HEAT_NORMAL, VR_HEAT_NORMAL), 0);
        assert_true(app_thermal_scale_most(&thermal) == before);
        assert_int_equal(run(&thermal, &now_ns, 1.2, VR_HEAT_NORMAL, VR_HEAT_NORMAL), 1);
        assert_false(app_thermal_wants_lower_rate(&thermal));
        assert_true(app_thermal_scale_most(&thermal) == scales[i]);
        now_ns -= NS_PER_S / 5; // what was run past the step
    }
    assert_int_equal(run(&thermal, &now_ns, 600.0, VR_HEAT_NORMAL, VR_HEAT_NORMAL), 0);
}

static void a_level_that_comes_and_goes_moves_nothing(void **state)
{
    (void)state;
    struct app_thermal thermal = {0};
    int64_t now_ns = start_ns;
    run(&thermal, &now_ns, 5.0, VR_HEAT_NORMAL, VR_HEAT_WARNING);
    int changes = 0;
    for (int i = 0; i < 50; i++) {
        changes += run(&thermal, &now_ns, 15.0, VR_HEAT_NORMAL, VR_HEAT_NORMAL);
        changes += run(&thermal, &now_ns, 5.0, VR_HEAT_NORMAL, VR_HEAT_WARNING);
    }
    assert_int_equal(changes, 0);
}

static void a_limited_governor_never_draws_more(void **state)
{
    (void)state;
    struct app_governor governor;
    app_governor_init(&governor, 0.7f, 0);
    app_governor_limit(&governor, 0.85f);
    assert_true(governor.scale == 0.85f);
    for (int i = 0; i < 2000; i++) {
        app_governor_frame(&governor, 0.1, 11.1);
        assert_true(governor.scale <= 0.85f);
    }
    app_governor_limit(&governor, 0.3f); // texts have to be read
    assert_true(governor.scale == 0.7f);
    app_governor_limit(&governor, 1.0f);
    assert_true(governor.scale == 0.7f); // no jump
    for (int i = 0; i < 5000; i++) {
        app_governor_frame(&governor, 0.1, 11.1);
    }
    assert_true(governor.scale == 1.0f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_level_has_its_ceiling_at_once),
        cmocka_unit_test(the_rate_falls_only_when_impaired_lasts),
        cmocka_unit_test(a_cooler_headset_climbs_down_one_step_at_a_time),
        cmocka_unit_test(a_level_that_comes_and_goes_moves_nothing),
        cmocka_unit_test(a_limited_governor_never_draws_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
