// The display's refresh rate before the first frame: how fine a picture may be is decided by it.
#ifndef VR_RATE_H
#define VR_RATE_H

#include "vr/internal.h"

// Into vr->info.refresh_hz, where the runtime tells; the session stands already.
void vr_rate_read(struct vr *vr);

#endif
