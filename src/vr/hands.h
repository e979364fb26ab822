// Joints of bare hands (XR_EXT_hand_tracking).
#ifndef VR_HANDS_H
#define VR_HANDS_H

#include "vr/internal.h"

// Nothing where the headset does not track hands; a refused tracker is logged and done without.
MUST_USE enum err vr_hands_init(struct vr *vr);
void vr_hands_fini(struct vr *vr);

// Fills the joints of `out_hand`, in the world. With joints and no controller the palm becomes the
// grip. Nothing changes where hands are not tracked.
MUST_USE enum err vr_hands_locate(struct vr *vr, int hand, XrTime time, struct vr_hand *out_hand);

#endif
