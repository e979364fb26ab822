// What sounds and where the head is, handed from the frame to the audio thread.
//
// Three copies: one being written, one being read, the newest whole one between them. Each side
// only ever swaps its copy with the middle one, so neither waits and none is seen half written.
#ifndef AUDIO_PLACE_H
#define AUDIO_PLACE_H

#include "base/pose.h"
#include "stage/sound.h"

#include <stdatomic.h>

struct audio_scene {
    struct pose head;
    int count;
    struct stage_sound sounds[STAGE_SOUND_MAX];
};

struct audio_place {
    struct audio_scene scenes[3];
    int writing, reading;
    _Atomic int middle; // index, and NEW when it was not read yet
};

void audio_place_init(struct audio_place *place);

// One thread each. The reader's copy stays valid until it reads again.
struct audio_scene *audio_place_begin_write(struct audio_place *place);
void audio_place_end_write(struct audio_place *place);
const struct audio_scene *audio_place_read(struct audio_place *place);

#endif
