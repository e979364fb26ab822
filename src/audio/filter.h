// Small filters for synthesis and metering, one channel each. All run at AUDIO_RATE_HZ.
#ifndef AUDIO_FILTER_H
#define AUDIO_FILTER_H

#include "base/rand.h"

// y = b0 x + b1 x1 + b2 x2 - a1 y1 - a2 y2, transposed direct form II. Double inside: the low
// corners of the A-weighting lose their accuracy in float.
struct audio_filter {
    double b0, b1, b2, a1, a2;
    double z1, z2;
};

// After Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients".
void audio_filter_low(struct audio_filter *filter, float hz, float q);
void audio_filter_high(struct audio_filter *filter, float hz, float q);
void audio_filter_band(struct audio_filter *filter, float hz, float q); // peak gain 1

float audio_filter_step(struct audio_filter *filter, float x);

// White noise, uniform in -1..1.
float audio_filter_white(struct rand *rand);

// Pink noise, RMS about 0.3: white noise through six one-pole low-passes, one and a half octaves
// apart, weighted to fall 3 dB an octave.
struct audio_filter_pink {
    float poles[6];
};
float audio_filter_pink_step(struct audio_filter_pink *pink, struct rand *rand);

// A value that wanders smoothly between 0 and 1: a new random aim every 1/hz seconds, approached by
// a raised cosine.
struct audio_filter_wander {
    float from, to;
    float at; // 0..1 on the way
};
float audio_filter_wander_step(struct audio_filter_wander *wander, struct rand *rand, float hz);

#endif
