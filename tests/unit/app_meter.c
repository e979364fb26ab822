// What the simulated runtime's meter wrote, read as figures.
#include "app/meter.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// cmocka wants the first headers before it.
#include <cmocka.h>

static const char head[] = "frame,wait_ns,begin_ns,locate_ns,end_ns,gpu_done_ns,predicted_ns,"
                           "displayed_ns,missed,pose_matched\n";

static enum err read_rows(const char *text, int64_t from_ns, struct app_meter *meter,
                          struct arena *arena)
{
    char path[] = "/tmp/respite-meter-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (int)strlen(text));
    close(fd);
    const enum err err = app_meter_read(meter, path, from_ns, 16, arena);
    unlink(path);
    return err;
}

static void photons_are_counted_from_the_pose_that_was_shown(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct app_meter meter;
    char text[1024];
    snprintf(text, sizeof text, "%s%s%s%s%s", head,
             "1,0,0,1000000,0,0,15000000,15000000,0,1\n",   // warm-up
             "2,0,0,20000000,0,0,35000000,35000000,0,1\n",  // 15 ms
             "3,0,0,31000000,0,0,46000000,57000000,1,1\n",  // 26 ms, missed
             "4,0,0,42000000,0,0,57000000,57050000,0,0\n"); // another's pose
    assert_int_equal(read_rows(text, 20000000, &meter, &arena), ERR_OK);
    assert_int_equal(meter.rows, 3);
    assert_int_equal(meter.missed, 1);
    assert_int_equal(meter.pose_to_photon_ms.count, 2);
    assert_true(fabs(app_figures_quantile(&meter.pose_to_photon_ms, 0.5) - 15.0) < 1e-4);
    assert_true(fabs(app_figures_quantile(&meter.pose_to_photon_ms, 1.0) - 26.0) < 1e-4);
    assert_true(fabs(meter.most_apart_ms - 0.05) < 1e-9); // missed frames are not held against it
    arena_fini(&arena);
}

static void another_file_is_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct app_meter meter;
    assert_int_equal(read_rows("time_s,value\n", 0, &meter, &arena), ERR_BAD_DATA);
    arena_fini(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(photons_are_counted_from_the_pose_that_was_shown),
        cmocka_unit_test(another_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
