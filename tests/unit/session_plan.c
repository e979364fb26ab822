// One plan out of session, scene, site and command line; all that can be wrong with them; and
// every shipped file.
#include "base/file.h"
#include "base/mem.h"
#include "session/headset.h"
#include "session/locale.h"
#include "session/plan.h"
#include "session/program.h"
#include "session/validate.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char SCENE[] = "{\"place\":\"shore\",\"name\":\"S\",\"seed\":7,\"minutes\":20}";

// A folder in memory.
struct shelf {
    const char *scene, *site, *locale;
};

static enum err read_shelf(void *user, const char *name, const char **out_text, size_t *out_size,
                           char *out_path, size_t path_size)
{
    const struct shelf *shelf = user;
    const char *text = strcmp(name, "scenes/s.json") == 0     ? shelf->scene
                       : strcmp(name, "site.json") == 0       ? shelf->site
                       : strcmp(name, "locales/en.json") == 0 ? shelf->locale
                                                              : NULL;
    snprintf(out_path, path_size, "shelf/%s", name);
    if (!text) {
        return ERR_IO;
    }
    *out_text = text;
    *out_size = strlen(text);
    return ERR_OK;
}

static struct diag diag;
static struct session_plan plan;

static enum err read_plan(const char *text, const struct shelf *shelf,
                          const struct session_overrides *overrides)
{
    static const struct session_overrides none = {.posture_deg = -1.0f};
    struct shelf copy = *shelf;
    const struct session_files files = {.user = &copy, .read = read_shelf};
    struct json_doc doc = {0};
    diag = (struct diag){0};
    enum err err = json_parse(&doc, "x.json", text, strlen(text), &diag);
    if (err == ERR_OK) {
        struct json_at root = json_root(&doc);
        err = session_plan_read(&plan, &root, &files, overrides ? overrides : &none, &diag);
    }
    json_fini(&doc);
    return err;
}

#define HEAD  "{\"name\":\"N\",\"scene\":{\"file\":\"scenes/s.json\"},"
#define STEPS "\"steps\":[{\"kind\":\"be\",\"id\":\"be\",\"seconds\":60}]}"

static const struct shelf SHELF = {.scene = SCENE};

static void a_short_session_gets_the_defaults(void **state)
{
    (void)state;
    assert_int_equal(read_plan(HEAD STEPS, &SHELF, NULL), ERR_OK);
    assert_int_equal(diag.count, 0);
    assert_string_equal(plan.language, "en");
    assert_float_equal(plan.dwell_s, 1.0f, 0.0f);
    assert_float_equal(plan.exit_dwell_s, 3.0f, 0.0f);
    assert_float_equal(plan.exit_hold_s, 2.0f, 0.0f);
    assert_float_equal(plan.pacer.target_bpm, 6.0f, 0.0f);
    assert_float_equal(plan.max_minutes, 25.0f, 0.0f);
    assert_float_equal(plan.scene.minutes, 20.0f, 0.0f);
    assert_int_equal(plan.seed, 7); // the scene's
    assert_float_equal(session_plan_seconds(&plan), 60.0f, 0.0f);
}

static void later_words_win_over_earlier_ones(void **state)
{
    (void)state;
    const struct shelf shelf = {
        .scene = SCENE,
        .site = "{\"max_minutes\":10,\"max_volume\":0.5,\"language\":\"de\"}",
    };
    const char *const text = "{\"name\":\"N\",\"seed\":9,\"volume\":0.9,\"posture_deg\":30,"
                             "\"scene\":{\"file\":\"scenes/s.json\",\"minutes\":5}," STEPS;
    const struct session_overrides overrides = {
        .has_seed = true, .seed = 11, .language = "fr", .posture_deg = 80.0f};

    assert_int_equal(read_plan(text, &shelf, NULL), ERR_OK);
    assert_string_equal(plan.language, "de");
    assert_float_equal(plan.max_minutes, 10.0f, 0.0f);
    assert_float_equal(plan.volume, 0.5f, 0.0f);
    assert_int_equal(diag.warning_count, 1); // about the volume
    assert_float_equal(plan.scene.minutes, 5.0f, 0.0f);
    assert_int_equal(plan.seed, 9);
    assert_int_equal(plan.scene.seed, 9);

    assert_int_equal(read_plan(text, &shelf, &overrides), ERR_OK);
    assert_string_equal(plan.language, "fr");
    assert_float_equal(plan.posture_deg, 80.0f, 0.0f);
    assert_int_equal(plan.scene.seed, 11);
    assert_float_equal(plan.volume, 0.5f, 0.0f); // nobody gets past the site
}

