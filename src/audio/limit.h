// A look-ahead limiter: no true peak above the ceiling, and no click on the way.
//
// Each sample asks for a gain. The lowest asked for within the window is held, recovers slowly,
// and is averaged over the same window; by the time a peak leaves the delay line every gain in
// the average was low enough for it. Both channels share the gain, so nothing moves sideways.
#ifndef AUDIO_LIMIT_H
#define AUDIO_LIMIT_H

#include "audio/audio.h"
#include "audio/peak.h"

enum { AUDIO_LIMIT_WINDOW = 96, AUDIO_LIMIT_DELAY = AUDIO_LIMIT_WINDOW + AUDIO_PEAK_DELAY };

// What the output keeps below, and what the limiter aims at: the gain itself moves a little
// between the samples that were looked at, and white noise at full tilt reads 0.8 dB low.
#define AUDIO_LIMIT_CEILING_DBTP (-1.0f)
#define AUDIO_LIMIT_AIM          0.80f // -1.9 dB

struct audio_limit {
    struct audio_peak peak[AUDIO_CHANNELS];
    float delayed[AUDIO_LIMIT_DELAY][AUDIO_CHANNELS];
    float asked[AUDIO_LIMIT_WINDOW];    // gains of the window
    float averaged[AUDIO_LIMIT_WINDOW]; // held gains of the window
    int at_delayed, at_window;
    float held;
};

void audio_limit_init(struct audio_limit *limit);

// In place, interleaved. Samples that are no numbers become silence.
void audio_limit_run(struct audio_limit *limit, float *frames, int frame_count);

#endif
