// Where things are. Everything is located in one space of the runtime, `base`, and carried into
// the world by world_from_base: the height of the floor, then the wearer's posture.
#ifndef VR_SPACE_H
#define VR_SPACE_H

#include "vr/internal.h"

struct vr_space_found {
    bool has_turn;   // orientation valid: without it nothing else is
    bool has_place;  // position valid
    bool is_tracked; // both measured now, not guessed
    struct pose in_base;
};

MUST_USE enum err vr_space_init(struct vr *vr);
void vr_space_fini(struct vr *vr);

// Measures floor and posture, as soon as the head can be located, once after the start and after
// each recentring. Costs nothing once it has succeeded.
MUST_USE enum err vr_space_settle(struct vr *vr, XrTime time);

MUST_USE enum err vr_space_find(const struct vr *vr, XrSpace space, XrTime time,
                                struct vr_space_found *out);
struct vr_space_found vr_space_found_of(XrSpaceLocationFlags flags, XrPosef pose);
struct pose vr_space_to_world(const struct vr *vr, struct pose in_base);

// A recentring was announced / whether it has taken effect for frames shown at `time`.
void vr_space_announce_change(struct vr *vr, const XrEventDataReferenceSpaceChangePending *event);
bool vr_space_take_change(struct vr *vr, XrTime time);

#endif
