// Recordings of any rate come out as 16 kHz: as long, as loud, and without what would fold.
#include "sensor/wav.h"

#include "base/log.h"

#include <math.h>
#include <setjmp.h>
#include <sndfile.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const double TAU = 6.283185307179586;
static char path[64];

static struct sensor_wav wav;
static float heard[3 * SENSOR_WAV_RATE_HZ];

// Two seconds of a tone of amplitude 0.5 on the first channel; the others are silent.
static void write_tone(int rate_hz, int channels, double hz)
{
    SF_INFO info = {
        .samplerate = rate_hz, .channels = channels, .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT};
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    assert_non_null(file);
    for (int i = 0; i < 2 * rate_hz; i++) {
        float frame[4] = {(float)(0.5 * sin(TAU * hz * i / rate_hz))};
        assert_int_equal(sf_writef_float(file, frame, 1), 1);
    }
    sf_close(file);
}

static int read_all(void)
{
    wav = (struct sensor_wav){0};
    assert_int_equal(sensor_wav_open(&wav, path), ERR_OK);
    int count = 0, got = 0;
    do { // in odd pieces
        got = sensor_wav_read(&wav, heard + count, 777);
        count += got;
    } while (got == 777);
    sensor_wav_close(&wav);
    return count;
}

// Root of mean square of the middle, over that of a tone of amplitude 0.5, dB.
static double level_db(int count)
{
    double sum = 1e-20;
    for (int i = count / 4; i < count / 2; i++) {
        sum += (double)heard[i] * (double)heard[i];
    }
    return 10.0 * log10(sum / (count / 2 - count / 4) / 0.125);
}

static void any_rate_keeps_length_and_level(void **state)
{
    (void)state;
    static const int rates_hz[] = {2000, 4500, 8000, 11025, 16000, 22050, 44100, 48000, 96000};
    for (size_t i = 0; i < sizeof rates_hz / sizeof rates_hz[0]; i++) {
        write_tone(rates_hz[i], 1, 600.0);
        const int count = read_all();
        assert_true(abs(count - 2 * SENSOR_WAV_RATE_HZ) <= 8);
        assert_true(fabs(level_db(count)) < 0.05);
    }
}

// The tone is where it was: sample by sample the sine of 600 Hz.
static void a_tone_stays_in_time(void **state)
{
    (void)state;
    write_tone(44100, 1, 600.0);
    const int count = read_all();
    for (int i = count / 4; i < count / 2; i++) {
        const double expected = 0.5 * sin(TAU * 600.0 * i / SENSOR_WAV_RATE_HZ);
        assert_true(fabs((double)heard[i] - expected) < 2e-3);
    }
}

static void what_would_fold_is_gone(void **state)
{
    (void)state;
    static const double tones_hz[] = {8600.0, 10000.0, 15000.0, 20000.0};
    for (int i = 0; i < 4; i++) {
        write_tone(44100, 1, tones_hz[i]);
        assert_true(level_db(read_all()) < -65.0);
    }
}

// A tone of 900 Hz at 2 kHz has its image at 1100 Hz: what is left of it is noise below -60 dB.
static void no_image_appears_above_a_low_rate(void **state)
{
    (void)state;
    write_tone(2000, 1, 700.0);
    const int count = read_all();
    double image_sin = 0.0, image_cos = 0.0;
    const int from = count / 4, to = from + 8000;
    for (int i = from; i < to; i++) {
        image_sin += (double)heard[i] * sin(TAU * 1300.0 * i / SENSOR_WAV_RATE_HZ);
        image_cos += (double)heard[i] * cos(TAU * 1300.0 * i / SENSOR_WAV_RATE_HZ);
    }
    const double amplitude = hypot(image_sin, image_cos) / 4000.0;
    assert_true(20.0 * log10(amplitude / 0.5 + 1e-12) < -60.0);
}

static void channels_are_averaged(void **state)
{
    (void)state;
    write_tone(16000, 2, 600.0);
    assert_true(fabs(level_db(read_all()) + 6.02) < 0.1);
}

static void what_is_no_sound_is_said(void **state)
{
    (void)state;
    wav = (struct sensor_wav){0};
    assert_int_equal(sensor_wav_open(&wav, "/no/such.wav"), ERR_IO);
    sensor_wav_close(&wav);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("time_s,value\n0,1\n", file);
    fclose(file);
    assert_int_equal(sensor_wav_open(&wav, path), ERR_IO);
    sensor_wav_close(&wav);
}

int main(void)
{
    snprintf(path, sizeof path, "/tmp/respite-wav-%ld.wav", (long)getpid());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_rate_keeps_length_and_level),
        cmocka_unit_test(a_tone_stays_in_time),
        cmocka_unit_test(what_would_fold_is_gone),
        cmocka_unit_test(no_image_appears_above_a_low_rate),
        cmocka_unit_test(channels_are_averaged),
        cmocka_unit_test(what_is_no_sound_is_said),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
