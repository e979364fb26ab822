// The limiter keeps its ceiling whatever comes, and moves without a click.
#include "audio/limit.h"
#include "base/rand.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { FRAMES = 48000, HALF = 48, PARTS = 16 };

static float in[FRAMES * 2], out[FRAMES * 2];
static const double PI = 3.141592653589793;

// A judge of its own: sixteen times the samples, a Blackman-windowed sinc of 96 taps.
static double true_peak(const float *frames, int channel)
{
    static double taps[PARTS][2 * HALF];
    for (int part = 0; part < PARTS; part++) {
        for (int i = 0; i < 2 * HALF; i++) {
            const double x = i - (HALF - 1) - (double)part / PARTS;
            const double w = 0.42 + 0.5 * cos(PI * x / HALF) + 0.08 * cos(2.0 * PI * x / HALF);
            taps[part][i] = (fabs(x) < 1e-9 ? 1.0 : sin(PI * x) / (PI * x)) * w;
        }
    }
    double highest = 0.0;
    for (int at = 0; at + 2 * HALF < FRAMES; at++) {
        for (int part = 0; part < PARTS; part++) {
            double sum = 0.0;
            for (int i = 0; i < 2 * HALF; i++) {
                sum += taps[part][i] * (double)frames[2 * (at + i) + channel];
            }
            highest = fmax(highest, fabs(sum));
        }
    }
    return 20.0 * log10(highest + 1e-12);
}

static void limit(void)
{
    static struct audio_limit limiter;
    audio_peak_prepare();
    audio_limit_init(&limiter);
    memcpy(out, in, sizeof out);
    for (int at = 0; at < FRAMES; at += AUDIO_BLOCK) {
        const int left = FRAMES - at < AUDIO_BLOCK ? FRAMES - at : AUDIO_BLOCK;
        audio_limit_run(&limiter, out + 2 * at, left);
    }
}

enum torture { QUARTER, NOISE, STEPS, CLICKS, HIGH, BURSTS, JUST_ABOVE, TORTURE_COUNT };

static float torture(enum torture kind, int i, struct rand *rand)
{
    switch (kind) {
    case QUARTER: return 1.4f * sinf(6.2831853f * (0.25f * (float)i + 0.125f)); // peaks between
    case NOISE: return rand_range(rand, -8.0f, 8.0f);
    case STEPS: return i / 37 % 2 ? 6.0f : -6.0f;
    case CLICKS: return i % 4801 == 0 ? 20.0f : 0.0f;
    case HIGH: return 3.0f * sinf(6.2831853f * fmodf(0.4137f * (float)i, 1.0f));
    case BURSTS: return i / 3000 % 2 ? 4.0f * sinf(0.05f * (float)i) : 0.001f;
    case JUST_ABOVE: return 0.95f * sinf(0.01f * (float)(i % 31416));
    case TORTURE_COUNT: break;
    }
    return 0.0f;
}

static void no_torture_passes_the_ceiling(void **state)
{
    (void)state;
    for (int kind = 0; kind < TORTURE_COUNT; kind++) {
        struct rand rand = rand_seeded(3, (uint64_t)kind);
        for (int i = 0; i < FRAMES; i++) {
            in[2 * i] = torture((enum torture)kind, i, &rand);
            in[2 * i + 1] = 0.1f * in[2 * i];
        }
        limit();
        const double peak = true_peak(out, 0);
        print_message("torture %d: %.2f dBTP\n", kind, peak);
        assert_true(peak <= (double)AUDIO_LIMIT_CEILING_DBTP);
    }
}

static void what_is_below_the_ceiling_only_comes_later(void **state)
{
    (void)state;
    for (int i = 0; i < FRAMES; i++) {
        in[2 * i] = 0.5f * sinf(0.07f * (float)i);
        in[2 * i + 1] = 0.25f * cosf(0.05f * (float)i);
    }
    limit();
    for (int i = 2 * AUDIO_LIMIT_DELAY; i < 2 * FRAMES; i++) {
        assert_true(fabsf(out[i] - in[i - 2 * AUDIO_LIMIT_DELAY]) < 1e-6f);
    }
}

// A loud burst over a low tone: the gain falls and comes back without a jump, and both ears get
// the same one.
static void the_gain_moves_smoothly_and_for_both_ears_alike(void **state)
{
    (void)state;
    for (int i = 0; i < FRAMES; i++) {
        const float tone = 0.4f * cosf(6.2831853f * fmodf(0.002f * (float)i, 1.0f));
        in[2 * i] = i > 10000 && i < 12000 ? 10.0f * tone : tone;
        in[2 * i + 1] = 0.5f;
    }
    limit();
    float step = 0.0f, lowest = 1.0f;
    for (int i = AUDIO_LIMIT_DELAY + 1; i < FRAMES; i++) {
        step = fmaxf(step, fabsf(out[2 * i + 1] - out[2 * i - 1]));
        lowest = fminf(lowest, out[2 * i + 1]);
    }
    assert_true(lowest < 0.12f); // the quiet ear followed the loud one
    assert_true(step < 0.5f / 90.0f);
    assert_true(out[2 * (FRAMES - 1) + 1] > 0.49f); // and is back
}

static void what_is_no_number_becomes_silence(void **state)
{
    (void)state;
    memset(in, 0, sizeof in);
    for (int i = 1000; i < 1100; i++) {
        in[2 * i] = i % 3 == 0 ? NAN : i % 3 == 1 ? INFINITY : -INFINITY;
        in[2 * i + 1] = 0.3f;
    }
    limit();
    for (int i = 0; i < 2 * FRAMES; i++) {
        assert_true(isfinite(out[i]));
    }
    assert_true(fabsf(out[2 * (1050 + AUDIO_LIMIT_DELAY) + 1] - 0.3f) < 1e-6f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_torture_passes_the_ceiling),
        cmocka_unit_test(what_is_below_the_ceiling_only_comes_later),
        cmocka_unit_test(the_gain_moves_smoothly_and_for_both_ears_alike),
        cmocka_unit_test(what_is_no_number_becomes_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
