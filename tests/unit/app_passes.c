// A pass is of exactly what was looked at.
#include "app/passes.h"
#include "base/file.h"
#include "base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct session_plan plan;

static int open_cache(void **state)
{
    (void)state;
    static char folder[] = "/tmp/respite-passes-XXXXXX";
    if (!mkdtemp(folder)) {
        return -1;
    }
    setenv("XDG_CACHE_HOME", folder, 1);
    plan = (struct session_plan){.fade_in_s = 3.0f, .fade_out_s = 3.0f, .task_level = 1};
    json_field_defaults(scene_fields, &plan.scene);
    return 0;
}

static void key_of(const struct session_plan *of, int task_level, float white_nits, char *out)
{
    assert_true(app_passes_key(of, task_level, white_nits, out));
    assert_int_equal(strlen(out), APP_PASSES_KEY_BYTES - 1);
}

static void what_is_seen_decides(void **state)
{
    (void)state;
    char key[APP_PASSES_KEY_BYTES], other[APP_PASSES_KEY_BYTES];
    key_of(&plan, 1, 250.0f, key);
    key_of(&plan, 1, 250.0f, other);
    assert_string_equal(key, other);
    key_of(&plan, 2, 250.0f, other);
    assert_string_not_equal(key, other);
    key_of(&plan, 1, 300.0f, other);
    assert_string_not_equal(key, other);

    struct session_plan changed[4] = {plan, plan, plan, plan};
    changed[0].scene.seed++;
    changed[1].scene.swell_m += 0.01f;
    changed[2].fade_in_s = 0.5f;
    changed[3].scene.brightness = 1.1f;
    for (int i = 0; i < 4; i++) {
        key_of(&changed[i], 1, 250.0f, other);
        assert_string_not_equal(key, other);
    }
}

static void names_and_sounds_do_not(void **state)
{
    (void)state;
    char key[APP_PASSES_KEY_BYTES], other[APP_PASSES_KEY_BYTES];
    struct session_plan renamed = plan;
    snprintf(renamed.scene.name, sizeof renamed.scene.name, "Another name");
    snprintf(renamed.name, sizeof renamed.name, "Another session");
    renamed.scene.gull_gain = 0.9f;
    key_of(&plan, 1, 250.0f, key);
    key_of(&renamed, 1, 250.0f, other);
    assert_string_equal(key, other);
}

static void a_photo_counts_by_its_bytes(void **state)
{
    (void)state;
    char first[APP_PASSES_KEY_BYTES], second[APP_PASSES_KEY_BYTES];
    struct session_plan photo = plan;
    photo.scene.place = SCENE_PLACE_PHOTO;
    snprintf(photo.scene.photo_path, sizeof photo.scene.photo_path, "%s/photo.png",
             getenv("XDG_CACHE_HOME"));
    assert_false(app_passes_key(&photo, 1, 250.0f, first)); // there is none
    assert_int_equal(file_write(photo.scene.photo_path, "one", 3), ERR_OK);
    key_of(&photo, 1, 250.0f, first);
    assert_int_equal(file_write(photo.scene.photo_path, "two", 3), ERR_OK);
    key_of(&photo, 1, 250.0f, second);
    assert_string_not_equal(first, second);
}

static void what_is_kept_is_found_again(void **state)
{
    (void)state;
    char key[APP_PASSES_KEY_BYTES], other[APP_PASSES_KEY_BYTES];
    key_of(&plan, 1, 250.0f, key);
    key_of(&plan, 0, 250.0f, other);
    assert_false(app_passes_has(key));
    app_passes_keep(key, "a place");
    app_passes_keep(other, "another");
    assert_true(app_passes_has(key));
    assert_true(app_passes_has(other));
    assert_false(app_passes_has("0123456789abcdef"));
    assert_false(app_passes_has(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_seen_decides),
        cmocka_unit_test(names_and_sounds_do_not),
        cmocka_unit_test(a_photo_counts_by_its_bytes),
        cmocka_unit_test(what_is_kept_is_found_again),
    };
    return cmocka_run_group_tests(tests, open_cache, NULL);
}
