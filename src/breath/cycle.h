// What this person's last breaths were like: how long, how deep, how even.
//
// Figures come from the last minute at most, as medians, so that one cough does not count; they
// are worked out when a breath arrives and read for nothing in between.
#ifndef BREATH_CYCLE_H
#define BREATH_CYCLE_H

#include <stdbool.h>
#include <stdint.h>

enum { BREATH_CYCLE_COUNT = 32 };

// One inhale, and what is known of the breath it began.
struct breath_cycle {
    int64_t onset_ns; // where it is seen, a tenth up
    int64_t begin_ns; // where it began
    float period_s;   // until the next inhale; 0: not known, as when something came between
    float inhale_s;   // 0: not known
    float depth;      // 0: not known
};

struct breath_cycles {
    struct breath_cycle ring[BREATH_CYCLE_COUNT];
    uint32_t count; // inhales since the start
    uint32_t fresh; // inhales since the last interruption

    // Medians of the last eight; 0 when not known.
    float period_s, inhale_s, depth;
    float unevenness; // mean departure of the periods from their median, as a share of it
};

void breath_cycle_inhale(struct breath_cycles *cycles, int64_t onset_ns, int64_t begin_ns);
void breath_cycle_exhale(struct breath_cycles *cycles, int64_t peak_ns, float depth);

// Something came between: the breath under way has no length. What was learned stays.
void breath_cycle_interrupt(struct breath_cycles *cycles);

// As an interruption, and how deep breaths were is forgotten too.
void breath_cycle_forget_depth(struct breath_cycles *cycles);

// Breaths a minute over the last half minute, or the last three breaths where they took longer;
// the breath under way counts once it is longer than usual. 0 when not known.
float breath_cycle_rate_bpm(const struct breath_cycles *cycles, int64_t t_ns);

#endif
