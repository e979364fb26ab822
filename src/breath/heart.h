// How far the pulse swings with the breath, where a chest strap tells the times between beats.
//
//     amplitude of a cycle = largest - smallest rate of beat in it, beats a minute
//
// (respiratory sinus arrhythmia, peak to trough, per breath: the figure that a sweep for the
// resonance rate looks at; Shaffer & Meehan 2020, "A practical guide to resonance frequency
// assessment"). What cannot be a beat is left out: under 300 or over 2000 ms, or a fifth longer or
// shorter than the one before it, as is usual for ectopic beats (Malik et al. 1989). It is one more
// hint for the rate that suits; nobody is monitored, and nothing of it is shown.
#ifndef BREATH_HEART_H
#define BREATH_HEART_H

#include <stdbool.h>
#include <stdint.h>

struct breath_heart {
    float last_ms;            // the interval before, good or not; 0: none yet
    float least_ms, most_ms;  // of the cycle under way
    uint32_t beats;           // likewise
    uint32_t cycles;          // with enough beats
    double swing_sum_per_min; // over them
};

// An interval between two beats has ended, milliseconds.
void breath_heart_beat(struct breath_heart *heart, float rr_ms);
// A cycle of the guide has ended; `counts`: it is one to be judged.
void breath_heart_cycle(struct breath_heart *heart, bool counts);
// The mean amplitude, beats a minute; NAN before four cycles with three beats or more.
float breath_heart_swing(const struct breath_heart *heart);

#endif
