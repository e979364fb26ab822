// Does what is heard come and go like breath, and how often?
//
// The last 37 s of sound are compared with themselves, shifted (autocorrelation). Three things are
// asked for, because everyday sound has each of them now and then and hardly ever all:
// - clarity: how far the fit at one shift rises above the fits at half of it (a level that wanders
//   slowly fits well at every short shift, and so has no clarity);
// - steadiness: the same in the worst third of the stretch (one slam that fits itself is no
// rhythm);
// - several rounds within the stretch.
//
// One breath is two sounds, so the shortest shift that fits is often half a breath. Whether every
// other sound is of another kind is told by `alternation`: the fit at two sounds less that at one
// and three, in level (loudness, length and the gaps) and in colour (what share of the sound each
// band has, less what changes with loudness), in units of what chance gives.
#ifndef BREATH_RHYTHM_H
#define BREATH_RHYTHM_H

#include "breath/loud.h"
#include "breath/sound.h"

#include <stdbool.h>

enum {
    BREATH_RHYTHM_TICKS = BREATH_LOUD_TICKS_MAX, // kept
    BREATH_RHYTHM_SHIFTS = 176,
};

struct breath_rhythm_view {
    float sound_s; // from one sound to the next that is like it; 0: nothing repeats
    float clarity; // 0..1
    float steadiness;
    float rounds;      // of sound_s within what was looked at
    float alternation; // > 0: every other sound is of another kind; 0 also where it cannot be told
    float line_share;  // 0..1 of what is loud stands in lines: a voice, music, an alarm
    struct breath_loud loud;
};

struct breath_rhythm {
    struct breath_sound_tick ticks[BREATH_RHYTHM_TICKS]; // a ring
    int next, count;

    // What the last look worked on, oldest first.
    const struct breath_sound_tick *order[BREATH_RHYTHM_TICKS];
    float db[BREATH_RHYTHM_TICKS][BREATH_SOUND_BANDS];
    float bands[BREATH_RHYTHM_TICKS][BREATH_SOUND_BANDS]; // levels less their means, weighted
    float color[BREATH_RHYTHM_TICKS][BREATH_SOUND_BANDS];
    float sounding[BREATH_RHYTHM_TICKS];   // 0..1
    float level[BREATH_RHYTHM_TICKS];      // over all bands
    float energy[BREATH_RHYTHM_TICKS + 1]; // of `bands`, summed from the beginning
    float fit[BREATH_RHYTHM_SHIFTS];       // of the level, -1..1
    float third[3][BREATH_RHYTHM_SHIFTS];
    float color_fit[BREATH_RHYTHM_SHIFTS];
    int looked; // ticks
};

void breath_rhythm_init(struct breath_rhythm *rhythm);
void breath_rhythm_push(struct breath_rhythm *rhythm, const struct breath_sound_tick *tick);

// What the newest `tick_count` ticks say; fewer where there are fewer.
void breath_rhythm_look(struct breath_rhythm *rhythm, int tick_count,
                        struct breath_rhythm_view *out);

#endif
