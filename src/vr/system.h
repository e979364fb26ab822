// The headset behind the instance: what it is and what it can do.
#ifndef VR_SYSTEM_H
#define VR_SYSTEM_H

#include "vr/internal.h"

// Fills vr->system, eyes, blend_mode and the rest of vr->info; switches off in vr->enabled what
// the runtime offers but this headset lacks.
MUST_USE enum err vr_system_init(struct vr *vr);

#endif
