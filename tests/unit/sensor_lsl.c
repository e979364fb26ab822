// A laboratory's belt, by a stand-in for its library (stand_in/lsl.c): samples at their own time on
// our clock, a stream that comes, goes and comes again, and no library at all.
#include "base/clock.h"
#include "base/log.h"
#include "sensor/sensor.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct {
    int count, unlike;
    int64_t last_ns, most_late_ns, least_late_ns, longest_gap_ns;
} heard;

static char said[512];

static void listen(void *user, enum log_level level, const char *line)
{
    (void)user;
    (void)level;
    snprintf(said, sizeof said, "%s", line);
}

static void hear(void *user, const struct breath_sample *sample)
{
    (void)user;
    const int64_t late_ns = clock_now_ns() - sample->t_ns;
    assert_int_equal(sample->source, BREATH_SOURCE_BELT);
    heard.most_late_ns =
        heard.count == 0 || late_ns > heard.most_late_ns ? late_ns : heard.most_late_ns;
    heard.least_late_ns =
        heard.count == 0 || late_ns < heard.least_late_ns ? late_ns : heard.least_late_ns;
    if (heard.count > 0) {
        const int64_t gap_ns = sample->t_ns - heard.last_ns;
        assert_true(gap_ns > 0);
        heard.longest_gap_ns = gap_ns > heard.longest_gap_ns ? gap_ns : heard.longest_gap_ns;
    }
    // The value says when it was taken: the first channel, at its own time.
    const double taken_s = (double)sample->t_ns / NS_PER_S + 77.0;
    heard.unlike += fabs((double)sample->value - sin(1.5 * taken_s)) > 0.02;
    heard.last_ns = sample->t_ns;
    heard.count++;
}

static void a_stream_comes_goes_and_comes_again(void **state)
{
    (void)state;
    static struct sensor sensor;
    setenv("RESPITE_LSL", LSL_STAND_IN, 1);
    assert_int_equal(sensor_init(&sensor, "lsl:belt", NULL), ERR_OK);
    assert_int_equal(sensor.kind, SENSOR_LSL);
    const struct sensor_input input = {.t_ns = NS_PER_S};
    const int64_t until_ns = clock_now_ns() + 60 * NS_PER_S; // a stream's second and a bit
    while (heard.count < 70 && clock_now_ns() < until_ns) {
        sensor_drain(&sensor, &input, hear, NULL);
        clock_sleep_until_ns(clock_now_ns() + 5 * NS_PER_MS);
    }
    sensor_fini(&sensor);
    assert_true(heard.count >= 70);    // more than it sends before it is lost
    assert_int_equal(heard.unlike, 0); // on our clock, whatever theirs is
    assert_true(heard.least_late_ns >= -NS_PER_MS);
    assert_true(heard.longest_gap_ns > 80 * NS_PER_MS); // while it was gone
    assert_non_null(strstr(said, "the stream 'belt' is lost; it is looked for again"));
}

static void a_stream_that_never_comes_keeps_nobody(void **state)
{
    (void)state;
    static struct sensor sensor;
    setenv("RESPITE_LSL", LSL_STAND_IN, 1);
    heard.count = 0;
    assert_int_equal(sensor_init(&sensor, "lsl:other", NULL), ERR_OK);
    const struct sensor_input input = {.t_ns = NS_PER_S};
    sensor_drain(&sensor, &input, hear, NULL);
    sensor_fini(&sensor);
    assert_int_equal(heard.count, 0);
}

static void without_the_library_it_is_said(void **state)
{
    (void)state;
    static struct sensor sensor;
    setenv("RESPITE_LSL", "/no/such/library.so", 1);
    assert_int_equal(sensor_init(&sensor, "lsl:belt", NULL), ERR_IO);
    assert_non_null(strstr(said, "needs Lab Streaming Layer (liblsl.so), which is not installed"));
    sensor_fini(&sensor);
    setenv("RESPITE_LSL", "libm.so.6", 1);
    assert_int_equal(sensor_init(&sensor, "lsl:belt", NULL), ERR_IO);
    assert_non_null(strstr(said, "too old"));
    sensor_fini(&sensor);
}

int main(void)
{
    log_set_sink(listen, NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stream_comes_goes_and_comes_again),
        cmocka_unit_test(a_stream_that_never_comes_keeps_nobody),
        cmocka_unit_test(without_the_library_it_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
