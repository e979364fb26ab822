// Looking long enough chooses once; short glances aside do not count.
#include "base/clock.h"
#include "panel/dwell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { FRAME_NS = 10000000 };

// Looks at `gazed` for so many hundredths of a second; how often something was chosen.
static int rest(struct panel_dwell *dwell, int gazed, int frames)
{
    int count = 0;
    for (int i = 0; i < frames; i++) {
        count += panel_dwell_step(dwell, gazed, FRAME_NS, 1.0f) >= 0;
    }
    return count;
}

static void a_gaze_that_rests_chooses_once(void **state)
{
    (void)state;
    struct panel_dwell dwell;
    panel_dwell_reset(&dwell);
    assert_int_equal(rest(&dwell, 3, 100), 0); // the first frame only finds it
    assert_int_equal(rest(&dwell, 3, 1), 1);
    assert_int_equal(rest(&dwell, 3, 1000), 0);
    assert_int_equal(rest(&dwell, -1, 30), 0); // away, and back: again
    assert_int_equal(rest(&dwell, 3, 101), 1);
}

static void a_glance_aside_neither_counts_nor_starts_anew(void **state)
{
    (void)state;
    struct panel_dwell dwell;
    panel_dwell_reset(&dwell);
    assert_int_equal(rest(&dwell, 3, 61), 0);
    assert_int_equal(rest(&dwell, 4, 14), 0);
    assert_int_equal(rest(&dwell, 3, 39), 0);
    assert_int_equal(rest(&dwell, 3, 1), 1);

    panel_dwell_reset(&dwell);
    assert_int_equal(rest(&dwell, 3, 91), 0);
    assert_int_equal(rest(&dwell, -1, 17), 0); // longer than the grace
    assert_int_equal(rest(&dwell, 3, 60), 0);
}

static void the_ring_fills_evenly_and_empties_when_chosen(void **state)
{
    (void)state;
    struct panel_dwell dwell;
    panel_dwell_reset(&dwell);
    assert_float_equal(panel_dwell_part(&dwell, 1.0f), 0.0f, 0.0f);
    rest(&dwell, 2, 51);
    assert_float_equal(panel_dwell_part(&dwell, 1.0f), 0.5f, 0.001f);
    rest(&dwell, 2, 50);
    assert_float_equal(panel_dwell_part(&dwell, 1.0f), 0.0f, 0.0f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gaze_that_rests_chooses_once),
        cmocka_unit_test(a_glance_aside_neither_counts_nor_starts_anew),
        cmocka_unit_test(the_ring_fills_evenly_and_empties_when_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
