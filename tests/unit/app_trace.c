// The trace that opens in Perfetto: one axis of time for the frame's thread and the GPU.
#include "app/trace.h"
#include "json/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// cmocka wants the first headers before it.
#include <cmocka.h>

static void ticks_lie_on_the_line_through_both_readings(void **state)
{
    (void)state;
    const struct app_trace trace = {
        .has_clocks = true,
        .first = {.ticks = 1000, .at_ns = 5000000},
        .last = {.ticks = 2000, .at_ns = 5040000}, // 40 ns a tick
        .tick_ns = 1.0,
    };
    assert_int_equal(app_trace_ns(&trace, 1000), 5000000);
    assert_int_equal(app_trace_ns(&trace, 1500), 5020000);
    assert_int_equal(app_trace_ns(&trace, 500), 4980000);
}

static void one_reading_goes_by_the_nominal_tick(void **state)
{
    (void)state;
    const struct app_trace trace = {
        .has_clocks = true, .first = {1000, 7000}, .last = {1000, 7000}, .tick_ns = 2.0};
    assert_int_equal(app_trace_ns(&trace, 1010), 7020);
}

struct seen {
    int slices, frames, gpu_slices;
    double first_gpu_us;
};

static struct seen read_back(const char *path)
{
    struct json_doc doc = {0};
    struct diag diag = {0};
    assert_int_equal(json_parse_file(&doc, path, &diag), ERR_OK);
    struct json_at root = json_root(&doc);
    struct json_at events = json_array(&root, "traceEvents");
    struct seen seen = {0};
    for (int i = 0; i < json_count(&events); i++) {
        struct json_at event = json_element(&events, i, true);
        char phase[4] = "", name[64] = "";
        json_text(&event, "ph", phase, sizeof phase);
        json_text(&event, "name", name, sizeof name);
        double at_us = -1.0, long_us = -1.0;
        if (strcmp(phase, "X") != 0) {
            continue;
        }
        assert_true(json_number(&event, "ts", 0.0, 1e9, &at_us));
        assert_true(json_number(&event, "dur", 0.0, 1e9, &long_us));
        seen.slices++;
        seen.frames += strcmp(name, "frame") == 0;
        if (strcmp(name, "draw") == 0) {
            seen.first_gpu_us = seen.gpu_slices++ == 0 ? at_us : seen.first_gpu_us;
        }
    }
    json_fini(&doc);
    return seen;
}

static struct seen write_three(bool has_clocks)
{
    struct arena arena = {0};
    struct app_trace trace;
    assert_int_equal(app_trace_init(&trace, 3, &arena), ERR_OK);
    trace.has_clocks = has_clocks;
    trace.first = (struct app_trace_clock){0, 1000000};
    trace.last = (struct app_trace_clock){10000000, 11000000};
    for (int i = 0; i < 4; i++) { // one more than there is room for
        const int64_t at_ns = 1000000 + 1000000 * i;
        app_trace_add(&trace, &(struct app_trace_frame){
                                  .wait_ns = at_ns,
                                  .begin_ns = at_ns + 100000,
                                  .nap_ns = i == 1 ? at_ns + 200000 : 0,
                                  .locate_ns = at_ns + 300000,
                                  .end_ns = at_ns + 400000,
                                  .display_ns = at_ns + 2000000,
                                  .scale = 1.0f,
                                  // Of the frame before; the first has none.
                                  .gpu_begin = i == 0 ? 0 : at_ns - 1600000,
                                  .gpu_end = i == 0 ? 0 : at_ns - 1100000,
                              });
    }
    char path[] = "/tmp/respite-trace-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(app_trace_write(&trace, path), ERR_OK);
    const struct seen seen = read_back(path);
    close(fd);
    unlink(path);
    arena_fini(&arena);
    return seen;
}

static void what_is_written_reads_as_a_trace_of_all_frames(void **state)
{
    (void)state;
    const struct seen seen = write_three(true);
    assert_int_equal(seen.frames, 3);
    assert_int_equal(seen.gpu_slices, 2);
    assert_int_equal(seen.slices, 3 * 3 + 1 + 2); // wait, frame, late; one nap; two of the GPU
    assert_true(seen.first_gpu_us == 400.0);      // on the frames' axis
}

static void without_calibrated_clocks_there_is_no_gpu_track(void **state)
{
    (void)state;
    assert_int_equal(write_three(false).gpu_slices, 0);
}

static void a_folder_that_is_not_there_is_said(void **state)
{
    (void)state;
    const struct app_trace trace = {0};
    assert_int_equal(app_trace_write(&trace, "/nowhere/at/all.json"), ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_lie_on_the_line_through_both_readings),
        cmocka_unit_test(one_reading_goes_by_the_nominal_tick),
        cmocka_unit_test(what_is_written_reads_as_a_trace_of_all_frames),
        cmocka_unit_test(without_calibrated_clocks_there_is_no_gpu_track),
        cmocka_unit_test(a_folder_that_is_not_there_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