static void each_fault_is_told_where_it_is(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *scene, *site;
        const char *line;
    } cases[] = {
        {"[]", SCENE, NULL, "x.json:1:1: /: expected an object in { }, found an array"},
        {HEAD "\"stpes\":[]}", SCENE, NULL, "x.json:1:1: /steps: is missing"},
        {HEAD "\"steps\":[]}", SCENE, NULL, "/steps: expected 1 to 32 steps, found 0"},
        {"{\"name\":\"N\"," STEPS, SCENE, NULL, "/scene: is missing"},
        {"{\"name\":\"N\",\"scene\":{}," STEPS, SCENE, NULL, "/scene/file: is missing"},
        {"{\"name\":\"N\",\"scene\":{\"file\":\"../s.json\"}," STEPS, SCENE, NULL,
         "/scene/file: expected a name inside the program's folders"},
        {"{\"name\":\"N\",\"scene\":{\"file\":\"scenes/t.json\"}," STEPS, SCENE, NULL,
         "/scene/file: there is no scene \"scenes/t.json\" that can be read"},
        {"{\"name\":\"N\",\"scene\":{\"file\":\"scenes/s.json\",\"place\":\"shore\"}," STEPS, SCENE,
         NULL, "/scene/place: the place is the scene's own"},
        {"{\"name\":\"N\",\"scene\":{\"file\":\"scenes/s.json\",\"wind_ms\":3}," STEPS, SCENE, NULL,
         "/scene/wind_ms: this key is not known here; did you mean \"wind_m_s\"?"},
        {HEAD STEPS, "{\"place\":\"shor\",\"name\":\"S\"}", NULL,
         "shelf/scenes/s.json:1:10: /place: expected one of \"shore\", \"forest\", \"photo\", "
         "found the text "
         "\"shor\"; "
         "did you mean \"shore\"?"},
        {HEAD STEPS, "{\"place\":", NULL,
         "shelf/scenes/s.json:1:10: /place: expected a value, found the end of the text"},
        {HEAD STEPS, SCENE, "{\"max_minutes\":26}",
         "shelf/site.json:1:16: /max_minutes: expected a number from 1 to 25, found 26"},
        {HEAD STEPS, SCENE, "{\"exit\":false}", "shelf/site.json:1:2: /exit: this key"},
        {HEAD "\"max_minutes\":30," STEPS, SCENE, NULL, "/max_minutes: expected a number from 1"},
        {HEAD "\"exit_dwell_s\":60," STEPS, SCENE, NULL, "/exit_dwell_s: expected a number from 1"},
        {HEAD "\"language\":\"../en\"," STEPS, SCENE, NULL, "/language: expected a language tag"},
        {HEAD "\"breath\":{\"target_bpm\":8,\"start_bpm\":7}," STEPS, SCENE, NULL,
         "/breath/start_bpm: the guide slows down"},
        {HEAD "\"breath\":{\"target_bpm\":3}," STEPS, SCENE, NULL,
         "/breath/target_bpm: expected a number from 4.5 to 10, found 3"},
        {HEAD "\"steps\":[{\"kind\":\"be\",\"id\":\"a\",\"seconds\":1500},{\"kind\":\"be\","
              "\"id\":\"b\",\"seconds\":5}]}",
         SCENE, NULL, "/steps: the steps last 25.0833 minutes together, but at most 25"},
        {HEAD "\"steps\":[{\"kind\":\"be\",\"id\":\"a\",\"seconds\":120}]}", SCENE,
         "{\"max_minutes\":1}", "/steps: the steps last 2 minutes together, but at most 1"},
        {HEAD "\"steps\":[{\"kind\":\"be\",\"id\":\"a\",\"seconds\":9},{\"kind\":\"be\","
              "\"id\":\"a\",\"seconds\":9}]}",
         SCENE, NULL, "/steps/1/id: another step is called \"a\" already"},
        {HEAD "\"steps\":[{\"kind\":\"be\",\"id\":\"A b\",\"seconds\":9}]}", SCENE, NULL,
         "/steps/0/id: expected lower-case letters"},
        {HEAD "\"steps\":[{\"kind\":\"say\",\"id\":\"a\",\"seconds\":9}]}", SCENE, NULL,
         "/steps/0/text: is missing"},
        {HEAD "\"steps\":[{\"kind\":\"rate\",\"id\":\"a\",\"seconds\":9,\"text\":\"t\","
              "\"low\":\"l\",\"high\":\"h\"}]}",
         SCENE, NULL, "/steps/0/code: is missing"},
        {HEAD "\"steps\":[{\"kind\":\"be\",\"id\":\"a\",\"seconds\":9,\"code\":\"c\"}]}", SCENE,
         NULL, "/steps/0/code: this key is not known here"},
        {HEAD "\"steps\":[{\"kind\":\"breath\",\"id\":\"a\",\"seconds\":9}]}", SCENE, NULL,
         "did you mean \"breathe\"?"},
        {HEAD "\"steps\":[7]}", SCENE, NULL, "/steps/0: expected an object in { }, found 7"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct shelf shelf = {.scene = cases[i].scene, .site = cases[i].site};
        const enum err err = read_plan(cases[i].text, &shelf, NULL);
        char all[8192] = "";
        for (int j = 0; j < diag.count; j++) {
            const size_t used = strlen(all);
            json_diag_line(&diag, j, all + used, sizeof all - used - 2);
            strncat(all, "\n", 2);
        }
        if (err != ERR_BAD_DATA || !strstr(all, cases[i].line)) {
            fail_msg("%s\n-> %d, wanted %s, got\n%s", cases[i].text, (int)err, cases[i].line, all);
        }
        assert_int_equal(mem_live(), 0);
    }
}

