// The guide: a breath drawn for the patient to follow, from their own rate down to the target.
//
// Raised cosine in and out, exhale longer than inhale, no holds. Rate changes linearly in breaths
// per minute; phase is continuous whatever changes. A function of time and what it was told.
#ifndef BREATH_PACER_H
#define BREATH_PACER_H

#include "breath/breath.h"

struct breath_pacer_plan {
    float target_bpm;       // 4.5..10, default 6 (clinical facts 10)
    float start_bpm;        // used when the patient's own rate is not known; default 12
    float ramp_bpm_per_min; // > 0, default 1.5
    float exhale_share;     // 0.5..0.75, default 0.6
};

struct breath_pacer {
    struct breath_pacer_plan plan;
    int64_t start_ns;
    int64_t last_ns;
    double cycles;  // since start; the fraction is the phase
    float rate_bpm; // now
    bool has_started;
};

// What the guide shows at an instant.
struct breath_guide {
    bool is_on;
    float level; // 0 empty .. 1 full
    float phase; // 0..1, 0 = inhale begins
    float rate_bpm;
    uint8_t dir;    // enum breath_dir
    uint32_t cycle; // guides' breaths so far
};

// Begins at the patient's own rate when `breath` is sure of it (held to 6..24 a minute), else at
// the plan's start rate.
void breath_pacer_start(struct breath_pacer *pacer, const struct breath_pacer_plan *plan,
                        int64_t now_ns, const struct breath *breath);
void breath_pacer_stop(struct breath_pacer *pacer);
// Times must not go backwards; one that does leaves everything as it is.
struct breath_guide breath_pacer_step(struct breath_pacer *pacer, int64_t now_ns);

#endif
