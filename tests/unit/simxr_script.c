#include "simxr/script.h"

#include "base/clock.h"
#include "base/mem.h"
#include "simxr/csv.h"
#include "json/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SCHEMA "\"$schema\": \"simxr-script.schema.json\""

static const char json_path[] = "simxr-script-test.json";
static const char csv_path[] = "simxr-script-test.csv";
static struct diag diag; // too large for the stack of a test

static void save(const char *path, const char *bytes, size_t size)
{
    unlink(path); // some file systems flush a file that is cut and written anew, and this is often
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

static enum err load_text(struct simxr_script *script, const char *text)
{
    diag = (struct diag){0};
    save(json_path, text, strlen(text));
    return simxr_script_load(script, json_path, &diag);
}

static void every_shipped_script_loads_without_a_word(void **state)
{
    (void)state;
    static const char *const names[] = {"look_around", "breathing_belly", "dozing", "losses"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[512];
        struct simxr_script script = {0};
        snprintf(path, sizeof path, SOURCE_FOLDER "/tests/data/scripts/%s.json", names[i]);
        diag = (struct diag){0};
        const enum err err = simxr_script_load(&script, path, &diag);
        if (err != ERR_OK) {
            char line[600];
            json_diag_line(&diag, 0, line, sizeof line);
            fail_msg("%s", line);
        }
        assert_int_equal(diag.count, 0);
        assert_true(script.motion_count > 0);
        simxr_script_fini(&script);
    }
    assert_int_equal(mem_live(), 0);
}

static void what_is_written_is_what_is_played(void **state)
{
    (void)state;
    struct simxr_script script = {0};
    assert_int_equal(
        load_text(&script,
                  "{" SCHEMA ", \"posture_deg\": 30, \"motions\": ["
                  "{\"device\": \"chest\", \"play\": \"breathing\", \"rate_bpm\": 6, \"from_s\": 2,"
                  " \"to_s\": 5},"
                  "{\"device\": \"head\", \"play\": \"gaze_at\", \"targets\": ["
                  "{\"yaw_deg\": 90, \"from_s\": 1}, {\"pitch_deg\": -45, \"from_s\": 2,"
                  " \"hold_s\": 3}]}],"
                  "\"buttons\": [{\"path\": \"/user/hand/left/input/x/click\", \"at_s\": 1.5}],"
                  "\"losses\": [{\"device\": \"gaze\", \"from_s\": 3}],"
                  "\"hands\": [{\"device\": \"right\", \"at_s\": 4, \"holds\": \"simple\"}]}"),
        ERR_OK);
    assert_true(script.has_posture && script.posture_deg == 30.0);
    assert_int_equal(script.motion_count, 2);
    assert_int_equal(script.motions[0].device, SIMXR_DEVICE_CHEST);
    assert_int_equal(script.motions[0].formula.kind, SIMXR_FORMULA_BREATHING);
    assert_true(script.motions[0].formula.params[0] == 6.0);
    assert_true(script.motions[0].formula.params[3] == 0.010); // depth_m, as standard
    assert_int_equal(script.motions[0].from_ns, 2 * NS_PER_S);
    assert_int_equal(script.motions[0].to_ns, 5 * NS_PER_S);
    assert_int_equal(script.motions[1].formula.target_count, 2);
    assert_true(script.motions[1].formula.targets[0].yaw_rad > 1.57f);
    assert_int_equal(script.motions[1].formula.targets[1].hold_ns, 3 * NS_PER_S);
    assert_string_equal(script.buttons[0].path, "/user/hand/left/input/x/click");
    assert_int_equal(script.buttons[0].to_ns, 1700 * NS_PER_MS);
    assert_true(script.buttons[0].x == 1.0f);
    assert_int_equal(script.losses[0].device, SIMXR_DEVICE_GAZE);
    assert_int_equal(script.holdings[0].device, SIMXR_DEVICE_RIGHT);
    assert_string_equal(script.holdings[0].profile, "/interaction_profiles/khr/simple_controller");
    simxr_script_fini(&script);
}

static void each_mistake_is_told_with_its_place_and_what_is_right(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"{\"$schema\": \"scene.schema.json\"}",
         ":1:13: /$schema: expected a path to simxr-script"},
        {"{}", "$schema"},
        {"{" SCHEMA ", \"motion\": []}", "motions"},
        {"{" SCHEMA ", \"motions\": {}}", "/motions"},
        {"{" SCHEMA ", \"posture_deg\": 91}", "/posture_deg"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\"}]}", "needs either \"play\""},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"still\","
         " \"file\": \"a.csv\"}]}",
         "needs either \"play\""},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"hed\", \"play\": \"still\"}]}", "head"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"nodd\"}]}", "nod"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"breathing\"}]}",
         "'breathing' is no motion of 'head'"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"nod\", \"yaw_deg\": 1}]}",
         "/motions/0/yaw_deg"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"still\", \"from_s\": 2,"
         " \"to_s\": 1}]}",
         "later than from_s"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"gaze_at\"}]}", "targets"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"gaze_at\", \"targets\": ["
         "{\"from_s\": 2}, {\"from_s\": 1}]}]}",
         "/motions/0/targets/1/from_s"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"file\": \"../a.csv\"}]}",
         "own folder"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"file\": \"/a.csv\"}]}", "own folder"},
        {"{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"file\": \"no.csv\"}]}",
         "'./no.csv' cannot be read"},
        {"{" SCHEMA ", \"buttons\": [{\"path\": \"/user/head\", \"at_s\": 1}]}", "must begin with"},
        {"{" SCHEMA ", \"buttons\": [{\"path\": \"/user/hand/left/input/x\"}]}", "at_s"},
        {"{" SCHEMA ", \"losses\": [{\"device\": \"chest\", \"from_s\": 1}]}", "not tracked"},
        {"{" SCHEMA ", \"hands\": [{\"device\": \"left\", \"holds\": \"tuch\"}]}", "touch"},
        {"{" SCHEMA ", \"hands\": [{\"device\": \"left\", \"at_s\": 2}, {\"device\": \"left\"}]}",
         "not be earlier"},
        {"{" SCHEMA ", \"faults\": [{\"at_s\": 1}]}", "needs either \"event\""},
        {"{" SCHEMA ", \"faults\": [{\"event\": \"stop\"}]}", "at_s"},
        {"{" SCHEMA ", \"faults\": [{\"event\": \"sesion_loss\", \"at_s\": 1}]}", "session_loss"},
        {"{" SCHEMA ", \"faults\": [{\"event\": \"stop\", \"at_s\": 1, \"yaw_deg\": 2}]}",
         "/faults/0/yaw_deg"},
        {"{" SCHEMA ", \"faults\": [{\"event\": \"late_frame\", \"at_s\": 1}]}", "late_ms"},
        {"{" SCHEMA ", \"faults\": [{\"event\": \"thermal\", \"at_s\": 1}]}", "level"},
        {"{" SCHEMA ", \"faults\": [{\"event\": \"thermal\", \"at_s\": 1, \"level\": \"warm\"}]}",
         "/faults/0/level"},
        {"{" SCHEMA ", \"faults\": [{\"event\": \"stop\", \"at_s\": 1, \"domain\": \"gpu\"}]}",
         "/faults/0/domain"},
        {"{" SCHEMA ", \"faults\": [{\"call\": \"xrEndFram\", \"return\": \"XR_SUCCESS\"}]}",
         "xrEndFrame"},
        {"{" SCHEMA ", \"faults\": [{\"call\": \"xrEndFrame\", \"return\": \"XR_ERROR\"}]}",
         "/faults/0/return"},
        {"{" SCHEMA
         ", \"faults\": [{\"call\": \"xrEndFrame\", \"return\": \"XR_ERROR_SESSION_LOST\","
         " \"nth\": 0}]}",
         "/faults/0/nth"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct simxr_script script = {0};
        char line[700] = "";
        assert_int_equal(load_text(&script, cases[i].text), ERR_BAD_DATA);
        assert_true(diag.error_count >= 1);
        bool is_said = false;
        for (int e = 0; e < diag.count; e++) {
            json_diag_line(&diag, e, line, sizeof line);
            is_said = is_said || strstr(line, cases[i].said) != NULL;
        }
        if (!is_said) {
            fail_msg("case %zu, wanted '%s', last line: %s", i, cases[i].said, line);
        }
        assert_null(script.arena.newest);
        simxr_script_fini(&script);
    }
    assert_int_equal(mem_live(), 0);
}

