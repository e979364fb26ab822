// A scene file: every key by its table, in its range, with its default.
#include "scene/scene.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct diag diag;
static scene_look_photo *look; // NULL: nobody looks

static enum err read_text(struct scene *scene, const char *text)
{
    struct json_doc doc = {0};
    diag = (struct diag){0};
    enum err err = json_parse(&doc, "a.json", text, strlen(text), &diag);
    if (err == ERR_OK) {
        struct json_at root = json_root(&doc);
        err = scene_read(scene, &root, look, "scenes/a.json");
    }
    json_fini(&doc);
    return err;
}

static void a_short_scene_gets_the_defaults(void **state)
{
    (void)state;
    struct scene scene;
    struct scene defaults = {0};
    assert_int_equal(read_text(&scene, "{\"place\":\"shore\",\"name\":\"\"}"), ERR_OK);
    json_field_defaults(scene_fields, &defaults);
    assert_memory_equal(&scene, &defaults, sizeof scene);
    assert_float_equal(scene.minutes, 15.0f, 0.0f);
    assert_float_equal(scene.brightness, 1.0f, 0.0f);
}

static void every_number_holds_at_both_ends_and_not_beyond(void **state)
{
    (void)state;
    int numbers = 0;
    for (const struct json_field *field = scene_fields; field->key; field++) {
        if (field->kind != JSON_FIELD_FLOAT && field->kind != JSON_FIELD_U64) {
            continue;
        }
        const double step = field->kind == JSON_FIELD_U64 ? 2.0 : 0.001;
        const double values[] = {field->lo, field->hi, field->lo - step, field->hi + step};
        for (int i = 0; i < 4; i++, numbers++) {
            struct scene scene;
            char text[256];
            char pointer[64];
            snprintf(text, sizeof text, "{\"place\":\"shore\",\"name\":\"N\",%s\"%s\":%.17g}",
                     strcmp(field->key, "minutes") == 0 ? "\"bright_end_s\":0," : "", field->key,
                     values[i]);
            const enum err err = read_text(&scene, text);
            if (err != (i < 2 ? ERR_OK : ERR_BAD_DATA)) {
                fail_msg("%s -> %d", text, (int)err);
            }
            snprintf(pointer, sizeof pointer, "/%s", field->key);
            if (i >= 2) {
                assert_string_equal(diag.entries[0].pointer, pointer);
                float kept = 0.0f;
                memcpy(&kept, (const char *)&scene + field->offset, sizeof kept);
                assert_true(field->kind == JSON_FIELD_U64 || kept == (float)field->initial);
            }
        }
    }
    assert_true(numbers > 50);
}

static void the_brightening_end_is_within_the_scene(void **state)
{
    (void)state;
    struct scene scene;
    assert_int_equal(
        read_text(&scene, "{\"place\":\"shore\",\"name\":\"N\",\"minutes\":1,\"bright_end_s\":61}"),
        ERR_BAD_DATA);
    assert_string_equal(diag.entries[0].pointer, "/bright_end_s");
    assert_int_equal(
        read_text(&scene, "{\"place\":\"shore\",\"name\":\"N\",\"minutes\":1,\"bright_end_s\":60}"),
        ERR_OK);
}

static void what_is_missing_or_unknown_is_told(void **state)
{
    (void)state;
    struct scene scene;
    assert_int_equal(read_text(&scene, "{\"swel_m\":0.1}"), ERR_BAD_DATA);
    assert_int_equal(diag.error_count, 3);
    assert_string_equal(diag.entries[0].pointer, "/place");
    assert_string_equal(diag.entries[1].pointer, "/name");
    assert_non_null(strstr(diag.entries[2].text, "did you mean \"swell_m\"?"));
}

static void an_override_changes_what_it_names_alone(void **state)
{
    (void)state;
    static const char text[] = "{\"wind_m_s\":9,\"file\":\"x\"}";
    struct json_doc doc = {0};
    struct scene scene;
    struct scene before;
    diag = (struct diag){0};
    json_field_defaults(scene_fields, memset(&scene, 0, sizeof scene));
    before = scene;
    assert_int_equal(json_parse(&doc, "a.json", text, sizeof text - 1, &diag), ERR_OK);
    struct json_at root = json_root(&doc);
    assert_true(json_has(&root, "file"));
    assert_int_equal(scene_override(&scene, &root), ERR_OK);
    json_fini(&doc);
    assert_float_equal(scene.wind_m_s, 9.0f, 0.0f);
    scene.wind_m_s = before.wind_m_s;
    assert_memory_equal(&scene, &before, sizeof scene);
}

static void reading_survives_every_single_allocation_failure(void **state)
{
    (void)state;
    enum err err = ERR_NO_MEMORY;
    for (long nth = 1; err == ERR_NO_MEMORY && nth < 10000; nth++) {
        struct scene scene;
        mem_fail_at(nth);
        err = read_text(&scene, "{\"place\":\"shore\",\"name\":\"N\",\"warmth\":0.5}");
        mem_fail_at(0);
        assert_true(err == ERR_OK || err == ERR_NO_MEMORY);
        assert_int_equal(mem_live(), 0);
    }
    assert_int_equal(err, ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_scene_gets_the_defaults),
        cmocka_unit_test(every_number_holds_at_both_ends_and_not_beyond),
        cmocka_unit_test(the_brightening_end_is_within_the_scene),
        cmocka_unit_test(what_is_missing_or_unknown_is_told),
        cmocka_unit_test(an_override_changes_what_it_names_alone),
        cmocka_unit_test(reading_survives_every_single_allocation_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
