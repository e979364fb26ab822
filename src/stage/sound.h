// What is heard this instant, and from where. A voice is named by what it is; `audio` makes it.
#ifndef STAGE_SOUND_H
#define STAGE_SOUND_H

#include <cglm/struct.h>

#include <stdbool.h>
#include <stdint.h>

enum { STAGE_SOUND_MAX = 16 };

enum stage_sound_kind {
    STAGE_SOUND_NONE,
    STAGE_SOUND_WAVES, // continuous; `drive` 0..1 is how far the swell has run up
    STAGE_SOUND_WIND,  // continuous; `drive` 0..1 is how strong the gust is
    STAGE_SOUND_GULL,  // one call each time `count` rises
    STAGE_SOUND_TICK,  // the soft tick of a choice made; one each time `count` rises
    STAGE_SOUND_CHIME, // a warm tone: a step begins; one each time `count` rises
    STAGE_SOUND_BIRD,  // one short song each time `count` rises; each voice has its own
    STAGE_SOUND_KIND_COUNT
};

struct stage_sound {
    uint8_t kind;        // enum stage_sound_kind
    bool is_head_locked; // at_m is relative to the head
    uint16_t voice;      // which voice of its kind: same number, same voice next instant
    uint32_t count;      // for calls
    vec3s at_m;          // in the world
    float gain;          // 0..1, before the bus and distance
    float reference_m;   // distance at which gain is as given; falls with 1/distance beyond
    float drive;         // 0..1, meaning by kind
};

#endif
