// The guide: a breath drawn for the patient to follow, from their own rate down to the target.
//
// Raised cosine in and out, exhale longer than inhale; the breath is held only where a therapist
// wrote so. It begins with an exhale: who is asked to breathe slowly tends to begin by taking in
// too much. The rate changes linearly in breaths per minute; phase is continuous whatever changes.
//
// It waits for whoever cannot follow: where two of the last four cycles were missed the rate stays,
// where all four were it gives a tenth back, and goes on from there when it is followed again. A
// function of time and what it was told.
#ifndef BREATH_PACER_H
#define BREATH_PACER_H

#include "breath/breath.h"

struct breath_pacer_plan {
    float target_bpm;       // 4.5..10, default 6 (clinical facts 10)
    float start_bpm;        // used when the patient's own rate is not known; default 12
    float ramp_bpm_per_min; // > 0, default 1.5
    float exhale_share;     // 0.5..0.75 of what is not held, default 0.6
    float hold_share;       // 0..0.15 of the cycle, held after either; default 0
    float floor_bpm;        // no target below it; 0: none
};

struct breath_pacer {
    struct breath_pacer_plan plan;
    int64_t start_ns;
    int64_t last_ns;
    double cycles;  // since start; the fraction is the phase
    float rate_bpm; // now
    float aim_bpm;  // where the rate is on its way to: the target, or a step back
    uint8_t missed; // the last cycles that were judged, a bit each, the newest lowest
    uint8_t judged; // how many, 0..4
    bool has_started;
};

// What the guide shows at an instant.
struct breath_guide {
    bool is_on;
    float level; // 0 empty .. 1 full
    float phase; // 0..1, 0 = inhale begins
    float rate_bpm;
    uint8_t dir;    // enum breath_dir; while held, of what came before
    uint32_t cycle; // guides' breaths so far
    float since;    // breaths since it began
};

// Begins at the patient's own rate when `breath` is sure of it (held to 6..24 a minute), else at
// the plan's start rate.
void breath_pacer_start(struct breath_pacer *pacer, const struct breath_pacer_plan *plan,
                        int64_t now_ns, const struct breath *breath);
// A cycle of the guide was followed, or not. Not told of cycles in which breath was not sure.
void breath_pacer_judge(struct breath_pacer *pacer, bool was_followed);
// Another target from now on, not below the floor; on its way there at the plan's pace.
void breath_pacer_aim(struct breath_pacer *pacer, float target_bpm);
// Something was given back, and is not yet taken up again.
bool breath_pacer_is_back(const struct breath_pacer *pacer);
// A tenth back at once, for whoever breathes too much or is dizzy.
void breath_pacer_ease(struct breath_pacer *pacer);
// True while the rate stays because the guide is not followed.
bool breath_pacer_waits(const struct breath_pacer *pacer);
void breath_pacer_stop(struct breath_pacer *pacer);
// Times must not go backwards; one that does leaves everything as it is.
struct breath_guide breath_pacer_step(struct breath_pacer *pacer, int64_t now_ns);

#endif
