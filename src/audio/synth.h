// Sounds made, not recorded: one small generator for each kind of stage/sound.h.
//
// A generator is a pure function of its seed, its drive and the calls it was given: the same three
// give the same samples. Levels are set so that at gain 1 and at the reference distance a kind is
// as loud as it should be beside the others; nothing here starts or stops with a jump.
#ifndef AUDIO_SYNTH_H
#define AUDIO_SYNTH_H

#include "audio/filter.h"

#include <stdbool.h>
#include <stdint.h>

enum { AUDIO_SYNTH_NOTE_MAX = 3, AUDIO_SYNTH_MODE_MAX = 3 };

// The sea on sand: a low body that swells with the drive, a wash while it runs up, and the soft
// hiss of water that drains while it runs back.
struct audio_synth_waves {
    struct audio_filter_pink pink;
    struct audio_filter body[2], wash, wash_top, drain, drain_top;
    struct audio_filter_wander slow, quick;
    float drive, rise, fall; // smoothed
};

// Air moving: a broad low band that widens and brightens with the gust.
struct audio_synth_wind {
    struct audio_filter_pink pink;
    struct audio_filter low, high;
    struct audio_filter_wander bend, breath;
    float drive; // smoothed
};

// One call under way, of any kind that calls.
struct audio_synth_note {
    bool is_on;
    float age_s;
    float hz, gain; // varied a little from call to call
    int part;       // gull: which cry of the call
    int part_count;
    float phase;
    float modes[AUDIO_SYNTH_MODE_MAX];
    float fade; // 1, then down to 0 when the note is stolen
};

struct audio_synth {
    uint8_t kind; // enum stage_sound_kind
    struct rand rand;
    struct audio_synth_waves waves;
    struct audio_synth_wind wind;
    struct audio_filter far; // what distance takes from a call
    struct audio_synth_note notes[AUDIO_SYNTH_NOTE_MAX];
};

void audio_synth_init(struct audio_synth *synth, uint8_t kind, uint64_t seed, uint16_t voice);

// Begins a call; the oldest one makes room when there are too many. Continuous kinds ignore it.
void audio_synth_call(struct audio_synth *synth);

// Overwrites `out`.
void audio_synth_fill(struct audio_synth *synth, float drive, float *out, int count);

// False when a kind that calls has nothing left to say. Continuous kinds always sound.
bool audio_synth_sounds(const struct audio_synth *synth);

#endif
