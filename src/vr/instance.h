// The OpenXR instance: runtime, extensions, validation layer.
#ifndef VR_INSTANCE_H
#define VR_INSTANCE_H

#include "vr/internal.h"

// Names the runtime in vr->info. vr_instance_fini is owed in every case.
MUST_USE enum err vr_instance_init(struct vr *vr, const struct vr_desc *desc);
void vr_instance_fini(struct vr *vr);

#endif
