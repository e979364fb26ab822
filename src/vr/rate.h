// The display's refresh rate: how fine a picture may be is decided by it, and how warm a headset
// gets. Read before the first frame, asked for, followed (XR_FB_display_refresh_rate).
#ifndef VR_RATE_H
#define VR_RATE_H

#include <stdbool.h>
#include <stdint.h>

struct vr;

// The highest offered rate that is not above `most_hz` (half a hertz is not counted: displays say
// 89.9 for 90). 0: none is, or only such as flicker (below 60 Hz). Pure.
float vr_rate_choose(const float *offered_hz, uint32_t count, float most_hz);

// Into vr->info.refresh_hz, where the runtime tells; the session stands already.
void vr_rate_read(struct vr *vr);

// Asks for the rate that is chosen. Returns it, also when the display has it already; 0 when the
// runtime offers none or refuses: all goes on at the rate there is. What was done is logged.
float vr_rate_ask(struct vr *vr, float most_hz);

// The runtime says that the display changed. False for a rate that no display has.
bool vr_rate_take(struct vr *vr, float rate_hz);

#endif