static void all_mistakes_are_told_at_once(void **state)
{
    (void)state;
    struct simxr_script script = {0};
    assert_int_equal(load_text(&script, "{" SCHEMA ", \"posture_deg\": -1,\n \"motions\": [\n"
                                        "{\"device\": \"leg\", \"play\": \"still\"},\n"
                                        "{\"device\": \"head\", \"play\": \"dance\"}]}"),
                     ERR_BAD_DATA);
    assert_int_equal(diag.error_count, 3);
    assert_int_equal(diag.entries[1].line, 3);
    assert_int_equal(diag.entries[2].line, 4);
    simxr_script_fini(&script);
}

static void a_missing_file_is_said_in_one_sentence(void **state)
{
    (void)state;
    struct simxr_script script = {0};
    diag = (struct diag){0};
    assert_int_equal(simxr_script_load(&script, "no-such-script.json", &diag), ERR_IO);
    assert_int_equal(diag.count, 1);
    simxr_script_fini(&script);
}

static void a_csv_tells_the_line_that_is_wrong(void **state)
{
    (void)state;
#define POSES "time_s,x,y,z,qx,qy,qz,qw\n"
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"", "line 0: the file is empty"},
        {"# only this\n", "the file is empty"},
        {"time,x\n", "line 1: expected the header"},
        {POSES, "no rows"},
        {POSES "0,0,0,0,0,0,0\n", "line 2: expected 8 numbers"},
        {POSES "0,0,0,0,0,0,0,1,1\n", "line 2: expected 8 numbers"},
        {POSES "0,0,0,0,0,0,0,x\n", "line 2: field 8 is no number"},
        {POSES "0,,0,0,0,0,0,1\n", "line 2: field 2 is no number"},
        {POSES "0,nan,0,0,0,0,0,1\n", "line 2: field 2 is no number"},
        {POSES "0,inf,0,0,0,0,0,1\n", "line 2: field 2 is no number"},
        {POSES "0,1e9,0,0,0,0,0,1\n", "line 2: field 2 is no number"},
        {POSES "0,0,0,0,0,0,0,0\n", "line 2: qx,qy,qz,qw must be a unit quaternion"},
        {POSES "-1,0,0,0,0,0,0,1\n", "line 2: the time"},
        {POSES "#\n1,0,0,0,0,0,0,1\n\n1,0,0,0,0,0,0,1\n", "line 5: times must ascend"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena arena = {0};
        struct simxr_csv csv;
        char text[SIMXR_CSV_TEXT_BYTES] = "";
        assert_int_equal(simxr_csv_read(&csv, cases[i].text, strlen(cases[i].text), &arena, text),
                         ERR_BAD_DATA);
        if (!strstr(text, cases[i].said)) {
            fail_msg("wanted '%s', got '%s'", cases[i].said, text);
        }
        arena_fini(&arena);
    }
}

