#include "audio/meter.h"

#include <math.h>

static const double TWO_PI = 6.283185307179586;

// One stage with the analogue poles p and q (radians a second) and `zeros` zeros at 0, carried
// over by the bilinear transform s = 2 fs (z - 1) / (z + 1). Gain is set later.
static struct audio_filter stage(double p, double q, int zeros)
{
    const double k = 2.0 * AUDIO_RATE_HZ;
    const double a0 = (k + p) * (k + q);
    const double b0 = zeros == 2 ? k * k : 1.0;
    const double b1 = zeros == 2 ? -2.0 * k * k : 2.0;
    return (struct audio_filter){
        .b0 = b0 / a0,
        .b1 = b1 / a0,
        .b2 = b0 / a0,
        .a1 = ((k + p) * (q - k) + (k + q) * (p - k)) / a0,
        .a2 = (p - k) * (q - k) / a0,
    };
}

static double gain_at(const struct audio_filter *f, double hz)
{
    const double w = TWO_PI * hz / AUDIO_RATE_HZ;
    const double c1 = cos(w), s1 = sin(w), c2 = cos(2.0 * w), s2 = sin(2.0 * w);
    const double above = hypot(f->b0 + f->b1 * c1 + f->b2 * c2, f->b1 * s1 + f->b2 * s2);
    const double below = hypot(1.0 + f->a1 * c1 + f->a2 * c2, f->a1 * s1 + f->a2 * s2);
    return above / below;
}

static float decibel(double power)
{
    return power > 1e-12 ? (float)(10.0 * log10(power)) : AUDIO_METER_SILENCE_DB;
}

void audio_meter_init(struct audio_meter *meter)
{
    *meter = (struct audio_meter){0};
    // IEC 61672-1, annex E: the A-weighting's poles in Hz; 1 kHz passes with gain 1.
    const double f1 = 20.598997, f2 = 107.65265, f3 = 737.86223;
    // 12194 Hz there; higher here, to make up for what the transform squeezes below 24 kHz.
    const double f4 = 13800.0;
    struct audio_filter stages[AUDIO_METER_STAGES] = {
        stage(TWO_PI * f1, TWO_PI * f1, 2),
        stage(TWO_PI * f2, TWO_PI * f3, 2),
        stage(TWO_PI * f4, TWO_PI * f4, 0),
    };
    for (int i = 0; i < AUDIO_METER_STAGES; i++) {
        const double gain = gain_at(&stages[i], 1000.0);
        stages[i].b0 /= gain;
        stages[i].b1 /= gain;
        stages[i].b2 /= gain;
        for (int c = 0; c < AUDIO_CHANNELS; c++) {
            meter->weight[c][i] = stages[i];
        }
    }
}

void audio_meter_block(struct audio_meter *meter, const float frames[AUDIO_BLOCK * AUDIO_CHANNELS])
{
    float peak = 0.0f;
    for (int c = 0; c < AUDIO_CHANNELS; c++) {
        double sum = 0.0;
        for (int i = 0; i < AUDIO_BLOCK; i++) {
            float x = frames[i * AUDIO_CHANNELS + c];
            peak = fmaxf(peak, audio_peak_step(&meter->peak[c], x));
            for (int s = 0; s < AUDIO_METER_STAGES; s++) {
                x = audio_filter_step(&meter->weight[c][s], x);
            }
            sum += (double)x * (double)x;
        }
        meter->sums[meter->at][c] = sum;
        meter->total[c] += sum;
    }
    meter->peaks[meter->at] = peak;
    meter->at = (meter->at + 1) % AUDIO_METER_SECOND;
}

float audio_meter_peak_dbfs(const struct audio_meter *meter)
{
    float peak = 0.0f;
    for (int i = 0; i < AUDIO_METER_SECOND; i++) {
        peak = fmaxf(peak, meter->peaks[i]);
    }
    return decibel((double)peak * (double)peak);
}

// Of the newest `blocks`, the louder ear.
static float loudness_dbfs(const struct audio_meter *meter, int blocks)
{
    double loudest = 0.0;
    for (int c = 0; c < AUDIO_CHANNELS; c++) {
        double sum = 0.0;
        for (int i = 1; i <= blocks; i++) {
            sum += meter->sums[(meter->at - i + AUDIO_METER_SECOND) % AUDIO_METER_SECOND][c];
        }
        loudest = fmax(loudest, sum);
    }
    return decibel(loudest / (blocks * AUDIO_BLOCK));
}

float audio_meter_loudness_dbfs(const struct audio_meter *meter)
{
    return loudness_dbfs(meter, AUDIO_METER_SECOND);
}

float audio_meter_recent_dbfs(const struct audio_meter *meter)
{
    return loudness_dbfs(meter, AUDIO_METER_SECOND / 10);
}

double audio_meter_dose_pa2h(const struct audio_meter *meter)
{
    double loudest = 0.0;
    for (int c = 0; c < AUDIO_CHANNELS; c++) {
        loudest = fmax(loudest, meter->total[c]);
    }
    return loudest * AUDIO_METER_PA_PER_UNIT * AUDIO_METER_PA_PER_UNIT / (3600.0 * AUDIO_RATE_HZ);
}
