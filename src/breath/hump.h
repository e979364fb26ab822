// Where in a round it sounds: one swelling, or two, of the level of rounds laid over each other.
#ifndef BREATH_HUMP_H
#define BREATH_HUMP_H

#include "breath/fold.h"

#include <stdbool.h>

struct breath_hump {
    int peak, begin, end; // slots; it sounds from begin to end, round the circle
    int silence;          // slots before it
    int loud;             // slots above half of its height
};

// One or two; 0 where nothing rises. `had_two`: a second is believed more easily. Of two the
// higher comes first.
int breath_hump_find(const struct breath_fold *fold, bool had_two, struct breath_hump out[2]);

// What it sounds like, dB over the floor by band, where it is loud.
void breath_hump_color(const struct breath_fold *fold, const struct breath_hump *hump,
                       float out_over_db[BREATH_SOUND_BANDS]);

// Slots from `from` on to `to`, round the circle.
int breath_hump_onward(int from, int to);

#endif
