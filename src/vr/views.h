// Where the eyes are; vr_views_late is declared in vr/frame.h.
#ifndef VR_VIEWS_H
#define VR_VIEWS_H

#include "vr/internal.h"

// A field of view that can be projected: opens to both sides, and to less than 180 degrees.
bool vr_views_is_fov_sane(XrFovf fov);

#endif