static void a_csv_plays_straight_between_its_rows(void **state)
{
    (void)state;
    static const char text[] = "time_s,value\r\n1,0.0\r\n2,1.0\r\n4,0.0";
    static const struct {
        double at_s;
        bool is_looped;
        double value;
    } cases[] = {
        {-1, false, 0},   {0, false, 0},   {1, false, 0},  {1.25, false, 0.25},
        {2, false, 1},    {3, false, 0.5}, {4, false, 0},  {9, false, 0},
        {5.5, true, 0.5}, {4, true, 0},    {7, true, 0.5},
    };
    struct arena arena = {0};
    struct simxr_csv csv;
    char wrong[SIMXR_CSV_TEXT_BYTES];
    assert_int_equal(simxr_csv_read(&csv, text, sizeof text - 1, &arena, wrong), ERR_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const int64_t at_ns = (int64_t)(cases[i].at_s * 1e9);
        const double value = (double)simxr_csv_at(&csv, at_ns, cases[i].is_looped).value;
        assert_true(value > cases[i].value - 1e-6 && value < cases[i].value + 1e-6);
    }
    arena_fini(&arena);
}

static void events_come_in_order_when_due_and_once(void **state)
{
    (void)state;
    struct simxr_script script = {0};
    struct simxr_script_event event;
    assert_int_equal(load_text(&script,
                               "{" SCHEMA ", \"faults\": ["
                               "{\"at_s\": 3, \"event\": \"exit_request\"},"
                               "{\"at_s\": 0.5, \"event\": \"thermal\", \"domain\": \"cpu\","
                               " \"level\": \"impaired\"},"
                               "{\"at_s\": 1, \"event\": \"late_frame\", \"late_ms\": 20},"
                               "{\"at_s\": 2, \"event\": \"focus_lost\", \"each_session\": true},"
                               "{\"at_s\": 2, \"event\": \"recenter\", \"yaw_deg\": 90,"
                               " \"offset_m\": [1, 2, 3], \"in_s\": 0.5}]}"),
                     ERR_OK);
    assert_true(simxr_script_next_event(&script, NS_PER_S - 1, &event));
    assert_int_equal(event.kind, SIMXR_SCRIPT_THERMAL);
    assert_int_equal(event.domain, XR_PERF_SETTINGS_DOMAIN_CPU_EXT);
    assert_int_equal(event.level, XR_PERF_SETTINGS_NOTIF_LEVEL_IMPAIRED_EXT);
    assert_false(simxr_script_next_event(&script, NS_PER_S - 1, &event));
    assert_true(simxr_script_next_event(&script, NS_PER_S, &event));
    assert_int_equal(event.kind, SIMXR_SCRIPT_LATE_FRAME);
    assert_int_equal(event.late_ns, 20 * NS_PER_MS);
    assert_false(simxr_script_next_event(&script, NS_PER_S, &event));
    assert_true(simxr_script_next_event(&script, 10 * NS_PER_S, &event));
    assert_int_equal(event.kind, SIMXR_SCRIPT_FOCUS_LOST);
    assert_true(simxr_script_next_event(&script, 10 * NS_PER_S, &event));
    assert_int_equal(event.kind, SIMXR_SCRIPT_RECENTER);
    assert_true(event.yaw_rad > 1.57f && event.offset_m.z == 3.0f);
    assert_int_equal(event.in_ns, 500 * NS_PER_MS);

    // A new session: what has happened stays so, but for what comes in each.
    simxr_script_rewind(&script);
    assert_false(simxr_script_next_event(&script, NS_PER_S, &event));
    assert_true(simxr_script_next_event(&script, 10 * NS_PER_S, &event));
    assert_int_equal(event.kind, SIMXR_SCRIPT_FOCUS_LOST);
    assert_true(simxr_script_next_event(&script, 10 * NS_PER_S, &event));
    assert_int_equal(event.kind, SIMXR_SCRIPT_EXIT_REQUEST);
    assert_false(simxr_script_next_event(&script, 10 * NS_PER_S, &event));
    assert_false(simxr_script_next_event(NULL, 10 * NS_PER_S, &event));
    simxr_script_fini(&script);
}

