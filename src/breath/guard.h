// Who follows a slow guide too eagerly breathes too much, and gets dizzy (clinical facts, part 3).
//
// What is compared is depth times rate, against the person's own first quiet minute: more than one
// and a half times as much for a minute on end is told once, and again only after another minute of
// it. Nothing is compared while breath is not sure, nor for a while after, nor while another source
// speaks than in that minute: a new posture or sensor has a depth of its own. It is no monitor.
#ifndef BREATH_GUARD_H
#define BREATH_GUARD_H

#include "breath/breath.h"

#include <stdbool.h>
#include <stdint.h>

struct breath_guard {
    double quiet_sum; // of the effort over quiet_ns
    int64_t quiet_ns; // up to a minute
    uint8_t source;   // that the quiet minute was measured with
    int64_t over_ns;  // on end
    int64_t rest_ns;  // until comparing begins again
    uint32_t told;
};

void breath_guard_init(struct breath_guard *guard);

// Each frame, with the time since the last: `is_quiet` while nothing is asked of the patient. True
// when it is too much now.
bool breath_guard_step(struct breath_guard *guard, int64_t dt_ns, const struct breath *breath,
                       bool is_quiet);

// The quiet minute is whole, so that there is something to compare with.
bool breath_guard_is_ready(const struct breath_guard *guard);

#endif
