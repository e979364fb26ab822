// Where a breathing signal turns: the start of each inhale and of each exhale, as it happens.
//
// A turn is believed once the signal has come back from its extreme by a share of the person's own
// depth, and by more than the heart's ripple. The start of an inhale is then dated backwards: the
// last time the signal was within a tenth of the depth above its low, less the filter's lag. That
// is where people see a breath begin, also after a pause, and it is why stamps are right although
// the news comes later. The news itself is hurried by the slope, which foretells what the filter
// still holds back.
#ifndef BREATH_TURN_H
#define BREATH_TURN_H

#include "breath/breath.h"
#include "breath/smooth.h"
#include "breath/trace.h"

enum breath_turn_event { BREATH_TURN_NONE, BREATH_TURN_INHALE, BREATH_TURN_EXHALE };

struct breath_turn {
    struct breath_smooth live; // what turns are sought in
    struct breath_smooth soft; // live without the heart
    struct breath_smooth slow; // fast end of the breathing band, for reach
    struct breath_smooth base; // slow end of it
    struct breath_trace trace; // live, each point at the time it stands for
    bool has_begun;
    int64_t begin_ns, last_ns;
    float reach;  // mean size of the signal inside the breathing band
    float ripple; // usual size of what is faster than breath
    float depth;  // what turns are measured against
    float tenth;  // of the usual depth: where an inhale is dated

    uint8_t dir; // enum breath_dir, believed
    float low, high;
    int64_t low_ns, high_ns;     // of the extremes since the last believed turn
    int64_t turn_ns;             // of the last believed turn
    int64_t inhale_ns;           // when the last inhale was believed
    float trough, peak;          // at the last believed turns
    float low_shown, high_shown; // follow these smoothly, for the level
};

// What breath_turn_push found out.
struct breath_turn_news {
    uint8_t event;  // enum breath_turn_event
    int64_t at_ns;  // INHALE: onset; EXHALE: peak
    int64_t low_ns; // INHALE: of the lowest point before it
    float depth;    // EXHALE: of the inhale that ended
};

void breath_turn_init(struct breath_turn *turn);

// `usual_depth` and `usual_period_s` from the last breaths, 0 when not known. Times must rise.
struct breath_turn_news breath_turn_push(struct breath_turn *turn, int64_t t_ns, float value,
                                         float usual_depth, float usual_period_s);

// The signal was moved by `step`, the person was not.
void breath_turn_shift(struct breath_turn *turn, float step);

// Begins anew at the next sample; reach, ripple and depth are kept.
void breath_turn_interrupt(struct breath_turn *turn);

// Nothing is known of the person's depth any more: it is taken from the last seconds.
void breath_turn_forget_depth(struct breath_turn *turn);

// What the signal is at `t_ns`, a little after the last sample, with the lag of the filter mended.
float breath_turn_foresee(const struct breath_turn *turn, int64_t t_ns);

#endif