static void calls_fail_when_it_is_their_turn(void **state)
{
    (void)state;
    struct simxr_script script = {0};
    assert_int_equal(
        load_text(
            &script,
            "{" SCHEMA ", \"faults\": ["
            "{\"call\": \"xrEndFrame\", \"nth\": 3, \"times\": 2,"
            " \"return\": \"XR_ERROR_SESSION_LOST\"},"
            "{\"call\": \"xrWaitFrame\", \"at_s\": 1, \"return\": \"XR_ERROR_OUT_OF_MEMORY\"}]}"),
        ERR_OK);
    for (int i = 1; i <= 6; i++) {
        assert_int_equal(simxr_script_call_result(&script, "xrEndFrame", 0),
                         i == 3 || i == 4 ? XR_ERROR_SESSION_LOST : XR_SUCCESS);
        assert_int_equal(simxr_script_call_result(&script, "xrWaitFrame", 0), XR_SUCCESS);
        assert_int_equal(simxr_script_call_result(&script, "xrBeginFrame", 0), XR_SUCCESS);
    }
    assert_int_equal(simxr_script_call_result(&script, "xrWaitFrame", NS_PER_S),
                     XR_ERROR_OUT_OF_MEMORY);
    assert_int_equal(simxr_script_call_result(&script, "xrWaitFrame", NS_PER_S), XR_SUCCESS);
    assert_int_equal(simxr_script_call_result(NULL, "xrWaitFrame", NS_PER_S), XR_SUCCESS);
    simxr_script_fini(&script);
}

// A document that takes every way through the readers, with a CSV beside it.
static const char whole[] =
    "{" SCHEMA ", \"posture_deg\": 20, \"motions\": ["
    "{\"device\": \"head\", \"file\": \"simxr-script-test.csv\", \"loop\": true},"
    "{\"device\": \"head\", \"play\": \"gaze_at\", \"targets\": [{\"from_s\": 1}]}],"
    "\"buttons\": [{\"path\": \"/user/hand/left/input/x/click\", \"at_s\": 1.5}],"
    "\"losses\": [{\"device\": \"gaze\", \"from_s\": 3}],"
    "\"hands\": [{\"device\": \"right\", \"at_s\": 4, \"holds\": \"simple\"}],"
    "\"faults\": [{\"at_s\": 1, \"event\": \"stop\"},"
    "{\"call\": \"xrEndFrame\", \"return\": \"XR_ERROR_SESSION_LOST\"}]}";
