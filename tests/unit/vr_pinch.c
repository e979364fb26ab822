#include "vr/pinch.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool step_mm(struct vr_pinch *pinch, float gap_mm)
{
    const vec3s thumb_m = {{0.1f, 1.0f, -0.3f}};
    const vec3s index_m = {{0.1f + gap_mm / 1000.0f, 1.0f, -0.3f}};
    return vr_pinch_step(pinch, true, thumb_m, index_m);
}

static void a_pinch_closes_under_15_and_opens_over_25_mm(void **state)
{
    (void)state;
    static const struct {
        float gap_mm;
        bool is_closed;
    } steps[] = {{60.0f, false}, {20.0f, false}, {16.0f, false}, {14.0f, true},
                 {20.0f, true},  {24.0f, true},  {26.0f, false}, {20.0f, false}};
    struct vr_pinch pinch = {0};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        assert_int_equal(step_mm(&pinch, steps[i].gap_mm), steps[i].is_closed);
    }
}

// A tremor of 8 mm around the closing distance.
static void a_trembling_hand_presses_once(void **state)
{
    (void)state;
    struct vr_pinch pinch = {0};
    int presses = 0;
    bool was_closed = false;
    for (int i = 0; i < 500; i++) {
        const bool is_closed = step_mm(&pinch, 16.0f + 4.0f * sinf((float)i));
        presses += is_closed && !was_closed;
        was_closed = is_closed;
    }
    assert_int_equal(presses, 1);
}

static void a_lost_hand_lets_go(void **state)
{
    (void)state;
    struct vr_pinch pinch = {0};
    assert_true(step_mm(&pinch, 5.0f));
    assert_false(vr_pinch_step(&pinch, false, (vec3s){{0}}, (vec3s){{0}}));
    assert_false(step_mm(&pinch, 20.0f)); // the band holds only what was closed
}

static void nonsense_is_not_a_pinch(void **state)
{
    (void)state;
    struct vr_pinch pinch = {.is_closed = true};
    assert_false(step_mm(&pinch, NAN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pinch_closes_under_15_and_opens_over_25_mm),
        cmocka_unit_test(a_trembling_hand_presses_once),
        cmocka_unit_test(a_lost_hand_lets_go),
        cmocka_unit_test(nonsense_is_not_a_pinch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
