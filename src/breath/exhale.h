// What this person's exhale sounds like, learned in 20 s: "breathe out slowly, three times".
//
// Kept is the mean spectrum of what was loud then, as decibels over the floor in each band, and
// nothing else. Later sounds are compared with it: which of a breath's two sounds is the exhale,
// and whether what comes and goes is this person at all.
#ifndef BREATH_EXHALE_H
#define BREATH_EXHALE_H

#include "breath/sound.h"

#include <stdbool.h>
#include <stdint.h>

#define BREATH_EXHALE_LEARN_S 20.0f

struct breath_exhale {
    int64_t until_ns; // learning; 0: not
    bool is_known;
    float shape[BREATH_SOUND_BANDS]; // dB without their mean
};

// Learns from what was heard since; what was known before stays until then.
void breath_exhale_begin(struct breath_exhale *exhale, int64_t now_ns);

// After `until_ns`: the loud part's mean over the floor, by band. Too little that was loud (all of
// it below a few decibels) leaves nothing known.
void breath_exhale_learn(struct breath_exhale *exhale, const float over_db[BREATH_SOUND_BANDS]);

// How far apart the two are, dB (root of mean square over the bands); 0 where nothing is known. It
// does not depend on how loud they are, and so tells which of two sounds is the exhale.
float breath_exhale_distance_db(const struct breath_exhale *exhale,
                                const float over_db[BREATH_SOUND_BANDS]);

// -1..1: one shape's correlation with the other; 0 where nothing is known.
float breath_exhale_likeness(const struct breath_exhale *exhale,
                             const float over_db[BREATH_SOUND_BANDS]);

#endif
