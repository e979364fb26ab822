// What a tick of sound says of tones, noise, clicks and samples that are no good.
#include "breath/sound.h"

#include "base/rand.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const double TAU = 6.283185307179586;

typedef double source_fn(long sample);

static struct rand noise_rand;

static double tone_1000_hz(long sample)
{
    return 0.1 * sin(TAU * 1000.0 * (double)sample / BREATH_SOUND_RATE_HZ);
}

static double noise(long sample)
{
    (void)sample;
    return (double)rand_range(&noise_rand, -0.1f, 0.1f);
}

static double silence(long sample)
{
    (void)sample;
    return 0.0;
}

// A click of 1 ms every quarter of a second over faint noise.
static double clicks(long sample)
{
    return 0.01 * noise(sample) + (sample % 4000 < 16 ? 0.5 : 0.0);
}

// A voice's vowel: overtones of 130 Hz.
static double vowel(long sample)
{
    double sum = 0.0;
    for (int k = 1; k <= 20; k++) {
        sum += sin(TAU * 130.0 * k * (double)sample / BREATH_SOUND_RATE_HZ) / k;
    }
    return 0.05 * sum;
}

static double unreadable(long sample)
{
    return sample % 100 == 0 ? (double)NAN : noise(sample);
}

static double cut_off(long sample)
{
    return 30.0 * noise(sample);
}

// The last of several ticks.
static struct breath_sound_tick hear(source_fn *source)
{
    static struct breath_sound sound;
    struct breath_sound_tick tick = {0};
    int ticks = 0;
    noise_rand = rand_seeded(4, 4);
    breath_sound_init(&sound);
    for (long at = 0; at < 5L * 2048; at += BREATH_SOUND_BLOCK) {
        float block[BREATH_SOUND_BLOCK];
        for (int i = 0; i < BREATH_SOUND_BLOCK; i++) {
            block[i] = (float)source(at + i);
        }
        ticks += breath_sound_push(&sound, block, -50.0f, at + 1, &tick);
    }
    assert_int_equal(ticks, 5);
    assert_float_equal(tick.own_db, -50.0f, 0.0f);
    return tick;
}

static double loudest_db(const struct breath_sound_tick *tick)
{
    double loudest = -200.0;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        loudest = fmax(loudest, (double)tick->band_db[band]);
    }
    return loudest;
}

// A sine of 0.1 has a mean square of 0.005: -23 dB, all of it from 700 to 1100 Hz, all a line.
static void a_tone_has_its_level_in_its_band_and_is_a_line(void **state)
{
    (void)state;
    const struct breath_sound_tick tick = hear(tone_1000_hz);
    assert_float_equal(tick.band_db[4], -23.0f, 0.1f);
    assert_true(tick.line_share[4] > 0.95f);
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        assert_true(band == 4 || tick.band_db[band] < -70.0f);
    }
    assert_true(tick.is_whole);
}

// Even noise of 0.1 has a mean square of 0.0033 over 8 kHz: -24.8 dB, of which a band has its part;
// in 64 ms of 150 Hz the lower middle lies some 2 dB below the mean.
static void noise_has_its_level_in_each_band_and_no_lines(void **state)
{
    (void)state;
    static const double widths_hz[BREATH_SOUND_BANDS] = {100, 100, 150, 250, 400, 700, 1000, 2200};
    const struct breath_sound_tick tick = hear(noise);
    for (int band = 2; band < BREATH_SOUND_BANDS; band++) {
        const double expected_db = -24.8 + 10.0 * log10(widths_hz[band] / 8000.0);
        assert_float_equal(tick.band_db[band], (float)expected_db - 1.5f, 2.0f);
        assert_true(tick.line_share[band] < 0.2f);
    }
}

static void a_voice_stands_in_lines(void **state)
{
    (void)state;
    const struct breath_sound_tick tick = hear(vowel);
    for (int band = 2; band <= 6; band++) {
        assert_true(tick.line_share[band] > 0.5f);
    }
}

// The click alone would be at -36 dB within its 64 ms.
static void a_click_is_left_out(void **state)
{
    (void)state;
    const struct breath_sound_tick tick = hear(clicks);
    assert_true(loudest_db(&tick) < -60.0);
}

static void silence_is_the_floor_and_not_less(void **state)
{
    (void)state;
    const struct breath_sound_tick tick = hear(silence);
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        assert_float_equal(tick.band_db[band], BREATH_SOUND_FLOOR_DB, 0.1f);
        assert_float_equal(tick.line_share[band], 0.0f, 0.0f);
    }
    assert_true(tick.is_whole);
}

static void what_cannot_be_read_or_is_cut_off_is_not_whole(void **state)
{
    (void)state;
    source_fn *const sources[] = {unreadable, cut_off};
    for (int i = 0; i < 2; i++) {
        const struct breath_sound_tick tick = hear(sources[i]);
        assert_false(tick.is_whole);
        for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
            assert_true(isfinite(tick.band_db[band]) && isfinite(tick.line_share[band]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tone_has_its_level_in_its_band_and_is_a_line),
        cmocka_unit_test(noise_has_its_level_in_each_band_and_no_lines),
        cmocka_unit_test(a_voice_stands_in_lines),
        cmocka_unit_test(a_click_is_left_out),
        cmocka_unit_test(silence_is_the_floor_and_not_less),
        cmocka_unit_test(what_cannot_be_read_or_is_cut_off_is_not_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
