// How loud it is, and how much of it there has been.
//
// Levels are A-weighted (IEC 61672-1) and taken of the louder ear. The dose is the integral of
// the squared pressure over time; ITU-T H.870 allows an adult 80 dB(A) for 40 hours a week, which
// is 1.6 Pa^2 h. Pressure comes by the nominal calibration of audio/audio.h.
#ifndef AUDIO_METER_H
#define AUDIO_METER_H

#include "audio/audio.h"
#include "audio/filter.h"
#include "audio/peak.h"

#include <stdint.h>

#define AUDIO_METER_PA_PER_UNIT 1.0
#define AUDIO_METER_SILENCE_DB  (-120.0f) // what no sound at all is called

enum {
    AUDIO_METER_STAGES = 3,
    AUDIO_METER_SECOND = (AUDIO_RATE_HZ + AUDIO_BLOCK / 2) / AUDIO_BLOCK
};

struct audio_meter {
    struct audio_filter weight[AUDIO_CHANNELS][AUDIO_METER_STAGES];
    struct audio_peak peak[AUDIO_CHANNELS];
    double sums[AUDIO_METER_SECOND][AUDIO_CHANNELS]; // squares of a block, A-weighted
    float peaks[AUDIO_METER_SECOND];
    int at;
    double total[AUDIO_CHANNELS]; // of all squares so far
};

void audio_meter_init(struct audio_meter *meter);
void audio_meter_block(struct audio_meter *meter, const float frames[AUDIO_BLOCK * AUDIO_CHANNELS]);

float audio_meter_peak_dbfs(const struct audio_meter *meter);     // true peak, last second
float audio_meter_loudness_dbfs(const struct audio_meter *meter); // A-weighted RMS, last second
float audio_meter_recent_dbfs(const struct audio_meter *meter);   // ... last tenth of a second
double audio_meter_dose_pa2h(const struct audio_meter *meter);

#endif
