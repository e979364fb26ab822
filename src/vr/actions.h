// Buttons and poses of controllers, hands and eyes, through OpenXR's action system.
#ifndef VR_ACTIONS_H
#define VR_ACTIONS_H

#include "vr/internal.h"

// Makes the actions, suggests bindings for every controller we know, attaches the set.
MUST_USE enum err vr_actions_init(struct vr *vr);
void vr_actions_fini_spaces(struct vr *vr); // before the session is destroyed
void vr_actions_fini(struct vr *vr);        // after it

// Learns which hand holds a controller and which is bare.
MUST_USE enum err vr_actions_read_profiles(struct vr *vr);

// Fetches the newest state. `*out_has_focus` false: another program has the input, and nothing
// may be read.
MUST_USE enum err vr_actions_sync(struct vr *vr, bool *out_has_focus);
MUST_USE enum err vr_actions_read_select(const struct vr *vr, bool *out_is_down);
MUST_USE enum err vr_actions_is_active(const struct vr *vr, XrAction pose, XrPath hand,
                                       bool *out_is_active);

#endif
