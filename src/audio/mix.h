// Which sound of the stage is played by which source, block by block.
//
// A sound that appears takes a free voice, or the quietest when none is free and it is louder;
// one that leaves fades out, or, when it calls, rings out. Calls are counted apart from voices, so
// that a sound that comes back does not repeat itself.
#ifndef AUDIO_MIX_H
#define AUDIO_MIX_H

#include "audio/al.h"
#include "audio/place.h"
#include "audio/synth.h"

enum { AUDIO_MIX_VOICES = 32 }; // of a kind, whose calls are counted

struct audio_mix_slot {
    bool is_used;
    bool is_leaving; // fades out and is free then
    bool is_wanted;  // in the scene of this block
    struct stage_sound sound;
    struct audio_synth synth;
    float gain; // smoothed, this instant
};

struct audio_mix {
    uint64_t seed;
    struct audio_mix_slot slots[AUDIO_AL_SOURCES];
    uint32_t counts[STAGE_SOUND_KIND_COUNT][AUDIO_MIX_VOICES]; // calls made
};

void audio_mix_init(struct audio_mix *mix, uint64_t seed);

// One block, before master, limiter and meter. The thread has entered `al`.
void audio_mix_block(struct audio_mix *mix, struct audio_al *al, const struct audio_scene *scene,
                     float out[AUDIO_BLOCK * AUDIO_CHANNELS]);

#endif
