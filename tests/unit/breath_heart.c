// How far the pulse swings with the breath: a case worked out by hand, and what is left out.
#include "breath/heart.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka wants the four headers above first.
#include <cmocka.h>

static void beat(struct breath_heart *heart, const float *rr_ms, int count)
{
    for (int i = 0; i < count; i++) {
        breath_heart_beat(heart, rr_ms[i]);
    }
}

static const float CYCLE[] = {900.0f, 1000.0f, 1000.0f, 900.0f, 800.0f, 800.0f};

// 60000 / 800 - 60000 / 1000 = 75 - 60 beats a minute.
static void largest_less_smallest_of_a_cycle(void **state)
{
    (void)state;
    struct breath_heart heart = {0};
    for (int cycle = 0; cycle < 4; cycle++) {
        assert_true(isnan(breath_heart_swing(&heart))); // too few yet
        beat(&heart, CYCLE, 6);
        breath_heart_cycle(&heart, true);
    }
    assert_float_equal(breath_heart_swing(&heart), 15.0f, 1e-3f);
}

// 1400 after 800 is no heartbeat's neighbour, 100 and 5000 are no beats, nor is what is no number.
static void what_cannot_be_is_left_out(void **state)
{
    (void)state;
    struct breath_heart heart = {0};
    static const float odd[] = {1400.0f, 900.0f, 100.0f, 5000.0f, NAN, -1.0f};
    for (int cycle = 0; cycle < 4; cycle++) {
        beat(&heart, CYCLE, 6);
        beat(&heart, odd, 6);
        breath_heart_cycle(&heart, true);
    }
    assert_float_equal(breath_heart_swing(&heart), 15.0f, 1e-3f);
}

static void cycles_that_do_not_count_and_bare_ones_do_not(void **state)
{
    (void)state;
    struct breath_heart heart = {0};
    for (int cycle = 0; cycle < 8; cycle++) {
        beat(&heart, CYCLE, cycle % 2 ? 6 : 3);
        breath_heart_cycle(&heart, cycle % 2 == 0);
        breath_heart_cycle(&heart, true); // without a beat
    }
    assert_int_equal(heart.cycles, 3); // the first beat of all has none before it
    assert_true(isnan(breath_heart_swing(&heart)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(largest_less_smallest_of_a_cycle),
        cmocka_unit_test(what_cannot_be_is_left_out),
        cmocka_unit_test(cycles_that_do_not_count_and_bare_ones_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
