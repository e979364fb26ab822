// What breath keeps between samples. For whoever embeds it; nobody else looks inside.
#ifndef BREATH_STATE_H
#define BREATH_STATE_H

#include "breath/axis.h"
#include "breath/channel.h"
#include "breath/period.h"

struct breath_state {
    struct breath_channel channels[BREATH_SOURCE_COUNT]; // by enum breath_source
    struct breath_axis head, hand;
    struct breath_period head_period;  // the head tells how often by this
    struct breath_heard_news heard;    // the ear has concluded already
    uint8_t phase_source, rate_source; // enum breath_source: who speaks
    uint32_t count;
    int64_t onset_ns;
    // What was shown less what is now known, at a time; fades, so that nothing jumps.
    float phase_ease, level_ease;
    int64_t ease_ns;
};

_Static_assert(sizeof(struct breath_state) <= 65536, "breath fits beside the frame's data");

#endif
