// What is heard, pulled block by block as the audio thread does it, without a device.
#include "audio/al.h"
#include "audio/audio.h"
#include "audio/wav.h"
#include "base/mem.h"
#include "base/rand.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SECOND = 188 * AUDIO_BLOCK, LAG_MAX = 60 };

static float heard[8 * SECOND * 2];
static struct stage stage;

static struct audio *make(uint64_t seed)
{
    const struct audio_desc desc = {.output = AUDIO_OUTPUT_PULL, .seed = seed, .volume = 1.0f};
    struct audio *audio = NULL;
    assert_int_equal(audio_create(&desc, &audio), ERR_OK);
    return audio;
}

static struct stage_sound *sound(uint8_t kind, vec3s at_m)
{
    struct stage_sound *added = stage_add_sound(&stage);
    assert_non_null(added);
    added->kind = kind;
    added->at_m = at_m;
    added->gain = 1.0f;
    added->reference_m = 2.0f;
    added->drive = 0.7f;
    return added;
}

static void silence(void)
{
    stage = (struct stage){0};
}

static double level_db(const float *frames, int count, int channel)
{
    double sum = 1e-20;
    for (int i = 0; i < count; i++) {
        sum += (double)frames[2 * i + channel] * (double)frames[2 * i + channel];
    }
    return 10.0 * log10(sum / count);
}

// Samples by which the right ear follows the left, by the highest correlation.
static int lag(const float *frames, int count)
{
    int best = 0;
    double highest = -1.0;
    for (int shift = -LAG_MAX; shift <= LAG_MAX; shift++) {
        double sum = 0.0;
        for (int i = LAG_MAX; i < count - LAG_MAX; i++) {
            sum += (double)frames[2 * i] * (double)frames[2 * (i + shift) + 1];
        }
        if (sum > highest) {
            highest = sum;
            best = shift;
        }
    }
    return best;
}

static float jump(const float *frames, int count)
{
    float largest = 0.0f;
    for (int i = 2; i < 2 * count; i++) {
        largest = fmaxf(largest, fabsf(frames[i] - frames[i - 2]));
    }
    return largest;
}

// White noise straight into the mixer, so that what is measured is the mixer's.
static void render_noise(vec3s at_m, struct pose head, float *out, int blocks)
{
    struct audio_al al = {0};
    struct rand rand = rand_seeded(1, 2);
    float samples[AUDIO_BLOCK];
    assert_int_equal(audio_al_init(&al), ERR_OK);
    audio_al_enter(&al);
    audio_al_listen(&al, head);
    for (int block = 0; block < blocks; block++) {
        for (int i = 0; i < AUDIO_BLOCK; i++) {
            samples[i] = rand_range(&rand, -0.3f, 0.3f);
        }
        audio_al_put(&al.sources[0], at_m, 2.0f, false);
        audio_al_feed(&al.sources[0], samples);
        audio_al_render(&al, out + (ptrdiff_t)block * AUDIO_BLOCK * 2);
    }
    audio_al_leave(&al);
    audio_al_fini(&al);
}

static void left_is_left_and_right_its_mirror(void **state)
{
    (void)state;
    static float left[64 * AUDIO_BLOCK * 2], right[64 * AUDIO_BLOCK * 2];
    render_noise((vec3s){{-2.0f, 0.0f, 0.0f}}, pose_identity(), left, 64);
    render_noise((vec3s){{2.0f, 0.0f, 0.0f}}, pose_identity(), right, 64);
    const int count = 60 * AUDIO_BLOCK;
    const float *from = left + 4 * AUDIO_BLOCK * 2;
    const double difference_db = level_db(from, count, 0) - level_db(from, count, 1);
    const double lead_ms = 1000.0 * lag(from, count) / AUDIO_RATE_HZ;
    print_message("left is %.1f dB louder and %.2f ms earlier\n", difference_db, lead_ms);
    assert_true(difference_db >= 10.0);
    assert_true(lead_ms >= 0.4 && lead_ms <= 1.0);
    for (int i = 0; i < 64 * AUDIO_BLOCK; i++) {
        assert_true(fabsf(left[2 * i] - right[2 * i + 1]) < 1e-4f);
        assert_true(fabsf(left[2 * i + 1] - right[2 * i]) < 1e-4f);
    }
}

