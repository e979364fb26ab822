// What the runtime has to say between frames.
#ifndef VR_EVENTS_H
#define VR_EVENTS_H

#include "vr/internal.h"

MUST_USE enum err vr_events_drain(struct vr *vr, struct vr_events *out_events);

#endif
