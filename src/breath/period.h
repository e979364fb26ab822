// How often, when nobody can say where: the period of a faint motion under noise.
//
// Six numbers of a pose, each in the breathing band (here the band-pass is right: a shift in time
// does not change a period), kept for the last forty seconds. Each in turn is compared with itself
// shifted by every breath's length from 1.5 to 15 s (autocorrelation, unbiased, over what was seen
// at both ends: a head that looks elsewhere leaves gaps, no breath is in them); the first shift
// that fits nearly as well as the best is the period, and how well it fits is the trust. The
// number with the clearest period speaks (clinical facts 3.3: which one differs with posture).
#ifndef BREATH_PERIOD_H
#define BREATH_PERIOD_H

#include "breath/smooth.h"

#include <stdbool.h>
#include <stdint.h>

enum { BREATH_PERIOD_LANES = 6, BREATH_PERIOD_KEPT = 200 };

struct breath_period_lane {
    struct breath_smooth fast, slow;
    float kept[BREATH_PERIOD_KEPT]; // a ring, one every 0.2 s
    float period_s;                 // 0: none found
    float clarity;                  // 0..1, how well the motion repeats
};

struct breath_period {
    struct breath_period_lane lanes[BREATH_PERIOD_LANES];
    bool was_seen[BREATH_PERIOD_KEPT]; // of all lanes: no gap
    uint32_t count;                    // kept since the start
    int64_t last_ns, next_ns;
    int best; // lane
};

void breath_period_init(struct breath_period *period);

// Times must rise; a longer silence begins anew.
void breath_period_push(struct breath_period *period, int64_t t_ns,
                        const float values[BREATH_PERIOD_LANES]);

float breath_period_rate_bpm(const struct breath_period *period); // 0: not known
float breath_period_clarity(const struct breath_period *period);  // 0..1

#endif
