#include "sensor/replay.h"

#include "base/clock.h"
#include "base/mem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct sensor_replay_error error;

static enum err parse(struct sensor_replay *replay, struct arena *arena, const char *text)
{
    return sensor_replay_parse(replay, "r.csv", text, strlen(text), arena, &error);
}

static void a_belts_rows_come_back_at_their_times(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "time_s,value\n100.0,1.5\n100.25,-2e0\n",
        "\xEF\xBB\xBFtime_s,value\r\n100.0,1.5\r\n100.25,-2\r\n",
        "note, value ,time_s\nx,1.5,100.0\n\n ,-2, 100.25",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct arena arena = {0};
        struct sensor_replay replay;
        assert_int_equal(parse(&replay, &arena, texts[i]), ERR_OK);
        assert_int_equal(replay.kind, SENSOR_REPLAY_SCALAR);
        assert_int_equal(replay.count, 2);
        const struct breath_sample second =
            sensor_replay_sample(&replay, 1, NS_PER_S, BREATH_SOURCE_BELT);
        assert_int_equal(second.t_ns, NS_PER_S + NS_PER_S / 4);
        assert_int_equal(second.source, BREATH_SOURCE_BELT);
        assert_true(second.is_tracked);
        assert_float_equal(second.value, -2.0, 0.0);
        arena_fini(&arena);
    }
}

static void turns_and_places_make_a_pose(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct sensor_replay replay;
    assert_int_equal(parse(&replay, &arena, "time_s,qx,qy,qz,qw\n0,0,0.6,0,0.8\n"), ERR_OK);
    assert_int_equal(replay.kind, SENSOR_REPLAY_TURN);
    assert_float_equal(sensor_replay_sample(&replay, 0, 0, 1).pose.turn.y, 0.6, 1e-6);
    assert_int_equal(parse(&replay, &arena, "time_s,px,py,pz,qx,qy,qz,qw\n0,1,2,3,0,0,0,1\n"),
                     ERR_OK);
    assert_int_equal(replay.kind, SENSOR_REPLAY_POSE);
    const struct breath_sample sample = sensor_replay_sample(&replay, 0, 0, BREATH_SOURCE_HAND);
    assert_float_equal(sample.pose.at_m.y, 2.0, 0.0);
    assert_float_equal(sample.pose.turn.w, 1.0, 0.0);
    arena_fini(&arena);
}

// Each error names file and line, says what is wrong and the way out.
static void what_is_wrong_is_said_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *where, *what;
    } cases[] = {
        {"", "r.csv:1:", "empty"},
        {"\n \n", "r.csv:1:", "empty"},
        {"time_s,value\n", "r.csv:1:", "no row"},
        {"time,value\n0,1\n", "r.csv:1:", "no column 'time_s'"},
        {"time_s,volume\n0,1\n", "r.csv:1:", "no column 'value'"},
        {"time_s,qx,qy,qz\n0,0,0,0\n", "r.csv:1:", "qx,qy,qz,qw"},
        {"time_s,qx,qy,qz,qw,px\n0,0,0,0,1,0\n", "r.csv:1:", "px,py,pz"},
        {"time_s,value\n0,1\n0.1\n", "r.csv:3:", "shorter"},
        {"time_s,value\n0,1\n0.1,\n", "r.csv:3:", "blank"},
        {"time_s,value\n0,nan\n", "r.csv:2:", "'nan'"},
        {"time_s,value\n0,inf\n", "r.csv:2:", "'inf'"},
        {"time_s,value\n0,0x10\n", "r.csv:2:", "'0x10'"},
        {"time_s,value\n0,1.2.3\n", "r.csv:2:", "'1.2.3'"},
        {"time_s,value\n0,1 2\n", "r.csv:2:", "'1 2'"},
        {"time_s,value\n0,1e60\n", "r.csv:2:", "larger"},
        {"time_s,value\n0,1e600\n", "r.csv:2:", "'1e600'"},
        {"time_s,value\n1e30,1\n", "r.csv:2:", "seconds"},
        {"time_s,value\n0,1\n\n2,1\n1,1\n", "r.csv:5:", "goes back"},
        {"time_s,qx,qy,qz,qw\n0,0,0,0,0\n", "r.csv:2:", "unit quaternion"},
        {"time_s,value\n0,12345678901234567890123456789012345678901234567890123\n",
         "r.csv:2:", "not a finite number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena arena = {0};
        struct sensor_replay replay;
        assert_int_equal(parse(&replay, &arena, cases[i].text), ERR_BAD_DATA);
        assert_non_null(strstr(error.text, cases[i].where));
        assert_non_null(strstr(error.text, cases[i].what));
        assert_non_null(strchr(error.text, ';'));
        arena_fini(&arena);
    }
}

static void bytes_that_are_no_text_are_an_error(void **state)
{
    (void)state;
    static const char bytes[] = "time_s,value\n0,\0\x01\xFF\n";
    struct arena arena = {0};
    struct sensor_replay replay;
    assert_int_equal(sensor_replay_parse(&replay, "r.csv", bytes, sizeof bytes - 1, &arena, &error),
                     ERR_BAD_DATA);
    arena_fini(&arena);
}

static void too_many_rows_are_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    const size_t rows = SENSOR_REPLAY_ROWS_MAX + 1;
    char *text = arena_alloc(&arena, 16 + rows * 4, 1);
    assert_non_null(text);
    memcpy(text, "time_s,value\n", 13);
    for (size_t i = 0; i < rows; i++) {
        memcpy(text + 13 + i * 4, "0,1\n", 4);
    }
    struct sensor_replay replay;
    assert_int_equal(parse(&replay, &arena, text), ERR_BAD_DATA);
    assert_non_null(strstr(error.text, "2000000 rows"));
    arena_fini(&arena);
}

static void a_file_that_is_not_there_is_named(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct sensor_replay replay;
    assert_int_equal(sensor_replay_read(&replay, "/no/such.csv", &arena, &error), ERR_IO);
    assert_non_null(strstr(error.text, "/no/such.csv"));
    arena_fini(&arena);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    enum err err = ERR_NO_MEMORY;
    for (long nth = 1; err == ERR_NO_MEMORY && nth < 100; nth++) {
        struct arena arena = {0};
        struct sensor_replay replay;
        mem_fail_at(nth);
        err = parse(&replay, &arena, "time_s,value\n0,1\n");
        mem_fail_at(0);
        arena_fini(&arena);
        assert_int_equal(mem_live(), 0);
    }
    assert_int_equal(err, ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_belts_rows_come_back_at_their_times),
        cmocka_unit_test(turns_and_places_make_a_pose),
        cmocka_unit_test(what_is_wrong_is_said_with_its_line),
        cmocka_unit_test(bytes_that_are_no_text_are_an_error),
        cmocka_unit_test(too_many_rows_are_refused),
        cmocka_unit_test(a_file_that_is_not_there_is_named),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
