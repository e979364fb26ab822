// How loud is loud here: what turns a tick of sound into a level between silence and breath.
//
// Microphones, rooms and people differ by 60 dB, so nothing is absolute: in every band the floor
// and the range are those of the last half minute, and a band in which nothing comes and goes does
// not take part. What the program itself plays leaks into a headset's microphone. By how much is
// learned band by band as the least that is heard while it plays, and that much is taken off again:
// a sea that swells with the guide is no breath.
#ifndef BREATH_LOUD_H
#define BREATH_LOUD_H

#include "breath/sound.h"

struct breath_loud {
    float low_db[BREATH_SOUND_BANDS];
    float range_db[BREATH_SOUND_BANDS];
    float weight[BREATH_SOUND_BANDS];  // 0..1: how much the band takes part
    float leak_db[BREATH_SOUND_BANDS]; // heard over played, of the program's own sound
    float least_db[BREATH_SOUND_BANDS];
    float weight_sum;
};

enum { BREATH_LOUD_TICKS_MAX = 288 };

// Learns from ticks in order; out_db are their levels without the own sound, a little smoothed.
void breath_loud_learn(struct breath_loud *loud, const struct breath_sound_tick *const ticks[],
                       int count, float out_db[][BREATH_SOUND_BANDS]);

// One band of the scale: 0 silence .. 1 loud, and a little beyond.
float breath_loud_band(const struct breath_loud *loud, int band, float db);

// All bands: the level of a tick.
float breath_loud_level(const struct breath_loud *loud, const struct breath_sound_tick *tick);

#endif