static void all_faults_of_all_files_are_told_at_once(void **state)
{
    (void)state;
    const struct shelf shelf = {.scene = "{\"place\":\"shore\",\"name\":\"S\",\"wind_m_s\":99}",
                                .site = "{\"max_volume\":2}"};
    assert_int_equal(read_plan("{\"scene\":{\"file\":\"scenes/s.json\",\"swell_m\":9},\"volume\":3,"
                               "\"steps\":[{\"kind\":\"be\",\"id\":\"a\",\"seconds\":1}]}",
                               &shelf, NULL),
                     ERR_BAD_DATA);
    assert_int_equal(diag.error_count, 6);
}

static void a_wrong_language_on_the_command_line_is_told(void **state)
{
    (void)state;
    const struct session_overrides overrides = {.language = "../../etc", .posture_deg = -1.0f};
    char line[400];
    assert_int_equal(read_plan(HEAD STEPS, &SHELF, &overrides), ERR_BAD_DATA);
    json_diag_line(&diag, 0, line, sizeof line);
    assert_string_equal(line,
                        "--language: expected a tag such as en or pt-BR, found \"../../etc\"");
}

static void reading_survives_every_single_allocation_failure(void **state)
{
    (void)state;
    const struct shelf shelf = {.scene = SCENE, .site = "{\"max_minutes\":10}"};
    enum err err = ERR_NO_MEMORY;
    for (long nth = 1; err == ERR_NO_MEMORY && nth < 10000; nth++) {
        mem_fail_at(nth);
        err = read_plan(HEAD STEPS, &shelf, NULL);
        mem_fail_at(0);
        assert_true(err == ERR_OK || err == ERR_NO_MEMORY);
        assert_int_equal(mem_live(), 0);
    }
    assert_int_equal(err, ERR_OK);
}

