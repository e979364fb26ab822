// The breath of a stretch of time, a minute or a session, in a few figures for the record and for
// staff. Every frame adds its own length dt; a patient is never shown any of it.
//
//   rate          mean of the breath's rate while it was sure, by time
//   guide         mean of the guide's rate while it was on, by time
//   rate error    mean of |rate of breath - rate of guide| while sure and guided, by time
//   cycle match   cycles of the guide that matched / those that were judged (breath/match.h)
//   synchrony     |v|, where v is the mean pointer of the last sixty seconds (the phase-locking
//                 value of breath/match.h), asked at the end of each minute in which the guide was
//                 on for half a minute at least; of a session the mean of its minutes' |v|
//   lag           -angle of v, as a share of the cycle, positive = breath is later; of a session
//                 the angle of the sum of its minutes' v
//   exhale share  mean of the share of the cycle that is breathing out, while sure, by time
//   sure share    sure time / time; what is missing to 1 is the share of "not sure"
//   eases         how often the guide was eased: the guard spoke, or somebody was dizzy
#ifndef BREATH_TALLY_H
#define BREATH_TALLY_H

#include "breath/match.h"

struct breath_tally {
    int64_t seen_ns, sure_ns, guide_ns, both_ns, exhale_ns;
    double rate_sum, guide_sum, apart_sum, exhale_sum; // each weighted by ns
    int64_t source_ns[BREATH_SOURCE_COUNT];
    uint32_t cycles, matched, eases;
    uint32_t synchronies;
    double synchrony_sum, east_sum, north_sum;
};

struct breath_tally_figures { // NAN: not known
    float rate_bpm, guide_bpm, rate_error_bpm;
    float cycle_match; // 0..1
    float synchrony;   // 0..1
    float lag;         // -0.5..0.5 of the cycle
    float exhale_share;
    float sure_share;
    uint32_t cycles; // that cycle match is of
    uint32_t eases;
    uint8_t source; // enum breath_source that spoke most
};

// A frame of dt_ns.
void breath_tally_add(struct breath_tally *tally, int64_t dt_ns, const struct breath *breath,
                      const struct breath_guide *guide);
// A cycle of the guide was judged.
void breath_tally_cycle(struct breath_tally *tally, bool has_matched);
void breath_tally_ease(struct breath_tally *tally);
// The synchrony of the last sixty seconds, once at a minute's end; nothing where it has none.
void breath_tally_synchrony(struct breath_tally *tally, const struct breath_match_figures *match);

struct breath_tally_figures breath_tally_figures(const struct breath_tally *tally);

#endif