static const char recording[] = "time_s,x,y,z,qx,qy,qz,qw\n0,0,1.2,0,0,0,0,1\n"
                                "1,0.1,1.2,0,0,0.1,0,0.995\n2,0,1.2,0,0,0,0,1\n";

static void loading_survives_every_single_allocation_failure(void **state)
{
    (void)state;
    enum err err = ERR_NO_MEMORY;
    long nth = 1;
    save(json_path, whole, strlen(whole));
    save(csv_path, recording, strlen(recording));
    for (; err == ERR_NO_MEMORY && nth < 10000; nth++) {
        struct simxr_script script = {0};
        diag = (struct diag){0};
        mem_fail_at(nth);
        err = simxr_script_load(&script, json_path, &diag);
        mem_fail_at(0);
        simxr_script_fini(&script);
        assert_true(err == ERR_OK || err == ERR_NO_MEMORY);
        assert_int_equal(mem_live(), 0);
    }
    assert_int_equal(err, ERR_OK);
    assert_true(nth > 5);
}

static void a_cut_or_damaged_script_is_refused_or_read_but_never_crashes(void **state)
{
    (void)state;
    char bytes[sizeof whole];
    const size_t size = strlen(whole);
    for (size_t cut = 0; cut < size; cut++) {
        struct simxr_script script = {0};
        diag = (struct diag){0};
        save(json_path, whole, cut);
        assert_int_equal(simxr_script_load(&script, json_path, &diag), ERR_BAD_DATA);
        assert_true(diag.error_count > 0);
        simxr_script_fini(&script);
    }
    for (size_t bit = 0; bit < size * 8; bit++) {
        struct simxr_script script = {0};
        diag = (struct diag){0};
        memcpy(bytes, whole, size);
        bytes[bit / 8] = (char)(bytes[bit / 8] ^ (char)(1u << bit % 8));
        save(json_path, bytes, size);
        const enum err err = simxr_script_load(&script, json_path, &diag);
        assert_true(err == ERR_OK ? diag.error_count == 0 : diag.error_count > 0);
        simxr_script_fini(&script);
    }
    assert_int_equal(mem_live(), 0);
}

static void a_cut_or_damaged_csv_is_refused_or_read_but_never_crashes(void **state)
{
    (void)state;
    const size_t size = strlen(recording);
    for (size_t i = 0; i < size * 9; i++) {
        // Exactly as long as what is left of it, so that a read past the end is caught.
        const size_t length = i < size ? i : size;
        char *bytes = mem_alloc(length, 1);
        struct arena arena = {0};
        struct simxr_csv csv;
        char wrong[SIMXR_CSV_TEXT_BYTES];
        memcpy(bytes, recording, length);
        if (i >= size) {
            const size_t bit = i - size;
            bytes[bit / 8] = (char)(bytes[bit / 8] ^ (char)(1u << bit % 8));
        }
        const enum err err = simxr_csv_read(&csv, bytes, length, &arena, wrong);
        assert_true(err == ERR_OK || wrong[0] != '\0');
        if (err == ERR_OK) {
            simxr_csv_at(&csv, 500 * NS_PER_MS, true);
        }
        mem_free(bytes);
        arena_fini(&arena);
    }
}

static int clean_up(void **state)
{
    (void)state;
    unlink(json_path);
    unlink(csv_path);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_script_loads_without_a_word),
        cmocka_unit_test(what_is_written_is_what_is_played),
        cmocka_unit_test(each_mistake_is_told_with_its_place_and_what_is_right),
        cmocka_unit_test(all_mistakes_are_told_at_once),
        cmocka_unit_test(a_missing_file_is_said_in_one_sentence),
        cmocka_unit_test(a_csv_tells_the_line_that_is_wrong),
        cmocka_unit_test(a_csv_plays_straight_between_its_rows),
        cmocka_unit_test(events_come_in_order_when_due_and_once),
        cmocka_unit_test(calls_fail_when_it_is_their_turn),
        cmocka_unit_test(loading_survives_every_single_allocation_failure),
        cmocka_unit_test(a_cut_or_damaged_script_is_refused_or_read_but_never_crashes),
        cmocka_unit_test(a_cut_or_damaged_csv_is_refused_or_read_but_never_crashes),
    };
    return cmocka_run_group_tests(tests, NULL, clean_up);
}
