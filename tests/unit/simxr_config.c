#include "simxr/config.h"

#include "base/log.h"
#include "simxr/display.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const (*given)[2]; // name, value; closed by NULL
static char last_line[512];
static int line_count;

static char *get(const char *name)
{
    for (int i = 0; given[i][0]; i++) {
        if (strcmp(given[i][0], name) == 0) {
            return (char *)given[i][1];
        }
    }
    return NULL;
}

static void keep_line(void *user, enum log_level level, const char *line)
{
    (void)user;
    (void)level;
    snprintf(last_line, sizeof last_line, "%s", line);
    line_count++;
}

static struct simxr_config read_config(const char *const variables[][2])
{
    struct simxr_config config;
    given = variables;
    last_line[0] = '\0';
    line_count = 0;
    log_set_sink(keep_line, NULL);
    simxr_config_read(&config, get);
    log_set_sink(NULL, NULL);
    return config;
}

static void without_any_variable_it_is_the_preview_headset_in_real_time(void **state)
{
    (void)state;
    const struct simxr_config config = read_config((const char *const[][2]){{NULL, NULL}});
    assert_string_equal(config.headset->name, "preview");
    assert_true(config.rate_hz == 30.0);
    assert_false(config.is_clock_virtual);
    assert_false(config.is_draw_captured_only);
    assert_int_equal(config.formats, SIMXR_FORMATS_ALL);
    assert_int_equal(config.script_path[0], 0);
    assert_false(simxr_config_captures(&config, -1, 0));
    assert_int_equal(line_count, 0);
}

static void every_variable_is_taken(void **state)
{
    (void)state;
    const struct simxr_config config = read_config((const char *const[][2]){
        {"RESPITE_SIMXR_HEADSET", "quest3"},
        {"RESPITE_SIMXR_RATE_HZ", "90"},
        {"RESPITE_SIMXR_CLOCK", "virtual"},
        {"RESPITE_SIMXR_DRAW", "captured"},
        {"RESPITE_SIMXR_SCRIPT", "a.json"},
        {"RESPITE_SIMXR_METER", "m.csv"},
        {"RESPITE_SIMXR_CAPTURE", "out"},
        {"RESPITE_SIMXR_CAPTURE_HZ", "2"},
        {"RESPITE_SIMXR_CAPTURE_AT", "3,1.5,0"},
        {"RESPITE_SIMXR_POSTURE", "45"},
        {"RESPITE_SIMXR_FORMATS", "unorm"},
        {"RESPITE_SIMXR_WITHOUT", "XR_EXT_a,XR_EXT_b"},
        {NULL, NULL},
    });
    assert_int_equal(line_count, 0);
    assert_string_equal(config.headset->name, "quest3");
    assert_true(config.rate_hz == 90.0);
    assert_true(config.is_clock_virtual);
    assert_true(config.is_draw_captured_only);
    assert_int_equal(config.formats, SIMXR_FORMATS_UNORM);
    assert_true(config.posture_deg == 45.0);
    assert_true(config.capture_hz == 2.0);
    assert_string_equal(config.script_path, "a.json");
    assert_string_equal(config.meter_path, "m.csv");
    assert_string_equal(config.capture_folder, "out");
    assert_int_equal(config.capture_at_count, 3);
    assert_int_equal(config.capture_at_ns[0], 0);
    assert_int_equal(config.capture_at_ns[1], 1500000000);
    assert_false(simxr_config_offers(&config, "XR_EXT_a"));
    assert_false(simxr_config_offers(&config, "XR_EXT_b"));
    assert_true(simxr_config_offers(&config, "XR_EXT"));
    assert_true(simxr_config_offers(&config, "XR_EXT_bb"));
}

