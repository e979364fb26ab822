// The audio thread with a device, without one, and when one goes away.
#include "audio/audio.h"
#include "audio/output.h"
#include "audio/place.h"
#include "base/clock.h"

#include <SDL.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static struct audio *make(enum audio_output output)
{
    const struct audio_desc desc = {.output = output, .seed = 1, .volume = 1.0f};
    struct audio *audio = NULL;
    assert_int_equal(audio_create(&desc, &audio), ERR_OK);
    return audio;
}

// However slow the machine is, it comes to this sooner or later.
static void wait_for_blocks(const struct audio *audio, int64_t count)
{
    while (audio_state(audio).blocks < count) {
        clock_sleep_until_ns(clock_now_ns() + 5 * NS_PER_MS);
    }
}

static void play_a_little(struct audio *audio)
{
    struct stage stage = {0};
    struct stage_sound *sound = stage_add_sound(&stage);
    sound->kind = STAGE_SOUND_WAVES;
    sound->at_m = (vec3s){{-1.0f, 0.0f, -1.0f}};
    sound->gain = 1.0f;
    sound->drive = 0.5f;
    sound->reference_m = 2.0f;
    for (int frame = 0; frame < 40; frame++) {
        audio_place(audio, pose_identity(), &stage);
        wait_for_blocks(audio, audio_state(audio).blocks + 1);
    }
    audio_fade(audio, 0.0f, 0.05f);
    wait_for_blocks(audio, audio_state(audio).blocks + 40);
    assert_true(audio_state(audio).loudness_dbfs > -60.0f);
    assert_true(audio_state(audio).dose_pa2h > 0.0);
}

static void a_device_is_fed_by_a_thread_of_its_own(void **state)
{
    (void)state;
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    struct audio *audio = make(AUDIO_OUTPUT_DEVICE);
    assert_true(audio_state(audio).has_device);
    play_a_little(audio);
    assert_true(audio_state(audio).has_device);
    audio_destroy(audio);
}

static void without_a_device_it_goes_on_at_the_same_pace(void **state)
{
    (void)state;
    setenv("SDL_AUDIODRIVER", "no such driver", 1);
    struct audio *audio = make(AUDIO_OUTPUT_DEVICE);
    assert_false(audio_state(audio).has_device);
    const int64_t begin_ns = clock_now_ns();
    play_a_little(audio);
    // Never faster than real time: 80 blocks and more take at least this long.
    const int64_t paced_ns =
        (audio_state(audio).blocks - 8) * AUDIO_BLOCK * NS_PER_S / AUDIO_RATE_HZ;
    assert_true(clock_now_ns() - begin_ns >= paced_ns);
    audio_destroy(audio);
    assert_false(audio_has_microphone());
}

static void nobody_needs_to_hear_it(void **state)
{
    (void)state;
    struct audio *audio = make(AUDIO_OUTPUT_NONE);
    assert_false(audio_state(audio).has_device);
    play_a_little(audio);
    audio_destroy(audio);
    audio_destroy(NULL);
}

static void a_lost_device_is_told_and_opened_again(void **state)
{
    (void)state;
    static const float silence[AUDIO_BLOCK * AUDIO_CHANNELS];
    static struct audio_output_device output;
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    assert_int_equal(audio_output_init(&output), ERR_OK);
    for (int block = 0; block < 10; block++) {
        assert_true(audio_output_play(&output, silence));
    }
    SDL_PauseAudioDevice(output.device, 1); // it takes nothing any more
    int taken = 0;
    while (audio_output_play(&output, silence)) {
        assert_true(++taken <= AUDIO_OUTPUT_AHEAD + 1);
    }
    assert_true(audio_output_reopen(&output));
    for (int block = 0; block < 10; block++) {
        assert_true(audio_output_play(&output, silence));
    }
    audio_output_fini(&output);
    audio_output_fini(&output);
}

// Every scene that is read is one that was written whole, and the last one is read in the end.
static struct audio_place place;
enum { SCENES = 200000 };

static void *write_scenes(void *user)
{
    (void)user;
    for (int n = 1; n <= SCENES; n++) {
        struct audio_scene *scene = audio_place_begin_write(&place);
        scene->count = n;
        scene->head.at_m.x = (float)n;
        scene->sounds[STAGE_SOUND_MAX - 1].count = (uint32_t)n;
        audio_place_end_write(&place);
    }
    return NULL;
}

static void scenes_are_read_whole_and_the_newest_wins(void **state)
{
    (void)state;
    audio_place_init(&place);
    pthread_t writer;
    assert_int_equal(pthread_create(&writer, NULL, write_scenes, NULL), 0);
    int last = 0;
    while (last < SCENES) {
        const struct audio_scene *scene = audio_place_read(&place);
        assert_true(scene->count >= last);
        assert_true(scene->head.at_m.x == (float)scene->count);
        assert_int_equal(scene->sounds[STAGE_SOUND_MAX - 1].count, scene->count);
        last = scene->count;
    }
    pthread_join(writer, NULL);
}

int main(void)
{
    setenv("ALSOFT_DRIVERS", "null", 1); // nothing of the machine's, only the mixer
    setenv("ALSOFT_CONF", "/dev/null", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_is_fed_by_a_thread_of_its_own),
        cmocka_unit_test(without_a_device_it_goes_on_at_the_same_pace),
        cmocka_unit_test(nobody_needs_to_hear_it),
        cmocka_unit_test(a_lost_device_is_told_and_opened_again),
        cmocka_unit_test(scenes_are_read_whole_and_the_newest_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
