// Display times one can animate on. Runtimes have reported periods of 16570 hours and displays 27
// days ahead: what cannot be true is replaced, and said once.
#ifndef VR_PACING_H
#define VR_PACING_H

#include <stdbool.h>
#include <stdint.h>

struct vr_pacing {
    bool has_own_clock; // the runtime's time is not ours (virtual clock): it is not compared
    int64_t display_ns; // of the newest frame; 0: none yet
    int64_t period_ns;  // last that could be true; 0: none yet
    bool did_warn;
};

// Takes what the runtime predicts and fills display_ns and period_ns: the period within 1 to
// 1000 ms, the display within a second of now_ns, and never before the frame before it.
void vr_pacing_step(struct vr_pacing *pacing, int64_t now_ns, int64_t predicted_ns,
                    int64_t period_ns);

#endif
