// The parts of audio/synth.h that call: gull, bird, tick and chime. Each adds one note to `out`.
#ifndef AUDIO_SYNTH_CALL_H
#define AUDIO_SYNTH_CALL_H

#include "audio/synth.h"

void audio_synth_call_begin(struct audio_synth *synth, struct audio_synth_note *note);

// Adds the note's next samples; ends it when it has died away.
void audio_synth_call_add(struct audio_synth *synth, struct audio_synth_note *note, float *out,
                          int count);

#endif
