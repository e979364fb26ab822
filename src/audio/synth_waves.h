// The parts of audio/synth.h that flow: waves and wind.
#ifndef AUDIO_SYNTH_WAVES_H
#define AUDIO_SYNTH_WAVES_H

#include "audio/synth.h"

void audio_synth_waves_init(struct audio_synth *synth);
void audio_synth_waves_fill(struct audio_synth *synth, float drive, float *out, int count);

#endif
