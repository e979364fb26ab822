// What the generators make, by the figures an ear goes by: where the energy is, how fast it comes
// and goes, and that nothing repeats.
#include "audio/audio.h"
#include "audio/synth.h"
#include "stage/sound.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SECONDS = 12, COUNT = SECONDS * AUDIO_RATE_HZ };

static float made[COUNT];
static struct audio_synth synth;

static float steady(float t_s)
{
    (void)t_s;
    return 0.6f;
}

static float swell(float t_s) // runs up and back in ten seconds
{
    return 0.5f - 0.5f * cosf(6.2831853f * t_s / 10.0f);
}

static void make(uint8_t kind, uint64_t seed, float (*drive)(float t_s))
{
    audio_synth_init(&synth, kind, seed, 0);
    for (int at = 0; at < COUNT; at += AUDIO_BLOCK) {
        audio_synth_fill(&synth, drive((float)at / AUDIO_RATE_HZ), made + at, AUDIO_BLOCK);
    }
}

static double level_db(int from, int count)
{
    double sum = 1e-20;
    for (int i = from; i < from + count; i++) {
        sum += (double)made[i] * (double)made[i];
    }
    return 10.0 * log10(sum / count);
}

// Energy of a band in dB, by second-order filters at its ends.
static double band_db(float low_hz, float high_hz, int from, int count)
{
    struct audio_filter filters[4] = {0};
    double sum = 1e-20;
    for (int i = 0; i < 2; i++) {
        audio_filter_high(&filters[i], low_hz, 0.7071f);
        audio_filter_low(&filters[2 + i], high_hz, 0.7071f);
    }
    for (int i = from; i < from + count; i++) {
        float x = made[i];
        for (int f = 0; f < 4; f++) {
            x = audio_filter_step(&filters[f], x);
        }
        sum += (double)x * (double)x;
    }
    return 10.0 * log10(sum / count);
}

static void waves_are_mostly_below_four_kilohertz(void **state)
{
    (void)state;
    make(STAGE_SOUND_WAVES, 1, swell);
    const double low = band_db(60.0f, 4000.0f, 0, COUNT);
    const double high = band_db(4000.0f, 20000.0f, 0, COUNT);
    print_message("below 4 kHz %.1f dB, above %.1f dB\n", low, high);
    assert_true(low > high + 10.0);
    assert_true(band_db(20.0f, 60.0f, 0, COUNT) < low - 10.0); // no rumble
}

static void waves_swell_with_the_drive_and_are_never_gone(void **state)
{
    (void)state;
    make(STAGE_SOUND_WAVES, 1, swell);
    const double trough = level_db(10 * AUDIO_RATE_HZ - AUDIO_RATE_HZ / 2, AUDIO_RATE_HZ);
    const double crest = level_db(5 * AUDIO_RATE_HZ - AUDIO_RATE_HZ / 2, AUDIO_RATE_HZ);
    print_message("crest %.1f dBFS, trough %.1f dBFS\n", crest, trough);
    assert_true(crest > trough + 5.0 && crest < trough + 18.0);
    assert_true(crest > -26.0 && crest < -14.0);
}

static void water_that_drains_is_brighter_than_water_that_rises(void **state)
{
    (void)state;
    make(STAGE_SOUND_WAVES, 1, swell);
    const int rate = AUDIO_RATE_HZ;
    const double rising =
        band_db(2000.0f, 6000.0f, 2 * rate, rate) - band_db(100.0f, 1000.0f, 2 * rate, rate);
    const double falling =
        band_db(2000.0f, 6000.0f, 8 * rate, rate) - band_db(100.0f, 1000.0f, 8 * rate, rate);
    assert_true(falling > rising + 3.0);
}

// A whine would be a line: narrow bands beside each other differ by little in noise.
static void what_flows_has_no_whine(void **state)
{
    (void)state;
    static const uint8_t kinds[] = {STAGE_SOUND_WAVES, STAGE_SOUND_WIND};
    for (int k = 0; k < 2; k++) {
        make(kinds[k], 1, steady);
        double before = band_db(80.0f, 88.0f, 0, COUNT);
        for (float hz = 88.0f; hz < 6000.0f; hz *= 1.1f) {
            const double now = band_db(hz, hz * 1.1f, 0, COUNT);
            assert_true(fabs(now - before) < 4.0);
            before = now;
        }
    }
}

static void what_flows_never_repeats(void **state)
{
    (void)state;
    static const uint8_t kinds[] = {STAGE_SOUND_WAVES, STAGE_SOUND_WIND};
    const int window = AUDIO_RATE_HZ / 2;
    for (int k = 0; k < 2; k++) {
        make(kinds[k], 1, steady);
        double own = 0.0;
        for (int i = 0; i < window; i++) {
            own += (double)made[i] * (double)made[i];
        }
        for (int lag = window; lag < COUNT - window; lag += 97) {
            double sum = 0.0, other = 1e-20;
            for (int i = 0; i < window; i += 3) {
                sum += 3.0 * (double)made[i] * (double)made[i + lag];
                other += 3.0 * (double)made[i + lag] * (double)made[i + lag];
            }
            assert_true(sum < 0.5 * sqrt(own * other));
        }
    }
}

