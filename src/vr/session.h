// The session: bound to a Vulkan device, begun and ended as the runtime asks.
#ifndef VR_SESSION_H
#define VR_SESSION_H

#include "vr/internal.h"

MUST_USE enum err vr_session_init(struct vr *vr, const struct vr_graphics *graphics);
void vr_session_fini(struct vr *vr);

// Does what the announced state asks for: begins or ends the session.
MUST_USE enum err vr_session_enter(struct vr *vr, XrSessionState state);

void vr_session_request_exit(struct vr *vr);

#endif
