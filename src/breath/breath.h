// Breath, from samples of many kinds to one honest statement for a display time.
//
// Samples come in at their own times from any number of sources; `breath_at` predicts to the
// moment the photons leave. Below a quality of BREATH_SURE nothing pretends: `is_sure` is false
// and the guide leads. The rate has a quality of its own, because a source may know how often
// without knowing where (a head at rest), and is 0 below BREATH_SURE. No clock, no heap, fixed
// memory; one thread.
#ifndef BREATH_BREATH_H
#define BREATH_BREATH_H

#include "base/pose.h"

#include <stdbool.h>
#include <stdint.h>

enum breath_source {
    BREATH_SOURCE_NONE,
    BREATH_SOURCE_HEAD, // pose of the head
    BREATH_SOURCE_HAND, // pose of a hand or controller that lies on chest or belly
    BREATH_SOURCE_MIC,
    BREATH_SOURCE_BELT, // one value that rises with the inhale, any unit
    BREATH_SOURCE_FILE, // a recording played back; same meaning as BELT
    BREATH_SOURCE_COUNT
};

// What an ear concluded by itself (breath/heard.h).
struct breath_heard_news {
    int64_t t_ns;       // of the newest sound that was heard
    int64_t onset_ns;   // when the last breath began; meaningless while count is 0
    uint32_t count;     // breaths told so far
    float period_s;     // of a breath; 0: not known
    float inhale_share; // of a breath
    bool is_exhale;     // it is the exhale that is heard; inhales are reckoned from it
    float quality;      // 0..1, of which part of the breath it is
    float rate_quality; // 0..1
};

// One measurement. Poses are in the world; scalar sources use `value` alone.
struct breath_sample {
    int64_t t_ns; // when it was true, on the program's clock
    uint8_t source;
    bool is_tracked;                // poses: false = a guess of the runtime, not to be used
    struct pose pose;               // HEAD, HAND
    struct pose head;               // HAND: where the head was then (the body's frame)
    float value;                    // BELT, FILE
    struct breath_heard_news heard; // MIC
};

enum breath_dir {
    BREATH_UNKNOWN, // no full cycle seen yet
    BREATH_IN,
    BREATH_OUT,
};

#define BREATH_SURE 0.5f // quality from which on a figure is shown

struct breath {
    float level;        // 0 empty .. 1 full, relative to this person's last breaths
    float phase;        // 0..1, 0 = inhale begins
    float rate_bpm;     // breaths a minute; 0 when not known
    float depth;        // 1 = this person's usual depth
    float excursion;    // of the last breath, empty to full, in its source's unit; 0: not known
    float exhale_share; // 0..1 of the cycle, last breaths; 0 when not known
    float quality;      // 0..1
    bool is_sure;       // quality >= BREATH_SURE
    uint8_t dir;        // enum breath_dir
    uint8_t source;     // enum breath_source: which one speaks
    uint32_t count;     // inhales seen so far
    int64_t onset_ns;   // when the last of them began; meaningless while count is 0
    int64_t exhale_ns;  // when the last exhale began, known a while after it; 0: none yet
    float rate_quality; // 0..1
};

struct breath_state; // defined in breath/state.h for whoever embeds it

void breath_init(struct breath_state *state);
// Out-of-order, repeated, NaN and untracked samples are ignored (and lower the quality).
void breath_push(struct breath_state *state, const struct breath_sample *sample);
struct breath breath_at(const struct breath_state *state, int64_t t_ns);

#endif