static void turning_round_swaps_the_ears(void **state)
{
    (void)state;
    static float turned[32 * AUDIO_BLOCK * 2];
    struct pose head = pose_identity();
    head.turn = pose_turn_yaw_pitch(3.14159265f, 0.0f);
    head.at_m = (vec3s){{1.0f, 1.5f, -4.0f}};
    render_noise((vec3s){{-1.0f, 1.5f, -4.0f}}, head, turned, 32);
    const float *from = turned + 4 * AUDIO_BLOCK * 2;
    assert_true(level_db(from, 28 * AUDIO_BLOCK, 1) - level_db(from, 28 * AUDIO_BLOCK, 0) > 10.0);
    assert_true(lag(from, 28 * AUDIO_BLOCK) < -19);
}

// Up to what limiter and look-ahead add, a sound of the stage comes from where the stage has it.
static void what_is_seen_left_is_heard_left(void **state)
{
    (void)state;
    for (int is_locked = 0; is_locked < 2; is_locked++) {
        struct audio *audio = make(5);
        struct pose head = pose_identity();
        head.turn = pose_turn_yaw_pitch(3.14159265f, 0.0f);
        silence();
        struct stage_sound *waves = sound(STAGE_SOUND_WAVES, (vec3s){{-2.0f, 0.0f, 0.0f}});
        waves->is_head_locked = is_locked;
        audio_place(audio, head, &stage);
        audio_pull(audio, heard, SECOND);
        const double left_db =
            level_db(heard + SECOND, SECOND / 2, 0) - level_db(heard + SECOND, SECOND / 2, 1);
        assert_true(is_locked ? left_db > 4.0 : left_db < -4.0);
        audio_destroy(audio);
    }
}

static void distance_halves_what_is_heard(void **state)
{
    (void)state;
    double level[2];
    for (int i = 0; i < 2; i++) {
        struct audio *audio = make(5);
        silence();
        sound(STAGE_SOUND_WAVES, (vec3s){{0.0f, 0.0f, i ? -8.0f : -4.0f}});
        audio_place(audio, pose_identity(), &stage);
        audio_pull(audio, heard, SECOND);
        level[i] = level_db(heard + SECOND, SECOND / 2, 0);
        audio_destroy(audio);
    }
    assert_true(fabs(level[0] - level[1] - 6.02) < 0.1);
}

// Everything at once, with the head in motion.
static void play_everything(uint64_t seed, float *out, int seconds)
{
    struct audio *audio = make(seed);
    for (int block = 0; block < 188 * seconds; block++) {
        const float t = (float)block / 188.0f;
        struct pose head = pose_identity();
        head.turn = pose_turn_yaw_pitch(0.6f * sinf(t), 0.1f * t);
        silence();
        sound(STAGE_SOUND_WAVES, (vec3s){{-3.0f, 0.0f, -4.0f}})->drive = 0.5f + 0.5f * sinf(t);
        sound(STAGE_SOUND_WIND, (vec3s){{3.0f, 3.0f, 2.0f}});
        sound(STAGE_SOUND_GULL, (vec3s){{9.0f, 9.0f, -9.0f}})->count = t > 1.0f;
        sound(STAGE_SOUND_TICK, (vec3s){{0.0f, 0.0f, -2.0f}})->count = (uint32_t)t;
        sound(STAGE_SOUND_CHIME, (vec3s){{0.0f, 0.0f, -2.0f}})->count = t > 2.0f;
        audio_place(audio, head, &stage);
        audio_pull(audio, out + (ptrdiff_t)block * AUDIO_BLOCK * 2, AUDIO_BLOCK);
    }
    audio_destroy(audio);
}

static void the_same_seed_and_pulls_give_the_same_bytes(void **state)
{
    (void)state;
    static float again[4 * SECOND * 2];
    play_everything(9, heard, 4);
    play_everything(9, again, 4);
    assert_memory_equal(heard, again, sizeof again);
    play_everything(10, again, 4);
    assert_true(memcmp(heard, again, sizeof again) != 0);
}

static void everything_at_once_stays_a_number_and_below_the_ceiling(void **state)
{
    (void)state;
    play_everything(9, heard, 4);
    for (int i = 0; i < 2 * 4 * SECOND; i++) {
        assert_true(isfinite(heard[i]) && fabsf(heard[i]) < 0.891f);
    }
}