static void the_plans_text_changes_with_everything_that_decides(void **state)
{
    (void)state;
    static const char *const others[] = {
        (HEAD "\"volume\":0.7," STEPS),
        (HEAD "\"seed\":8," STEPS),
        (HEAD "\"breath\":{\"exhale_share\":0.61}," STEPS),
        (HEAD "\"breath\":{\"hold_share\":0.1}," STEPS),
        (HEAD "\"breath\":{\"target_bpm\":8},\"conditions\":[\"copd\"]," STEPS),
        (HEAD "\"steps\":[{\"kind\":\"be\",\"id\":\"be\",\"seconds\":61}]}"),
        (HEAD "\"steps\":[{\"kind\":\"settle\",\"id\":\"be\",\"seconds\":60}]}"),
        "{\"name\":\"N\",\"scene\":{\"file\":\"scenes/s.json\",\"warmth\":0.1}," STEPS,
    };
    char first[8192];
    char other[8192];
    assert_int_equal(read_plan(HEAD STEPS, &SHELF, NULL), ERR_OK);
    const size_t size = session_plan_text(&plan, first, sizeof first);
    assert_true(size > 500 && size < sizeof first);
    assert_int_equal(session_plan_text(&plan, NULL, 0), size); // says what it needs
    assert_int_equal(read_plan(" " HEAD " " STEPS, &SHELF, NULL), ERR_OK);
    session_plan_text(&plan, other, sizeof other);
    assert_string_equal(first, other); // how it is written does not matter
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_int_equal(read_plan(others[i], &SHELF, NULL), ERR_OK);
        session_plan_text(&plan, other, sizeof other);
        assert_string_not_equal(first, other);
    }
    session_plan_text(&plan, other, 20); // cut, closed
    assert_int_equal(strlen(other), 19);
}

static void conditions_put_a_floor_under_the_guide(void **state)
{
    (void)state;
    assert_int_equal(read_plan(HEAD "\"conditions\":[\"opioids\",\"child\"]," STEPS, &SHELF, NULL),
                     ERR_OK);
    assert_true(plan.pacer.target_bpm == 8.0f && plan.pacer.floor_bpm == 8.0f);
    assert_int_equal(read_plan(HEAD "\"conditions\":[]," STEPS, &SHELF, NULL), ERR_OK);
    assert_true(plan.pacer.target_bpm == 6.0f && plan.pacer.floor_bpm == 0.0f);

    assert_int_equal(read_plan(HEAD
                               "\"conditions\":[\"copd\"],\n\"breath\":{\"target_bpm\":6}," STEPS,
                               &SHELF, NULL),
                     ERR_BAD_DATA);
    assert_int_equal(diag.error_count, 1);
    assert_int_equal(diag.entries[0].line, 2);
    assert_non_null(strstr(diag.entries[0].text, "with \"copd\" among the conditions"));
    assert_non_null(strstr(diag.entries[0].text, "write 8"));

    assert_int_equal(read_plan(HEAD "\"conditions\":[\"cold\"]," STEPS, &SHELF, NULL),
                     ERR_BAD_DATA);
    assert_non_null(strstr(diag.entries[0].text, "\"cold\" is none of copd, heart_failure"));
}

static void a_yes_or_no_question_needs_words_and_a_code(void **state)
{
    (void)state;
#define ASK(more) HEAD "\"steps\":[{\"kind\":\"ask\",\"id\":\"a\",\"seconds\":10" more "}]}"
    assert_int_equal(read_plan(ASK(",\"text\":\"ask.dizzy\",\"code\":\"dizzy\""), &SHELF, NULL),
                     ERR_OK);
    assert_int_equal(plan.steps[0].kind, SESSION_STEP_ASK);
    assert_string_equal(plan.steps[0].code, "dizzy");
    assert_int_equal(read_plan(ASK(",\"code\":\"dizzy\""), &SHELF, NULL), ERR_BAD_DATA);
    assert_int_equal(read_plan(ASK(",\"text\":\"ask.dizzy\""), &SHELF, NULL), ERR_BAD_DATA);
    assert_int_equal(read_plan(ASK(",\"text\":\"a\",\"code\":\"d\",\"low\":\"x\""), &SHELF, NULL),
                     ERR_BAD_DATA);
}

