// Sound that is started beside the place: the same as if one had waited for it, and nothing left.
#include "app/sound.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
// cmocka wants the headers above first.
#include <cmocka.h>

static const struct audio_desc desc = {.output = AUDIO_OUTPUT_PULL, .seed = 3, .volume = 0.5f};

static int leave(void **state)
{
    (void)state;
    return mem_live() == 0 ? 0 : -1;
}

static void what_is_taken_sounds(void **state)
{
    (void)state;
    struct app_sound sound = {0};
    app_sound_start(&sound, &desc);
    struct audio *audio = app_sound_take(&sound);
    assert_non_null(audio);
    audio_pull(audio, NULL, 4 * AUDIO_BLOCK);
    assert_int_equal(audio_state(audio).blocks, 4);
    assert_null(app_sound_take(&sound)); // once
    app_sound_fini(&sound);
    audio_destroy(audio);
}

static void who_leaves_early_leaves_nothing(void **state)
{
    (void)state;
    struct app_sound sound = {0};
    app_sound_start(&sound, &desc);
    app_sound_fini(&sound);
    struct app_sound idle = {0}; // never started
    assert_null(app_sound_take(&idle));
    app_sound_fini(&idle);
}

static void without_memory_there_is_none(void **state)
{
    (void)state;
    struct app_sound sound = {0};
    mem_fail_at(1);
    app_sound_start(&sound, &desc);
    assert_null(app_sound_take(&sound));
    mem_fail_at(0);
    app_sound_fini(&sound);
}

int main(void)
{
    setenv("ALSOFT_DRIVERS", "null", 1); // nothing of the machine's, only the mixer
    setenv("ALSOFT_CONF", "/dev/null", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_is_taken_sounds, leave),
        cmocka_unit_test_teardown(who_leaves_early_leaves_nothing, leave),
        cmocka_unit_test_teardown(without_memory_there_is_none, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
