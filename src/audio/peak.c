#include "audio/peak.h"

#include <math.h>

static float taps[AUDIO_PEAK_PHASES][AUDIO_PEAK_TAPS];

// Zeroth modified Bessel function, by its series.
static double bessel(double x)
{
    double term = 1.0;
    double sum = 1.0;
    for (int k = 1; k < 30; k++) {
        term *= (x / (2.0 * k)) * (x / (2.0 * k));
        sum += term;
    }
    return sum;
}

static double kaiser(double t) // -1..1
{
    static const double beta = 5.0;
    const double inside = 1.0 - t * t;
    return inside > 0.0 ? bessel(beta * sqrt(inside)) / bessel(beta) : 0.0;
}

void audio_peak_prepare(void)
{
    static const double pi = 3.141592653589793;
    for (int phase = 0; phase < AUDIO_PEAK_PHASES; phase++) {
        double sum = 0.0;
        double row[AUDIO_PEAK_TAPS];
        for (int i = 0; i < AUDIO_PEAK_TAPS; i++) {
            // Tap i meets the i-th oldest sample; the point lies `phase` parts behind the middle.
            const double x = i - (AUDIO_PEAK_TAPS / 2 - 1) - (double)phase / AUDIO_PEAK_PHASES;
            const double sinc = fabs(x) < 1e-9 ? 1.0 : sin(pi * x) / (pi * x);
            row[i] = sinc * kaiser(x / (AUDIO_PEAK_TAPS / 2));
            sum += row[i];
        }
        for (int i = 0; i < AUDIO_PEAK_TAPS; i++) {
            taps[phase][i] = (float)(row[i] / sum);
        }
    }
}

float audio_peak_step(struct audio_peak *peak, float x)
{
    peak->past[peak->at] = x;
    peak->past[peak->at + AUDIO_PEAK_TAPS] = x;
    peak->at = (peak->at + 1) % AUDIO_PEAK_TAPS;
    const float *window = peak->past + peak->at;
    float highest = 0.0f;
    for (int phase = 0; phase < AUDIO_PEAK_PHASES; phase++) {
        float sum = 0.0f;
        for (int i = 0; i < AUDIO_PEAK_TAPS; i++) {
            sum += taps[phase][i] * window[i];
        }
        highest = fmaxf(highest, fabsf(sum));
    }
    return highest;
}
