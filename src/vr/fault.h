// How much misbehaviour of a runtime is survived. A call that fails once costs one picture, not the
// session of someone in pain; a runtime that fails frame after frame is given up.
#ifndef VR_FAULT_H
#define VR_FAULT_H

#include "base/err.h"
#include "vr/internal.h"

// ERR_OK for a failure inside a frame that may be survived; losses and the last straw pass.
MUST_USE enum err vr_fault_forgive(struct vr *vr, enum err err);

// Counts the frame as good or bad.
void vr_fault_frame_over(struct vr *vr);

#endif
