#include "audio/filter.h"

#include "audio/audio.h"

#include <math.h>

static const double TWO_PI = 6.283185307179586;

struct corner {
    double cosine, alpha;
};

static struct corner corner_at(float hz, float q)
{
    const double w = TWO_PI * (double)hz / AUDIO_RATE_HZ;
    return (struct corner){cos(w), sin(w) / (2.0 * (double)q)};
}

// Keeps the state, so that a corner may move while the filter runs.
static void set(struct audio_filter *filter, struct corner at, double b0, double b1, double b2)
{
    const double a0 = 1.0 + at.alpha;
    filter->b0 = b0 / a0;
    filter->b1 = b1 / a0;
    filter->b2 = b2 / a0;
    filter->a1 = -2.0 * at.cosine / a0;
    filter->a2 = (1.0 - at.alpha) / a0;
}

void audio_filter_low(struct audio_filter *filter, float hz, float q)
{
    const struct corner at = corner_at(hz, q);
    const double b = (1.0 - at.cosine) / 2.0;
    set(filter, at, b, 2.0 * b, b);
}

void audio_filter_high(struct audio_filter *filter, float hz, float q)
{
    const struct corner at = corner_at(hz, q);
    const double b = (1.0 + at.cosine) / 2.0;
    set(filter, at, b, -2.0 * b, b);
}

void audio_filter_band(struct audio_filter *filter, float hz, float q)
{
    const struct corner at = corner_at(hz, q);
    set(filter, at, at.alpha, 0.0, -at.alpha);
}

float audio_filter_step(struct audio_filter *f, float x)
{
    const double in = (double)x;
    const double y = f->b0 * in + f->z1;
    f->z1 = f->b1 * in - f->a1 * y + f->z2;
    f->z2 = f->b2 * in - f->a2 * y;
    return (float)y;
}

float audio_filter_white(struct rand *rand)
{
    return (float)(int32_t)rand_bits(rand) * (1.0f / 2147483648.0f);
}

float audio_filter_pink_step(struct audio_filter_pink *pink, struct rand *rand)
{
    // Corners 20, 60, 190, 600, 1900 and 6000 Hz, half a decade apart; a one-pole low-pass at fc
    // passes noise power in proportion to fc, so its weight falls with the root of it for each to
    // give its half decade the same power.
    static const float keep[6] = {0.99739f, 0.99218f, 0.97544f, 0.92447f, 0.77980f, 0.45594f};
    static const float weight[6] = {24.7f, 14.3f, 8.02f, 4.51f, 2.54f, 1.43f};
    const float white = audio_filter_white(rand);
    float sum = 0.0f;
    for (int i = 0; i < 6; i++) {
        pink->poles[i] = keep[i] * pink->poles[i] + (1.0f - keep[i]) * white;
        sum += weight[i] * pink->poles[i];
    }
    return 0.12f * sum;
}

float audio_filter_wander_step(struct audio_filter_wander *w, struct rand *rand, float hz)
{
    w->at += hz / AUDIO_RATE_HZ;
    if (w->at >= 1.0f) {
        w->at -= 1.0f;
        w->from = w->to;
        w->to = rand_range(rand, 0.0f, 1.0f);
    }
    const float eased = w->at * w->at * (3.0f - 2.0f * w->at);
    return w->from + (w->to - w->from) * eased;
}