static void a_calibration_is_as_long_as_the_microphone_listens(void **state)
{
    (void)state;
#define CALIBRATE(s) \
    HEAD "\"steps\":[{\"kind\":\"calibrate\",\"id\":\"c\",\"seconds\":" s ",\"text\":\"c.l\"}]}"
    assert_int_equal(read_plan(CALIBRATE("20"), &SHELF, NULL), ERR_OK);
    assert_int_equal(plan.steps[0].kind, SESSION_STEP_CALIBRATE);
    assert_int_equal(read_plan(CALIBRATE("19"), &SHELF, NULL), ERR_BAD_DATA);
    assert_non_null(strstr(diag.entries[0].text, "write 20 or more"));
}

static void five_rates_are_for_home_alone(void **state)
{
    (void)state;
#define FIND(more, s) \
    HEAD more "\"steps\":[{\"kind\":\"find_rate\",\"id\":\"f\",\"seconds\":" s "}]}"
    assert_int_equal(read_plan(FIND("\"setting\":\"home\",", "720"), &SHELF, NULL), ERR_OK);
    assert_int_equal(read_plan(FIND("", "720"), &SHELF, NULL), ERR_BAD_DATA);
    assert_non_null(strstr(diag.entries[0].text, "write \"setting\": \"home\""));
    assert_int_equal(read_plan(FIND("\"setting\":\"home\",", "299"), &SHELF, NULL), ERR_BAD_DATA);
    assert_int_equal(
        read_plan(FIND("\"setting\":\"home\",\"conditions\":[\"copd\"],", "720"), &SHELF, NULL),
        ERR_BAD_DATA);
    assert_non_null(strstr(diag.entries[0].text, "take the step out"));
}

static void the_best_rate_is_what_was_found_for_the_patient(void **state)
{
    (void)state;
    static const struct {
        const char *conditions;
        float best_bpm, target_bpm;
    } cases[] = {{"", 0.0f, 6.0f},
                 {"", 5.5f, 5.5f},
                 {"", 2.0f, 6.0f}, // no such rate
                 {"\"conditions\":[\"copd\"],", 5.5f, 8.0f},
                 {"\"conditions\":[\"copd\"],", 0.0f, 8.0f}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s%s\"breath\":{\"target_bpm\":\"best\"},%s", HEAD,
                 cases[i].conditions, STEPS);
        const struct session_overrides found = {.posture_deg = -1.0f,
                                                .best_bpm = cases[i].best_bpm};
        assert_int_equal(read_plan(text, &SHELF, &found), ERR_OK);
        assert_float_equal(plan.pacer.target_bpm, cases[i].target_bpm, 1e-6f);
    }
    assert_int_equal(read_plan(HEAD "\"breath\":{\"target_bpm\":\"worst\"}," STEPS, &SHELF, NULL),
                     ERR_BAD_DATA);
    assert_non_null(strstr(diag.entries[0].text, "or \"best\""));
}

// ---- what is shipped

static struct arena arena;

static enum err read_shipped(void *user, const char *name, const char **out_text, size_t *out_size,
                             char *out_path, size_t path_size)
{
    (void)user;
    const char *folder = strncmp(name, "scenes/", 7) == 0 ? "" : "config/";
    snprintf(out_path, path_size, SOURCE_FOLDER "/%s%s", folder, name);
    return file_read(out_path, JSON_MAX_BYTES, &arena, out_text, out_size);
}

static const struct session_files SHIPPED = {.read = read_shipped};

static void every_shipped_file_is_right(void **state)
{
    (void)state;
    static const char *const names[] = {
        "scenes/shore.json", "sessions/first.json", "programs/week.json", "sessions/quarter.json",
        "site.json",         "locales/en.json",     "headsets.json"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *text = NULL;
        size_t size = 0;
        char path[512];
        diag = (struct diag){0};
        assert_int_equal(read_shipped(NULL, names[i], &text, &size, path, sizeof path), ERR_OK);
        const enum err err = session_validate(names[i], text, size, &SHIPPED, &diag);
        if (err != ERR_OK || diag.count > 0) {
            char line[700];
            json_diag_line(&diag, 0, line, sizeof line);
            fail_msg("%s", line);
        }
    }
    arena_fini(&arena);
    assert_int_equal(mem_live(), 0);
}

