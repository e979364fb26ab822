// Which slow rate suits a person best: the guide goes from 6.5 to 4.5 a minute in five steps of the
// same length, and the one that is followed best, in comfort, is kept.
//
//     score of a step = cycles matched / cycles judged - 0.1 * mean |rate of breath - of guide|
//                       + 0.1 if it was called comfortable + 0.2 * swing / largest swing
//
// over the part in which the guide had reached the step's rate and breath was sure. The first term
// is the cycle match of breath/match.h; the second, a tenth of a breath a minute, decides between
// steps that match alike. The last, of the pulse (breath/heart.h), counts only where a strap told
// it in every step that may be picked. A step is never picked in which the guide had to give
// something back, which was called uncomfortable, with fewer than four judged cycles or a score of
// the first two terms below 0.3: who follows none has no best rate. The weights are ours: following
// comes before comfort's bonus, comfort before the pulse.
#ifndef BREATH_FINDER_H
#define BREATH_FINDER_H

#include "breath/heart.h"
#include "breath/pacer.h"

enum { BREATH_FINDER_STEPS = 5 };
#define BREATH_FINDER_FIRST_BPM 6.5f
// So long before a step ends it may be asked whether its rate is comfortable.
#define BREATH_FINDER_ASK_S 20.0

enum breath_comfort { BREATH_COMFORT_UNKNOWN, BREATH_COMFORT_YES, BREATH_COMFORT_NO };

struct breath_finder {
    int64_t length_ns, elapsed_ns; // of all steps together
    struct breath_finder_step {
        uint32_t cycles, matched;
        int64_t sure_ns;
        double apart_sum; // weighted by ns
        bool has_arrived; // the guide has reached the step's rate
        bool is_hard;     // the guide gave something back
        uint8_t comfort;  // enum breath_comfort, as answered
        struct breath_heart heart;
    } steps[BREATH_FINDER_STEPS];
};

void breath_finder_start(struct breath_finder *finder, int64_t length_ns);
// The rate of the step under way; of the last one when time is over.
float breath_finder_rate(const struct breath_finder *finder);
// Each frame: time passes. `is_back`: the guide is giving something back.
void breath_finder_add(struct breath_finder *finder, int64_t dt_ns, const struct breath *breath,
                       const struct breath_guide *guide, bool is_back);
// A cycle of the guide was judged.
void breath_finder_cycle(struct breath_finder *finder, bool has_matched);
// An interval between two beats of the heart has ended, where somebody measures it.
void breath_finder_beat(struct breath_finder *finder, float rr_ms);
// The step that it is time to ask about, 0..4; -1: none. A step too short for it is not asked
// about.
int breath_finder_asks(const struct breath_finder *finder);
void breath_finder_comfort(struct breath_finder *finder, int step, bool is_comfortable);
float breath_finder_rate_of(int step); // breaths a minute
// The best rate so far, or NAN.
float breath_finder_best(const struct breath_finder *finder);

#endif
