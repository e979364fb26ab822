// What OpenXR's own validation layer finds fault with. The layer writes to a file and nowhere else
// that can be relied on (as of Debian 12), so that file is read and its findings are logged.
#ifndef VR_VALIDATION_H
#define VR_VALIDATION_H

#include "vr/internal.h"

extern const char vr_validation_layer[];

// True when the layer is installed; it then writes where vr_validation_collect reads. Call before
// the instance is made. `*out_version` is of the OpenXR it was written for.
bool vr_validation_prepare(XrVersion *out_version);

// Logs and counts what came since the last time.
void vr_validation_collect(struct vr *vr);
void vr_validation_fini(struct vr *vr);

#endif
