#include "simxr/meter.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char path[] = "simxr-meter-test.csv";

struct csv_row {
    long long n[10];
};

static int read_rows(struct csv_row *out, int room)
{
    FILE *file = fopen(path, "r");
    char line[512];
    int count = 0;
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    assert_string_equal(line, "frame,wait_ns,begin_ns,locate_ns,end_ns,gpu_done_ns,predicted_ns,"
                              "displayed_ns,missed,pose_matched\n");
    while (count < room && fgets(line, sizeof line, file)) {
        long long *n = out[count].n;
        assert_int_equal(sscanf(line, "%lld,%lld,%lld,%lld,%lld,%lld,%lld,%lld,%lld,%lld", n, n + 1,
                                n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9),
                         10);
        count++;
    }
    fclose(file);
    unlink(path);
    return count;
}

static struct pose at(float x)
{
    struct pose pose = pose_identity();
    pose.at_m.x = x;
    return pose;
}

static void each_shown_frame_is_one_row_with_its_times(void **state)
{
    (void)state;
    struct simxr_meter meter = {0};
    const struct pose view = at(1.0f);
    assert_int_equal(simxr_meter_open(&meter, path), ERR_OK);
    for (int64_t f = 0; f < 1000; f++) {
        simxr_meter_wait(&meter, f, 100 * f + 1, 100 * f + 50);
        simxr_meter_begin(&meter, f, 100 * f + 2);
        simxr_meter_locate(&meter, 100 * f + 3, view);
        simxr_meter_end(&meter, f, 100 * f + 4, &view);
        simxr_meter_shown(&meter, f, 100 * f + 5, 100 * f + 50 + f % 2, f % 2 == 1);
    }
    simxr_meter_fini(&meter);
    static struct csv_row rows[1001];
    assert_int_equal(read_rows(rows, 1001), 1000);
    for (int f = 0; f < 1000; f++) {
        const long long t = 100LL * f;
        const long long expected[] = {f,     t + 1,  t + 2,          t + 3, t + 4,
                                      t + 5, t + 50, t + 50 + f % 2, f % 2, 1};
        assert_memory_equal(rows[f].n, expected, sizeof expected);
    }
    assert_int_equal(mem_live(), 0);
}

static void the_locate_that_answered_the_submitted_pose_is_found(void **state)
{
    (void)state;
    static const struct {
        float submitted_x;
        long long locate_ns, is_matched;
    } cases[] = {
        {1.0f, 10, 1},
        {2.0f, 30, 1} /* the newest of two */,
        {3.0f, 40, 1},
        {4.0f, 40, 0} /* no call answered it */,
        {1.0000001f, 40, 0} /* nearly is not exactly */,
    };
    struct csv_row row;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct simxr_meter meter = {0};
        const struct pose submitted = at(cases[i].submitted_x);
        assert_int_equal(simxr_meter_open(&meter, path), ERR_OK);
        simxr_meter_wait(&meter, 0, 1, 2);
        simxr_meter_locate(&meter, 10, at(1.0f));
        simxr_meter_locate(&meter, 20, at(2.0f));
        simxr_meter_locate(&meter, 30, at(2.0f));
        simxr_meter_locate(&meter, 40, at(3.0f));
        simxr_meter_end(&meter, 0, 50, &submitted);
        simxr_meter_locate(&meter, 60, submitted); // too late to have been drawn with
        simxr_meter_shown(&meter, 0, 70, 80, false);
        simxr_meter_fini(&meter);
        assert_int_equal(read_rows(&row, 1), 1);
        assert_int_equal(row.n[3], cases[i].locate_ns);
        assert_int_equal(row.n[9], cases[i].is_matched);
    }
}

static void a_frame_without_projection_has_no_pose(void **state)
{
    (void)state;
    struct simxr_meter meter = {0};
    struct csv_row row;
    assert_int_equal(simxr_meter_open(&meter, path), ERR_OK);
    simxr_meter_wait(&meter, 0, 1, 2);
    simxr_meter_locate(&meter, 10, at(1.0f));
    simxr_meter_end(&meter, 0, 50, NULL);
    simxr_meter_shown(&meter, 0, 70, 80, false);
    simxr_meter_fini(&meter);
    assert_int_equal(read_rows(&row, 1), 1);
    assert_int_equal(row.n[3], 0);
    assert_int_equal(row.n[9], 0);
}

static void frames_may_overlap_and_may_never_be_shown(void **state)
{
    (void)state;
    struct simxr_meter meter = {0};
    assert_int_equal(simxr_meter_open(&meter, path), ERR_OK);
    for (int64_t f = 0; f < 100; f++) {
        simxr_meter_wait(&meter, f, f, f);
        simxr_meter_begin(&meter, f, f);
        if (f > 0 && (f - 1) % 3 != 0) { // the one before ends after this one was waited for
            simxr_meter_end(&meter, f - 1, 1000 + f - 1, NULL);
            simxr_meter_shown(&meter, f - 1, f, f, false);
        }
    }
    simxr_meter_shown(&meter, 777, 1, 1, false); // never waited for
    simxr_meter_fini(&meter);
    static struct csv_row rows[128];
    const int count = read_rows(rows, 128);
    assert_int_equal(count, 66);
    for (int i = 0; i < count; i++) {
        assert_int_equal(rows[i].n[4], 1000 + rows[i].n[0]);
    }
}

static void marks_are_tiny_and_tell_sixteen_calls_apart(void **state)
{
    (void)state;
    struct simxr_meter meter = {0};
    vec3s marks[16];
    assert_int_equal(simxr_meter_open(&meter, path), ERR_OK);
    for (int i = 0; i < 16; i++) {
        marks[i] = simxr_meter_mark(&meter);
        assert_true(glms_vec3_norm(marks[i]) < 2.2e-6f);
        for (int j = 0; j < i; j++) {
            // Still apart on top of a head's place.
            assert_true(1.7f + marks[i].x != 1.7f + marks[j].x ||
                        1.2f + marks[i].y != 1.2f + marks[j].y);
        }
    }
    simxr_meter_fini(&meter);
    unlink(path);
    assert_true(glms_vec3_norm(simxr_meter_mark(&meter)) == 0.0f);
}

static void a_closed_meter_does_nothing(void **state)
{
    (void)state;
    struct simxr_meter meter = {0};
    const struct pose view = at(0.0f);
    simxr_meter_wait(&meter, 0, 1, 2);
    simxr_meter_begin(&meter, 0, 1);
    simxr_meter_locate(&meter, 1, view);
    simxr_meter_end(&meter, 0, 1, &view);
    simxr_meter_shown(&meter, 0, 1, 1, false);
    simxr_meter_fini(&meter);
    assert_int_equal(simxr_meter_open(&meter, "no-such-folder/meter.csv"), ERR_IO);
    assert_null(meter.state);
    mem_fail_at(1);
    assert_int_equal(simxr_meter_open(&meter, path), ERR_NO_MEMORY);
    mem_fail_at(0);
    assert_int_equal(mem_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_shown_frame_is_one_row_with_its_times),
        cmocka_unit_test(the_locate_that_answered_the_submitted_pose_is_found),
        cmocka_unit_test(a_frame_without_projection_has_no_pose),
        cmocka_unit_test(frames_may_overlap_and_may_never_be_shown),
        cmocka_unit_test(marks_are_tiny_and_tell_sixteen_calls_apart),
        cmocka_unit_test(a_closed_meter_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
