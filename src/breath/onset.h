// When a breath begins, sound by sound, once it is known how long one is.
//
// The last rounds laid over each other show where in a round it sounds. Of a breath's two sounds
// the inhale comes after the longer silence, unless the person's own exhale is known and says
// otherwise. Of a single sound it is supposed that it is the exhale, which is the louder one under
// a nose; where it fills most of the round it is both. A breath is told when its first sound rises
// near to where it is expected: once a round, and never because it was expected.
#ifndef BREATH_ONSET_H
#define BREATH_ONSET_H

#include "breath/exhale.h"
#include "breath/fold.h"

#include <stdbool.h>
#include <stdint.h>

enum { BREATH_ONSET_LEVELS = 24 };

struct breath_onset {
    bool has_pattern;
    float period_s;
    int sounds;       // in a round: 1 or 2
    bool is_exhale;   // the sound that is looked for begins the exhale, not the inhale
    float share;      // of the round that is inhale
    float late_share; // of the round, how long the sound is waited for
    float trust;      // 0..1 in which is which
    int64_t next_ns;  // when the sound is expected to begin

    float levels[BREATH_ONSET_LEVELS];                  // the newest first, a little smoothed
    float rest_sum, rest_count, sound_sum, sound_count; // levels before and after next_ns
    uint32_t count;                                     // breaths told
    int64_t inhale_ns;                                  // when the last of them began
    int64_t sound_ns;                                   // ... and when it was first heard
    int strange;                                        // looks in a row that have it elsewhere
};

void breath_onset_forget(struct breath_onset *onset); // the pattern; what was told stays

// A new look: `round_s` is one breath.
void breath_onset_learn(struct breath_onset *onset, const struct breath_fold *fold,
                        const struct breath_exhale *exhale, float round_s, int64_t now_ns);

// The level of one more tick. Returns true when a breath began, at inhale_ns.
bool breath_onset_push(struct breath_onset *onset, float level, int64_t t_ns);

#endif