static void nonsense_on_the_stage_is_not_played(void **state)
{
    (void)state;
    struct audio *audio = make(1);
    silence();
    sound(STAGE_SOUND_WAVES, (vec3s){{NAN, 0.0f, 0.0f}});
    sound(STAGE_SOUND_WAVES, (vec3s){{0.0f, 0.0f, -1.0f}})->gain = INFINITY;
    sound(200, (vec3s){{0.0f, 0.0f, -1.0f}});
    sound(STAGE_SOUND_WIND, (vec3s){{0.0f, 0.0f, -1.0f}})->drive = NAN;
    audio_place(audio, pose_identity(), &stage);
    audio_pull(audio, heard, SECOND);
    for (int i = 0; i < 2 * SECOND; i++) {
        assert_true(heard[i] == 0.0f);
    }
    audio_destroy(audio);
}

// A steady wind that is cut off and comes back, against the same wind left alone: no step is
// larger than those the wind has of its own.
static void sounds_begin_and_end_without_a_click(void **state)
{
    (void)state;
    struct audio *audio = make(3);
    silence();
    sound(STAGE_SOUND_WIND, (vec3s){{-1.0f, 0.0f, -1.0f}});
    audio_place(audio, pose_identity(), &stage);
    audio_pull(audio, heard, SECOND);
    audio_pull(audio, heard, 2 * SECOND);
    const float own = jump(heard, 2 * SECOND);
    for (int turn = 0; turn < 8; turn++) {
        silence();
        if (turn % 2) {
            sound(STAGE_SOUND_WIND, (vec3s){{-1.0f, 0.0f, -1.0f}});
        }
        audio_place(audio, pose_identity(), &stage);
        audio_pull(audio, heard, SECOND);
        assert_true(jump(heard, SECOND) <= own);
        if (turn % 2 == 0) { // gone within a quarter of a second
            assert_true(level_db(heard + SECOND, SECOND / 2, 0) < -110.0);
        }
    }
    audio_destroy(audio);
}

static int count_calls(const float *frames, int blocks)
{
    int calls = 0;
    int quiet = 20;
    for (int block = 0; block < blocks; block++) {
        const double level = level_db(frames + (ptrdiff_t)block * AUDIO_BLOCK * 2, AUDIO_BLOCK, 0);
        calls += level > -50.0 && quiet >= 20;
        quiet = level > -50.0 ? 0 : quiet + 1;
    }
    return calls;
}

static void a_call_is_made_once_each_time_the_count_rises(void **state)
{
    (void)state;
    static const uint32_t counts[] = {0, 1, 1, 3, 0, 0, 1, 1};
    struct audio *audio = make(3);
    for (int i = 0; i < 8; i++) {
        silence();
        sound(STAGE_SOUND_TICK, (vec3s){{0.0f, 0.0f, -1.0f}})->count = counts[i];
        audio_place(audio, pose_identity(), &stage);
        audio_pull(audio, heard + (ptrdiff_t)i * SECOND * 2, SECOND);
        if (i == 2) { // away and back: nothing is repeated
            silence();
            audio_place(audio, pose_identity(), &stage);
            audio_pull(audio, NULL, SECOND);
        }
    }
    assert_int_equal(count_calls(heard, 8 * 188), 3);
    audio_destroy(audio);
}

// Sixteen voices are taken, one by a tone that rings on; what comes near is heard all the same, and
// what comes from afar is not.
static void the_loudest_sixteen_are_heard(void **state)
{
    (void)state;
    double level[2];
    for (int is_near = 0; is_near < 2; is_near++) {
        struct audio *audio = make(3);
        silence();
        for (int i = 0; i < 15; i++) {
            sound(STAGE_SOUND_WIND, (vec3s){{0.0f, 0.0f, -200.0f}})->voice = (uint16_t)i;
        }
        struct stage_sound *chime = sound(STAGE_SOUND_CHIME, (vec3s){{5.0f, 0.0f, 0.0f}});
        chime->count = 1;
        chime->gain = 0.05f;
        audio_place(audio, pose_identity(), &stage);
        audio_pull(audio, NULL, SECOND);
        stage.sound_count = 15; // the chime's list entry goes, the chime rings
        sound(STAGE_SOUND_WAVES, (vec3s){{is_near ? -1.0f : -900.0f, 0.0f, 0.0f}});
        audio_place(audio, pose_identity(), &stage);
        audio_pull(audio, NULL, SECOND / 2);
        audio_pull(audio, heard, SECOND);
        level[is_near] = level_db(heard, SECOND, 0);
        audio_destroy(audio);
    }
    assert_true(level[1] > level[0] + 10.0);
}

