// The wind of audio/synth.h.
#ifndef AUDIO_SYNTH_WIND_H
#define AUDIO_SYNTH_WIND_H

#include "audio/synth.h"

void audio_synth_wind_init(struct audio_synth *synth);
void audio_synth_wind_fill(struct audio_synth *synth, float drive, float *out, int count);

#endif
