// Levels and dose agree with the standards' own figures.
#include "audio/meter.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const double TWO_PI = 6.283185307179586;

static struct audio_meter meter;

static void play(double hz, double amplitude, double seconds)
{
    float frames[AUDIO_BLOCK * AUDIO_CHANNELS];
    const int blocks = (int)(seconds * AUDIO_RATE_HZ / AUDIO_BLOCK + 0.5);
    audio_peak_prepare();
    audio_meter_init(&meter);
    for (int64_t i = 0, block = 0; block < blocks; block++) {
        for (int n = 0; n < AUDIO_BLOCK; n++, i++) {
            const double x = amplitude * sin(TWO_PI * fmod(hz * (double)i / AUDIO_RATE_HZ, 1.0));
            frames[2 * n] = (float)(0.1 * x);
            frames[2 * n + 1] = (float)x; // the louder ear counts
        }
        audio_meter_block(&meter, frames);
    }
}

static void the_weighting_is_that_of_iec_61672(void **state)
{
    (void)state;
    // Table 3 of IEC 61672-1; class 1 allows +2 and -5 dB at the last, 1 and more at the others.
    static const struct {
        double hz, weight_db, within_db;
    } cases[] = {{31.5, -39.4, 0.3}, {63, -26.2, 0.3},  {125, -16.1, 0.3}, {250, -8.6, 0.3},
                 {500, -3.2, 0.2},   {1000, 0, 0.05},   {2000, 1.2, 0.2},  {4000, 1.0, 0.3},
                 {8000, -1.1, 0.4},  {12500, -4.3, 1.6}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        play(cases[i].hz, 0.5, 3.0);
        const double level = (double)audio_meter_loudness_dbfs(&meter);
        const double expected = 20.0 * log10(0.5 / sqrt(2.0)) + cases[i].weight_db;
        print_message("%.0f Hz: %.2f dB, %.2f expected\n", cases[i].hz, level, expected);
        assert_true(fabs(level - expected) < cases[i].within_db);
    }
}

// 1 kHz at amplitude 0.2 is 0.02 Pa^2; for 36 s, a hundredth of an hour, 0.0002 Pa^2 h.
static void the_dose_of_a_known_sine_is_the_one_worked_out_by_hand(void **state)
{
    (void)state;
    play(1000.0, 0.2, 36.0);
    const double dose = audio_meter_dose_pa2h(&meter);
    print_message("%.6f Pa^2 h\n", dose);
    assert_true(fabs(dose - 0.0002) < 0.000002);
}

// 80 dB(A) is 0.2 Pa; forty hours of it are 1.6 Pa^2 h (ITU-T H.870). Ten seconds are 1/14400.
static void eighty_decibels_for_forty_hours_are_the_weekly_allowance(void **state)
{
    (void)state;
    play(1000.0, 0.2 * sqrt(2.0), 10.0);
    assert_true(fabs((double)audio_meter_loudness_dbfs(&meter) + 94.0 - 80.0) < 0.1);
    assert_true(fabs(audio_meter_dose_pa2h(&meter) * 14400.0 - 1.6) < 0.02);
}

static void the_true_peak_lies_between_the_samples(void **state)
{
    (void)state;
    float frames[AUDIO_BLOCK * AUDIO_CHANNELS];
    audio_peak_prepare();
    audio_meter_init(&meter);
    for (int n = 0; n < AUDIO_BLOCK; n++) { // every sample is +-0.7071 of a sine of 1
        frames[2 * n] = (float)sin(TWO_PI * (0.25 * n + 0.125));
        frames[2 * n + 1] = 0.0f;
    }
    for (int block = 0; block < 4; block++) {
        audio_meter_block(&meter, frames);
    }
    assert_true(fabsf(audio_meter_peak_dbfs(&meter)) < 0.2f);
}

static void a_second_of_silence_forgets_the_level_but_not_the_dose(void **state)
{
    (void)state;
    static const float silence[AUDIO_BLOCK * AUDIO_CHANNELS];
    play(1000.0, 0.5, 2.0);
    const double dose = audio_meter_dose_pa2h(&meter);
    for (int block = 0; block < 2 * AUDIO_METER_SECOND; block++) {
        audio_meter_block(&meter, silence);
    }
    assert_true(audio_meter_loudness_dbfs(&meter) < -100.0f);
    assert_true(audio_meter_peak_dbfs(&meter) < -100.0f);
    assert_true(audio_meter_dose_pa2h(&meter) >= dose);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_weighting_is_that_of_iec_61672),
        cmocka_unit_test(the_dose_of_a_known_sine_is_the_one_worked_out_by_hand),
        cmocka_unit_test(eighty_decibels_for_forty_hours_are_the_weekly_allowance),
        cmocka_unit_test(the_true_peak_lies_between_the_samples),
        cmocka_unit_test(a_second_of_silence_forgets_the_level_but_not_the_dose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