static void the_first_session_lasts_three_minutes(void **state)
{
    (void)state;
    const struct session_overrides none = {.posture_deg = -1.0f};
    struct json_doc doc = {0};
    diag = (struct diag){0};
    assert_int_equal(json_parse_file(&doc, SOURCE_FOLDER "/config/sessions/first.json", &diag),
                     ERR_OK);
    struct json_at root = json_root(&doc);
    assert_int_equal(session_plan_read(&plan, &root, &SHIPPED, &none, &diag), ERR_OK);
    assert_float_equal(session_plan_seconds(&plan), 180.0f, 0.0f);
    assert_int_equal(plan.steps[0].kind, SESSION_STEP_SAY);
    json_fini(&doc);
    arena_fini(&arena);
}

static void the_kind_is_named_by_the_schema(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum err err;
        const char *says;
    } cases[] = {
        {"{\"$schema\":\"site.schema.json\"}", ERR_OK, NULL},
        {"{\"$schema\":\"https://example.org/a/site.schema.json\"}", ERR_OK, NULL},
        {"{}", ERR_BAD_DATA, "f.json:1:1: /$schema: is missing"},
        {"[]", ERR_BAD_DATA, "f.json:1:1: /: expected an object in { }, found an array"},
        {"{\"$schema\":5}", ERR_BAD_DATA, "f.json:1:12: /$schema: expected a text"},
        {"{\"$schema\":\"sites.schema.json\"}", ERR_BAD_DATA, "as in \"site.schema.json\""},
        {"{\"$schema\":\"site\"}", ERR_BAD_DATA, "expected the name of a schema"},
        {"{\"$schema\":", ERR_BAD_DATA, "the end of the text"},
        {"{\"$schema\":\"program.schema.json\",\"name\":\"P\",\"sessions\":[{\"day\":2,\"file\":"
         "\"sessions/first.json\"},{\"day\":1,\"file\":\"sessions/first.json\"}]}",
         ERR_BAD_DATA, "/sessions/1/day: days go up: this is day 1 after day 2"},
        {"{\"$schema\":\"program.schema.json\",\"name\":\"P\",\"sessions\":[{\"day\":2,\"file\":"
         "\"sessions/none.json\"}]}",
         ERR_BAD_DATA, "there is no session \"sessions/none.json\""},
        {"{\"$schema\":\"locale.schema.json\",\"language\":\"en\",\"name\":\"E\",\"texts\":{}}",
         ERR_BAD_DATA, "/texts/rate.hint: is missing; the program shows it"},
        {"{\"$schema\":\"session.schema.json\",\"name\":\"N\",\"scene\":{\"file\":"
         "\"scenes/shore.json\"},\"steps\":[{\"kind\":\"say\",\"id\":\"a\",\"seconds\":9,"
         "\"text\":\"say.nothing\"}]}",
         ERR_OK, "warning: step \"a\": there is no text \"say.nothing\" in language \"en\""},
        {"{\"$schema\":\"session.schema.json\",\"name\":\"N\",\"language\":\"xx\",\"scene\":"
         "{\"file\":\"scenes/shore.json\"}," STEPS,
         ERR_OK, "warning: there are no texts in language \"xx\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char line[700] = "";
        diag = (struct diag){0};
        const enum err err =
            session_validate("f.json", cases[i].text, strlen(cases[i].text), &SHIPPED, &diag);
        if (diag.count > 0) {
            json_diag_line(&diag, 0, line, sizeof line);
        }
        if (err != cases[i].err || (cases[i].says ? !strstr(line, cases[i].says) : line[0] != 0) ||
            (err == ERR_BAD_DATA) != (diag.error_count > 0)) {
            fail_msg("%s -> %d %s", cases[i].text, (int)err, line);
        }
        arena_fini(&arena);
        assert_int_equal(mem_live(), 0);
    }
}