static void a_fade_ends_in_silence_and_comes_back(void **state)
{
    (void)state;
    struct audio *audio = make(3);
    silence();
    sound(STAGE_SOUND_WIND, (vec3s){{0.0f, 0.0f, -1.0f}});
    audio_place(audio, pose_identity(), &stage);
    audio_pull(audio, heard, 2 * SECOND);
    const double full = level_db(heard + 2 * SECOND, SECOND, 0);
    const float own = jump(heard, 2 * SECOND);
    audio_fade(audio, 0.0f, 0.5f);
    audio_pull(audio, heard, SECOND);
    assert_true(jump(heard, SECOND) <= own * 1.2f);
    assert_true(level_db(heard + 2 * 32 * AUDIO_BLOCK, 16 * AUDIO_BLOCK, 0) > full - 12.0);
    assert_true(level_db(heard + 2 * 120 * AUDIO_BLOCK, 60 * AUDIO_BLOCK, 0) < -150.0);
    audio_fade(audio, 1.0f, 0.1f);
    audio_pull(audio, NULL, SECOND);
    audio_pull(audio, heard, SECOND);
    assert_true(level_db(heard, SECOND, 0) > full - 4.0);
    audio_destroy(audio);
}

static void a_steady_pull_allocates_nothing_of_ours(void **state)
{
    (void)state;
    const long live = mem_live();
    struct audio *audio = make(3);
    silence();
    sound(STAGE_SOUND_WAVES, (vec3s){{0.0f, 0.0f, -1.0f}});
    audio_place(audio, pose_identity(), &stage);
    audio_pull(audio, NULL, SECOND);
    const long count = mem_count();
    audio_place(audio, pose_identity(), &stage);
    audio_pull(audio, NULL, SECOND);
    assert_int_equal(mem_count(), count);
    assert_int_equal(audio_state(audio).blocks, 2 * 188);
    audio_destroy(audio);
    assert_int_equal(mem_live(), live);
}

static void a_file_keeps_what_was_heard(void **state)
{
    (void)state;
    char path[] = "/tmp/respite-wav-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    play_everything(9, heard, 1);
    struct audio_wav wav = {0};
    assert_int_equal(audio_wav_init(&wav, path), ERR_OK);
    assert_int_equal(audio_wav_write(&wav, heard, SECOND), ERR_OK);
    assert_int_equal(audio_wav_fini(&wav), ERR_OK);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static short kept[SECOND * 2];
    unsigned char header[44];
    assert_int_equal(fread(header, 1, 44, file), 44);
    assert_memory_equal(header, "RIFF", 4);
    assert_memory_equal(header + 36, "data", 4);
    assert_int_equal(fread(kept, sizeof kept[0], SECOND * 2, file), SECOND * 2);
    fclose(file);
    unlink(path);
    for (int i = 0; i < 2 * SECOND; i++) {
        assert_true(fabsf((float)kept[i] / 32767.0f - heard[i]) < 1.6f / 32767.0f);
    }
    assert_int_equal(audio_wav_init(&wav, "/nowhere/x.wav"), ERR_IO);
    assert_int_equal(audio_wav_fini(&wav), ERR_OK);
}

int main(void)
{
    setenv("ALSOFT_DRIVERS", "null", 1); // nothing of the machine's, only the mixer
    setenv("ALSOFT_CONF", "/dev/null", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(left_is_left_and_right_its_mirror),
        cmocka_unit_test(turning_round_swaps_the_ears),
        cmocka_unit_test(what_is_seen_left_is_heard_left),
        cmocka_unit_test(distance_halves_what_is_heard),
        cmocka_unit_test(the_same_seed_and_pulls_give_the_same_bytes),
        cmocka_unit_test(everything_at_once_stays_a_number_and_below_the_ceiling),
        cmocka_unit_test(nonsense_on_the_stage_is_not_played),
        cmocka_unit_test(sounds_begin_and_end_without_a_click),
        cmocka_unit_test(a_call_is_made_once_each_time_the_count_rises),
        cmocka_unit_test(the_loudest_sixteen_are_heard),
        cmocka_unit_test(a_fade_ends_in_silence_and_comes_back),
        cmocka_unit_test(a_steady_pull_allocates_nothing_of_ours),
        cmocka_unit_test(a_file_keeps_what_was_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
