// Too much breath is told; whatever else changes is not taken for it.
#include "base/clock.h"
#include "breath/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { HZ = 10 };

static struct breath_guard guard;

static struct breath breathing(float excursion, float rate_bpm)
{
    return (struct breath){.is_sure = true,
                           .excursion = excursion,
                           .rate_bpm = rate_bpm,
                           .source = BREATH_SOURCE_HAND};
}

// How often it spoke meanwhile.
static int run(double seconds, struct breath breath, bool is_quiet)
{
    int told = 0;
    for (int i = 0; i < (int)(seconds * HZ); i++) {
        told += breath_guard_step(&guard, NS_PER_S / HZ, &breath, is_quiet);
    }
    return told;
}

static int begin(void **state)
{
    (void)state;
    breath_guard_init(&guard);
    assert_int_equal(run(60.0, breathing(0.010f, 12.0f), true), 0); // effort 0.12
    assert_true(breath_guard_is_ready(&guard));
    return 0;
}

static void a_minute_of_too_much_is_told_once(void **state)
{
    (void)state;
    assert_int_equal(run(30.0, breathing(0.010f, 12.0f), false), 0);
    assert_int_equal(run(59.0, breathing(0.032f, 6.0f), false), 0); // 0.192: 1.6 times
    assert_int_equal(run(2.0, breathing(0.032f, 6.0f), false), 1);
    assert_int_equal(run(58.0, breathing(0.032f, 6.0f), false), 0);
    assert_int_equal(run(2.0, breathing(0.032f, 6.0f), false), 1);
    assert_int_equal(guard.told, 2);
}

static void slow_and_full_is_not_too_much(void **state)
{
    (void)state;
    assert_int_equal(run(600.0, breathing(0.029f, 6.0f), false), 0); // 0.174: 1.45 times
}

static void what_passes_begins_anew(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(run(50.0, breathing(0.040f, 6.0f), false), 0);
        assert_int_equal(run(1.0, breathing(0.020f, 6.0f), false), 0);
    }
}

static void a_posture_or_source_of_its_own_is_no_excess(void **state)
{
    (void)state;
    struct breath other = breathing(3.0f, 6.0f);
    other.source = BREATH_SOURCE_BELT; // in units of its own
    assert_int_equal(run(300.0, other, false), 0);
    // Back again: some time passes before it is compared.
    assert_int_equal(run(75.0, breathing(0.040f, 6.0f), false), 0);
    assert_int_equal(run(10.0, breathing(0.040f, 6.0f), false), 1);
    // Not sure for a moment, as when somebody turns over.
    struct breath unsure = breathing(0.040f, 6.0f);
    unsure.is_sure = false;
    run(50.0, breathing(0.040f, 6.0f), false);
    assert_int_equal(run(0.2, unsure, false), 0);
    assert_int_equal(run(75.0, breathing(0.040f, 6.0f), false), 0);
    assert_int_equal(run(10.0, breathing(0.040f, 6.0f), false), 1);
}

static void without_a_quiet_minute_there_is_nothing_to_compare(void **state)
{
    (void)state;
    breath_guard_init(&guard);
    run(59.0, breathing(0.010f, 12.0f), true);
    assert_false(breath_guard_is_ready(&guard));
    assert_int_equal(run(600.0, breathing(0.100f, 12.0f), false), 0);
    run(2.0, breathing(0.010f, 12.0f), true);
    assert_true(breath_guard_is_ready(&guard));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_minute_of_too_much_is_told_once, begin),
        cmocka_unit_test_setup(slow_and_full_is_not_too_much, begin),
        cmocka_unit_test_setup(what_passes_begins_anew, begin),
        cmocka_unit_test_setup(a_posture_or_source_of_its_own_is_no_excess, begin),
        cmocka_unit_test_setup(without_a_quiet_minute_there_is_nothing_to_compare, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