static void two_voices_of_one_seed_are_two_places(void **state)
{
    (void)state;
    struct audio_synth other;
    float a[AUDIO_BLOCK], b[AUDIO_BLOCK];
    audio_synth_init(&synth, STAGE_SOUND_WAVES, 1, 0);
    audio_synth_init(&other, STAGE_SOUND_WAVES, 1, 1);
    double cross = 0.0, power = 0.0;
    for (int block = 0; block < 400; block++) {
        audio_synth_fill(&synth, 0.5f, a, AUDIO_BLOCK);
        audio_synth_fill(&other, 0.5f, b, AUDIO_BLOCK);
        for (int i = 0; i < AUDIO_BLOCK; i++) {
            cross += (double)a[i] * (double)b[i];
            power += (double)a[i] * (double)a[i];
        }
    }
    assert_true(fabs(cross) < 0.2 * power);
}

static void calls_begin_softly_end_and_end_in_silence(void **state)
{
    (void)state;
    static const struct {
        uint8_t kind;
        float attack_s, longest_s, peak_dbfs;
    } cases[] = {{STAGE_SOUND_GULL, 0.01f, 2.5f, -10.0f},
                 {STAGE_SOUND_TICK, 0.001f, 0.4f, -10.0f},
                 {STAGE_SOUND_CHIME, 0.03f, 9.5f, -10.0f}};
    for (int c = 0; c < 3; c++) {
        audio_synth_init(&synth, cases[c].kind, 7, 0);
        assert_false(audio_synth_sounds(&synth));
        audio_synth_call(&synth);
        assert_true(audio_synth_sounds(&synth));
        float peak = 0.0f;
        for (int at = 0; at < COUNT; at += AUDIO_BLOCK) {
            audio_synth_fill(&synth, 0.0f, made + at, AUDIO_BLOCK);
        }
        for (int i = 0; i < COUNT; i++) {
            peak = fmaxf(peak, fabsf(made[i]));
        }
        for (int i = 0; i < (int)(cases[c].attack_s * AUDIO_RATE_HZ); i++) {
            assert_true(fabsf(made[i]) < 0.6f * peak);
        }
        for (int i = (int)(cases[c].longest_s * AUDIO_RATE_HZ); i < COUNT; i++) {
            assert_true(fabsf(made[i]) < 1e-4f);
        }
        assert_true(20.0f * log10f(peak) < cases[c].peak_dbfs && peak > 0.03f);
        assert_false(audio_synth_sounds(&synth));
    }
}

static void a_gull_is_not_the_same_twice(void **state)
{
    (void)state;
    double levels[4];
    audio_synth_init(&synth, STAGE_SOUND_GULL, 7, 0);
    for (int call = 0; call < 4; call++) {
        audio_synth_call(&synth);
        for (int at = 0; at < 3 * AUDIO_RATE_HZ; at += AUDIO_BLOCK) {
            audio_synth_fill(&synth, 0.0f, made + at, AUDIO_BLOCK);
        }
        levels[call] = band_db(900.0f, 1000.0f, 0, 2 * AUDIO_RATE_HZ);
        for (int before = 0; before < call; before++) {
            assert_true(fabs(levels[call] - levels[before]) > 0.01);
        }
    }
}

static void many_calls_at_once_stay_bounded_and_without_a_click(void **state)
{
    (void)state;
    audio_synth_init(&synth, STAGE_SOUND_CHIME, 7, 0);
    for (int at = 0; at < COUNT; at += AUDIO_BLOCK) {
        if (at / AUDIO_BLOCK % 20 == 0) {
            audio_synth_call(&synth);
        }
        audio_synth_fill(&synth, 0.0f, made + at, AUDIO_BLOCK);
    }
    for (int i = 1; i < COUNT; i++) {
        assert_true(fabsf(made[i]) < 0.9f);
        assert_true(fabsf(made[i] - made[i - 1]) < 0.05f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waves_are_mostly_below_four_kilohertz),
        cmocka_unit_test(waves_swell_with_the_drive_and_are_never_gone),
        cmocka_unit_test(water_that_drains_is_brighter_than_water_that_rises),
        cmocka_unit_test(what_flows_has_no_whine),
        cmocka_unit_test(what_flows_never_repeats),
        cmocka_unit_test(two_voices_of_one_seed_are_two_places),
        cmocka_unit_test(calls_begin_softly_end_and_end_in_silence),
        cmocka_unit_test(a_gull_is_not_the_same_twice),
        cmocka_unit_test(many_calls_at_once_stay_bounded_and_without_a_click),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
