// Choosing by looking: a target is chosen when the gaze has rested on it long enough. A glance
// aside shorter than the grace neither counts nor starts anew, so a trembling head can choose.
#ifndef PANEL_DWELL_H
#define PANEL_DWELL_H

#include <stdbool.h>
#include <stdint.h>

#define PANEL_DWELL_GRACE_S 0.15

struct panel_dwell {
    int target;      // what the gaze rests on: -1 none
    int64_t held_ns; // on it
    int64_t off_ns;  // off it, without a break
    bool is_spent;   // chosen; the gaze must leave before it counts again
};

void panel_dwell_reset(struct panel_dwell *dwell);

// `gazed` is what the gaze meets this instant. Returns the target chosen now, or -1.
int panel_dwell_step(struct panel_dwell *dwell, int gazed, int64_t dt_ns, float needed_s);

// 0..1 of the ring that fills.
float panel_dwell_part(const struct panel_dwell *dwell, float needed_s);

#endif