static void a_wrong_value_is_one_sentence_and_the_default(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value, *said;
    } cases[] = {
        {"RESPITE_SIMXR_HEADSET", "quest4", "one of small, preview, quest3, frame"},
        {"RESPITE_SIMXR_RATE_HZ", "90", "'preview' does not have; using 30"},
        {"RESPITE_SIMXR_RATE_HZ", "fast", "using 30"},
        {"RESPITE_SIMXR_CLOCK", "Virtual", "one of real, virtual; using real"},
        {"RESPITE_SIMXR_DRAW", "", "one of all, captured; using all"},
        {"RESPITE_SIMXR_CAPTURE_HZ", "-1", "using 0"},
        {"RESPITE_SIMXR_CAPTURE_HZ", "nan", "using 0"},
        {"RESPITE_SIMXR_CAPTURE_HZ", "2x", "using 0"},
        {"RESPITE_SIMXR_CAPTURE_AT", "x", "'x'"},
        {"RESPITE_SIMXR_POSTURE", "91", "from 0 to 90; using 0"},
        {"RESPITE_SIMXR_FORMATS", "rgb", "one of all, srgb, unorm; using all"},
    };
    const struct simxr_config standard = read_config((const char *const[][2]){{NULL, NULL}});
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct simxr_config config =
            read_config((const char *const[][2]){{cases[i].name, cases[i].value}, {NULL, NULL}});
        assert_int_equal(line_count, 1);
        assert_non_null(strstr(last_line, cases[i].name));
        assert_non_null(strstr(last_line, cases[i].said));
        assert_ptr_equal(config.headset, standard.headset);
        assert_true(config.rate_hz == standard.rate_hz);
        assert_int_equal(config.is_clock_virtual, standard.is_clock_virtual);
        assert_int_equal(config.is_draw_captured_only, standard.is_draw_captured_only);
        assert_int_equal(config.formats, standard.formats);
        assert_true(config.posture_deg == standard.posture_deg);
        assert_true(config.capture_hz == standard.capture_hz);
        assert_int_equal(config.capture_at_count, standard.capture_at_count);
    }
}

static void a_path_that_is_too_long_is_not_cut_but_refused(void **state)
{
    (void)state;
    static char path[SIMXR_CONFIG_PATH_BYTES + 1];
    memset(path, 'a', sizeof path - 1);
    const struct simxr_config config =
        read_config((const char *const[][2]){{"RESPITE_SIMXR_METER", path}, {NULL, NULL}});
    assert_int_equal(config.meter_path[0], 0);
    assert_int_equal(line_count, 1);
}

static int count_pictures(const struct simxr_config *config, double rate_hz, int frames)
{
    int count = 0;
    int64_t before_ns = -1;
    for (int i = 0; i < frames; i++) {
        const int64_t at_ns = (int64_t)((double)i * 1e9 / rate_hz);
        count += simxr_config_captures(config, before_ns, at_ns) ? 1 : 0;
        before_ns = at_ns;
    }
    return count;
}

static void pictures_come_at_the_rate_and_at_the_instants_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *hz, *at;
        double rate_hz;
        int frames, pictures;
    } cases[] = {
        {"30", NULL, 30.0, 300, 300}, {"10", NULL, 30.0, 300, 100},   {"1", NULL, 90.0, 900, 10},
        {"7", NULL, 90.0, 900, 70},   {"60", NULL, 30.0, 30, 30},     {"0", NULL, 30.0, 300, 0},
        {"0", "0", 90.0, 900, 1},     {"0", "0,1,2.5", 90.0, 900, 3}, {"0", "11", 90.0, 900, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *const at[][2] = {{"RESPITE_SIMXR_CAPTURE", "out"},
                                     {"RESPITE_SIMXR_CAPTURE_HZ", cases[i].hz},
                                     {cases[i].at ? "RESPITE_SIMXR_CAPTURE_AT" : NULL, cases[i].at},
                                     {NULL, NULL}};
        const struct simxr_config config = read_config(at);
        assert_int_equal(count_pictures(&config, cases[i].rate_hz, cases[i].frames),
                         cases[i].pictures);
    }
}

int main(void)
{
    unsetenv("RESPITE_LOG"); // warnings are looked at
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_any_variable_it_is_the_preview_headset_in_real_time),
        cmocka_unit_test(every_variable_is_taken),
        cmocka_unit_test(a_wrong_value_is_one_sentence_and_the_default),
        cmocka_unit_test(a_path_that_is_too_long_is_not_cut_but_refused),
        cmocka_unit_test(pictures_come_at_the_rate_and_at_the_instants_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
