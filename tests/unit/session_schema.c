// The shipped schemas say what the readers do: same keys, same ranges, same defaults.
#include "session/headset.h"
#include "session/locale.h"
#include "session/plan.h"
#include "session/plan_breath.h"
#include "session/plan_step.h"
#include "session/program.h"
#include "session/site.h"
#include "session/validate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct diag diag;
static struct json_doc doc;

static struct json_at open_schema(const char *kind)
{
    char path[512];
    snprintf(path, sizeof path, SOURCE_FOLDER "/config/schemas/%s.schema.json", kind);
    diag = (struct diag){0};
    if (json_parse_file(&doc, path, &diag) != ERR_OK) {
        fail_msg("%s: %s", path, diag.entries[0].text);
    }
    return json_root(&doc);
}

static double number_of(struct json_at *at, const char *key)
{
    double value = -12345.0;
    json_number(at, key, -1e300, 1e300, &value);
    return value;
}

static bool is_listed(struct json_at *at, const char *array_key, const char *word)
{
    const struct json_at array = json_array(at, array_key);
    for (int i = 0; i < json_count(&array); i++) {
        char text[64] = "";
        json_element_text(&array, i, text, sizeof text);
        if (strcmp(text, word) == 0) {
            return true;
        }
    }
    return false;
}

static void expect_names(const struct json_field *field, struct json_at *property)
{
    int count = 0;
    for (; field->names[count]; count++) {
        assert_true(is_listed(property, "enum", field->names[count]));
    }
    const struct json_at array = json_array(property, "enum");
    assert_int_equal(json_count(&array), count);
}

static void expect_field(const struct json_field *field, struct json_at *properties,
                         bool with_default)
{
    struct json_at property = json_object(properties, field->key);
    char type[16] = "";
    if (!property.item) {
        fail_msg("the schema does not know \"%s\"", field->key);
    }
    json_text(&property, "type", type, sizeof type);
    switch (field->kind) {
    case JSON_FIELD_CHOICE: expect_names(field, &property); break;
    case JSON_FIELD_TEXT:
        assert_string_equal(type, "string");
        assert_true(number_of(&property, "maxLength") == (double)field->size - 1.0);
        break;
    case JSON_FIELD_FLOAT:
    case JSON_FIELD_INT:
    case JSON_FIELD_U64:
        assert_string_equal(type, field->kind == JSON_FIELD_FLOAT ? "number" : "integer");
        if (number_of(&property, "minimum") != field->lo ||
            number_of(&property, "maximum") != field->hi ||
            (with_default && json_has(&property, "default") &&
             number_of(&property, "default") != field->initial)) {
            fail_msg("\"%s\" has other figures in the schema", field->key);
        }
        break;
    }
    assert_true(json_has(&property, "description"));
}

// The schema's properties are exactly the fields of the tables and the keys besides.
static void expect_object(struct json_at *schema, const struct json_field *const *tables,
                          const char *const *besides, bool with_default)
{
    int known = 0;
    int count = 0;
    struct json_at properties = json_object(schema, "properties");
    struct json_at member = {0};
    for (; *tables; tables++) {
        for (const struct json_field *field = *tables; field->key; field++, known++) {
            expect_field(field, &properties, with_default);
            if (field->is_required && with_default) {
                assert_true(is_listed(schema, "required", field->key) ||
                            *tables == session_plan_step_rate_fields);
            }
        }
    }
    for (; *besides; besides++, known++) {
        assert_true(json_has(&properties, *besides));
    }
    while (json_next(&properties, &member)) {
        count++;
    }
    assert_int_equal(count, known);
    bool is_open = true;
    assert_true(json_bool(schema, "additionalProperties", &is_open));
    assert_false(is_open);
}

#define TABLES(...)  ((const struct json_field *const[]){__VA_ARGS__, NULL})
#define BESIDES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NOTHING_ELSE ((const char *const[]){NULL})

static struct json_at property(struct json_at *schema, const char *key)
{
    static struct json_at properties;
    properties = json_object(schema, "properties");
    return json_object(&properties, key);
}

static void scenes_agree(void **state)
{
    (void)state;
    struct json_at root = open_schema("scene");
    expect_object(&root, TABLES(scene_fields), NOTHING_ELSE, true);
    json_fini(&doc);
}

static void sessions_agree(void **state)
{
    (void)state;
    struct json_at root = open_schema("session");
    expect_object(&root, TABLES(session_plan_fields),
                  BESIDES("scene", "breath", "conditions", "steps"), true);
    struct json_at breath = property(&root, "breath");
    expect_object(&breath, TABLES(session_plan_breath_fields + 1, session_plan_breath_cue_fields),
                  BESIDES("target_bpm"), true);
    struct json_at steps = property(&root, "steps");
    assert_true(number_of(&steps, "maxItems") == SESSION_STEP_MAX);
    struct json_at step = json_object(&steps, "items");
    expect_object(&step, TABLES(session_plan_step_fields, session_plan_step_rate_fields),
                  NOTHING_ELSE, true);
    struct json_at scene = property(&root, "scene");
    expect_object(&scene, TABLES(scene_fields + 2), BESIDES("file"),
                  false); // all but "place" and "photo"
    json_fini(&doc);
}

static void programs_sites_locales_and_headsets_agree(void **state)
{
    (void)state;
    struct json_at root = open_schema("program");
    expect_object(&root, TABLES(session_program_fields), BESIDES("sessions"), true);
    struct json_at sessions = property(&root, "sessions");
    assert_true(number_of(&sessions, "maxItems") == SESSION_PROGRAM_MAX);
    struct json_at entry = json_object(&sessions, "items");
    expect_object(&entry, TABLES(session_program_entry_fields), NOTHING_ELSE, true);
    json_fini(&doc);

    root = open_schema("site");
    expect_object(&root, TABLES(session_site_fields), NOTHING_ELSE, true);
    json_fini(&doc);

    root = open_schema("locale");
    expect_object(&root, TABLES(session_locale_fields), BESIDES("texts"), true);
    struct json_at texts = property(&root, "texts");
    assert_true(number_of(&texts, "maxProperties") == SESSION_LOCALE_MAX);
    for (int i = 0; session_locale_own_keys[i]; i++) {
        assert_true(is_listed(&texts, "required", session_locale_own_keys[i]));
    }
    json_fini(&doc);

    root = open_schema("headsets");
    struct json_at headsets = property(&root, "headsets");
    assert_true(number_of(&headsets, "maxItems") == SESSION_HEADSET_MAX);
    struct json_at headset = json_object(&headsets, "items");
    expect_object(&headset, TABLES(session_headset_fields), NOTHING_ELSE, true);
    json_fini(&doc);
}

static void every_kind_has_its_schema(void **state)
{
    (void)state;
    for (int i = 0; session_validate_kinds[i]; i++) {
        struct json_at root = open_schema(session_validate_kinds[i]);
        char version[64] = "";
        json_text(&root, "$schema", version, sizeof version);
        assert_string_equal(version, "https://json-schema.org/draft/2020-12/schema");
        assert_true(is_listed(&root, "required", "$schema"));
        json_fini(&doc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scenes_agree),
        cmocka_unit_test(sessions_agree),
        cmocka_unit_test(programs_sites_locales_and_headsets_agree),
        cmocka_unit_test(every_kind_has_its_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