static void texts_are_found_by_key_and_a_missing_one_shows_its_key(void **state)
{
    (void)state;
    struct session_locale locale;
    struct json_doc doc = {0};
    diag = (struct diag){0};
    assert_int_equal(json_parse_file(&doc, SOURCE_FOLDER "/config/locales/en.json", &diag), ERR_OK);
    struct json_at root = json_root(&doc);
    assert_int_equal(session_locale_read(&locale, &root, &arena), ERR_OK);
    json_fini(&doc); // the texts stay
    assert_string_equal(session_locale_text(&locale, "exit.question"), "Would you like to stop?");
    assert_string_equal(session_locale_text(&locale, "no.such"), "no.such");
    assert_non_null(strstr(session_locale_text(&locale, "rate.chosen"), "{}"));
    for (int i = 0; i < locale.count; i++) { // never a promise, never a strain
        assert_null(strstr(locale.texts[i].text, "deep"));
        assert_null(strstr(locale.texts[i].text, "relief"));
    }
    arena_fini(&arena);

    char name[64];
    assert_true(session_locale_file("pt-BR", name, sizeof name));
    assert_string_equal(name, "locales/pt-BR.json");
    assert_false(session_locale_file("../en", name, sizeof name));
    assert_false(session_locale_file("e", name, sizeof name));
    assert_false(session_locale_file("-en", name, sizeof name));
}

static void a_headset_is_found_by_name(void **state)
{
    (void)state;
    struct session_headsets headsets;
    struct json_doc doc = {0};
    diag = (struct diag){0};
    assert_int_equal(json_parse_file(&doc, SOURCE_FOLDER "/config/headsets.json", &diag), ERR_OK);
    struct json_at root = json_root(&doc);
    assert_int_equal(session_headset_read(&headsets, &root), ERR_OK);
    json_fini(&doc);
    assert_float_equal(session_headset_find(&headsets, "quest3")->white_nits, 250.0f, 0.0f);
    assert_null(session_headset_find(&headsets, "none"));

    // As their runtimes call them, and as the simulated runtime does.
    static const struct {
        const char *words, *name;
    } cases[] = {
        {"Oculus 201.0.0 Meta Quest 3", "quest3"},
        {"Oculus 1.0.0 Oculus Quest2", "quest3"}, // no entry of its own; on a battery as well
        {"SteamVR/OpenXR 2.0.0 Steam Frame", "frame"},
        {"Respite simulated headset (quest3)", "quest3"},
        {"Respite simulated headset (frame)", "frame"},
        {"Respite simulated headset (small)", NULL},
        {"Monado(XRT) 25.0.0 Monado: Simulated HMD", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct session_headset *found = session_headset_of_system(&headsets, cases[i].words);
        assert_int_equal(found != NULL, cases[i].name != NULL);
        if (found) {
            assert_string_equal(found->name, cases[i].name);
            assert_true(found->refresh_hz == (cases[i].name[0] == 'q' ? 72.0f : 90.0f));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_session_gets_the_defaults),
        cmocka_unit_test(later_words_win_over_earlier_ones),
        cmocka_unit_test(each_fault_is_told_where_it_is),
        cmocka_unit_test(all_faults_of_all_files_are_told_at_once),
        cmocka_unit_test(a_wrong_language_on_the_command_line_is_told),
        cmocka_unit_test(reading_survives_every_single_allocation_failure),
        cmocka_unit_test(conditions_put_a_floor_under_the_guide),
        cmocka_unit_test(a_yes_or_no_question_needs_words_and_a_code),
        cmocka_unit_test(five_rates_are_for_home_alone),
        cmocka_unit_test(the_best_rate_is_what_was_found_for_the_patient),
        cmocka_unit_test(a_calibration_is_as_long_as_the_microphone_listens),
        cmocka_unit_test(the_plans_text_changes_with_everything_that_decides),
        cmocka_unit_test(every_shipped_file_is_right),
        cmocka_unit_test(the_first_session_lasts_three_minutes),
        cmocka_unit_test(the_kind_is_named_by_the_schema),
        cmocka_unit_test(texts_are_found_by_key_and_a_missing_one_shows_its_key),
        cmocka_unit_test(a_headset_is_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
