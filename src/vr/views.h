// Where the eyes are; vr_views_late is declared in vr/frame.h.
#ifndef VR_VIEWS_H
#define VR_VIEWS_H

#include "vr/internal.h"

// A field of view that can be projected: opens to both sides, and to less than 180 degrees.
bool vr_views_is_fov_sane(XrFovf fov);

// Tracking often loses the place before the direction. Then the eyes stay where they were, and the
// layer is told so, for what is shown has to match what is drawn.
void vr_views_hold(XrView views[VR_EYE_COUNT], vec3s held_m[VR_EYE_COUNT], bool has_place);

#endif
