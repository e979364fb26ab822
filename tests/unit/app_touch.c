// The hum in the hand goes with the guide, and is not there unless it is asked for.
#include "app/touch.h"
#include "base/clock.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { HZ = 90 };

static void it_swells_and_sinks_without_a_gap(void **state)
{
    (void)state;
    struct app_touch touch = {0};
    float strength = 0.0f, before = 0.0f, most = 0.0f;
    int64_t last_ns = 0;
    for (int i = 0; i < 10 * HZ; i++) { // one breath of the guide, from full to full
        const int64_t now_ns = NS_PER_S + i * (NS_PER_S / HZ);
        const struct breath_guide guide = {
            .is_on = true, .level = 0.5f + 0.5f * cosf(6.2831853f * (float)i / (10.0f * HZ))};
        if (!app_touch_step(&touch, now_ns, &guide, 1.0f, &strength)) {
            continue;
        }
        assert_float_equal(strength, 0.4f * guide.level, 1e-6f);
        if (guide.level > 0.1f && before > 0.1f * 0.4f) {
            assert_true(now_ns - last_ns < APP_TOUCH_PULSE_NS);
            assert_true(fabsf(strength - before) < 0.02f); // a ramp, no knocks
        }
        most = fmaxf(most, strength);
        before = strength;
        last_ns = now_ns;
    }
    assert_true(most > 0.39f && most <= 0.4f);
}

static void nobody_feels_what_was_not_asked_for(void **state)
{
    (void)state;
    struct app_touch touch = {0};
    float strength = 0.0f;
    const struct breath_guide full = {.is_on = true, .level = 1.0f};
    const struct breath_guide off = {.is_on = false, .level = 1.0f};
    assert_false(app_touch_step(&touch, NS_PER_S, &full, 0.0f, &strength));
    assert_false(app_touch_step(&touch, NS_PER_S, &off, 1.0f, &strength));
    assert_true(app_touch_step(&touch, NS_PER_S, &full, 0.5f, &strength));
    assert_float_equal(strength, 0.2f, 1e-6f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_swells_and_sinks_without_a_gap),
        cmocka_unit_test(nobody_feels_what_was_not_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
