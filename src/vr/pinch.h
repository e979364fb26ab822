// Thumb and index finger touching, as a button: closes under 15 mm, opens over 25 mm. The band
// between keeps a trembling hand from pressing twice; a hand that is lost lets go.
#ifndef VR_PINCH_H
#define VR_PINCH_H

#include <cglm/struct.h>

#include <stdbool.h>

struct vr_pinch {
    bool is_closed;
};

// Returns whether the pinch is closed now. `are_tips_valid` false: both positions are ignored.
bool vr_pinch_step(struct vr_pinch *pinch, bool are_tips_valid, vec3s thumb_tip_m,
                   vec3s index_tip_m);

#endif
