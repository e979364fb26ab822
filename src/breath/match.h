// How well the breath goes with the guide, in figures with a published formula.
//
// Over the last sixty seconds, looked at four times a second, only where breath is sure:
//
//   synchrony    |mean of exp(2 pi i (phase of breath - phase of guide))|, 0..1: the phase-locking
//                value (Lachaux et al., Human Brain Mapping 1999). 1 = always the same distance.
//   lag          the angle of that mean, as a share of the cycle, positive = breath is later
//   rate error   mean of |rate of breath - rate of guide|, breaths a minute
//
// and over the last ten breaths of the guide:
//
//   cycle match  the share of them with exactly one inhale within half a cycle of the guide's,
//                begun no more than a breath of 0.85 to 1.15 of the guide's length after the one
//                before, and an exhale within a tenth of the cycle of the guide's.
//
// A breath of the guide in which breath was not sure all along is not judged: it tells nothing.
//
// These are for the record and for staff; a patient is never shown a score.
#ifndef BREATH_MATCH_H
#define BREATH_MATCH_H

#include "breath/breath.h"
#include "breath/pacer.h"

enum { BREATH_MATCH_LOOKS = 240, BREATH_MATCH_CYCLES = 10 };

struct breath_match_look {
    bool is_sure;
    float phase_apart; // breath less guide, shares of a cycle
    float rate_apart_bpm;
};

struct breath_match {
    struct breath_match_look looks[BREATH_MATCH_LOOKS]; // a ring
    uint32_t look_count;
    int64_t next_look_ns;

    bool cycles[BREATH_MATCH_CYCLES]; // a ring: did it match?
    uint32_t cycle_count;             // of them, ever
    bool has_matched;                 // the last of them
    bool was_sure;                    // breath, all through the guide's breath under way

    // The guide's breath under way, and what breath did near it.
    bool has_cycle, is_judged;
    uint32_t cycle;
    int64_t guide_inhale_ns, guide_exhale_ns;
    uint32_t seen_count;          // inhales of breath, at the last look
    int64_t inhale_ns, before_ns; // the last two inhales of breath
    int64_t last_exhale_ns;       // of breath, dated where it began
    int inhales_near;
    uint8_t guide_dir;
};

struct breath_match_figures {
    bool has_synchrony; // sure for at least half of a minute
    float synchrony, lag, rate_error_bpm;
    bool has_cycles;
    float cycle_match; // 0..1
};

void breath_match_init(struct breath_match *match);
// Once a frame while the guide is on; times must rise.
// True when a breath of the guide has just been judged; match->has_matched says how.
// *out_was_followed then: one inhale, of the right length; when in it the exhale came is not asked,
// since who has the rate but not the beat is not to be held up.
bool breath_match_push(struct breath_match *match, int64_t t_ns, const struct breath *breath,
                       const struct breath_guide *guide, bool *out_was_followed);
struct breath_match_figures breath_match_figures(const struct breath_match *match);

#endif
