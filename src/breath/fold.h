// What the last look at the rhythm saw, summed up: the rounds laid over each other, and the colour
// of what was loud.
#ifndef BREATH_FOLD_H
#define BREATH_FOLD_H

#include "breath/rhythm.h"

// The newest rounds of the last look, laid over each other: slot i is the mean of what was heard
// i / slots of a round after a round ago (so slot 0 is also what comes next).
enum { BREATH_FOLD_SLOTS = 24, BREATH_FOLD_ROUNDS = 4 };
struct breath_fold {
    float level[BREATH_FOLD_SLOTS];
    float over_db[BREATH_FOLD_SLOTS][BREATH_SOUND_BANDS]; // over the floor
};
void breath_fold_rounds(const struct breath_rhythm *rhythm, const struct breath_loud *loud,
                        float round_s, struct breath_fold *out);

// Of the last look: the mean over the floor, by band, of what is louder than `level`.
void breath_fold_loud(const struct breath_rhythm *rhythm, const struct breath_loud *loud,
                      float level, float out_over_db[BREATH_SOUND_BANDS]);

#endif
