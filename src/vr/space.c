#include "vr/space.h"

#include "base/log.h"
#include "vr/make.h"
#include "vr/posture.h"
#include "vr/result.h"

enum { SPACE_KIND_MAX = 32 };

// Eyes of someone who sits, where the runtime does not know the floor.
static const float seated_eyes_m = 1.2f;
static const float half_eye_distance_m = 0.032f;

// Where the eyes are taken to be until they have been found.
static void assume_eyes(struct vr_space *space)
{
    space->head_at_m = (vec3s){{0.0f, seated_eyes_m - space->floor_m, 0.0f}};
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        space->eyes_at_m[i] = space->head_at_m;
        space->eyes_at_m[i].x = i == 0 ? -half_eye_distance_m : half_eye_distance_m;
    }
}

static void turn_world(struct vr *vr, struct pose head_in_base)
{
    struct vr_space *space = &vr->session.space;
    struct pose raise = pose_identity();
    raise.at_m.y = space->floor_m;
    const struct pose posture =
        vr_posture_world_from_base(vr->recline_rad, pose_chain(raise, head_in_base));
    space->world_from_base = pose_chain(posture, raise);
}

enum err vr_space_init(struct vr *vr)
{
    struct vr_space *space = &vr->session.space;
    XrReferenceSpaceType kinds[SPACE_KIND_MAX];
    uint32_t count = 0;
    TRY_XR(vr->instance,
           xrEnumerateReferenceSpaces(vr->session.handle, SPACE_KIND_MAX, &count, kinds));
    bool has_local_floor = false;
    bool has_stage = false;
    for (uint32_t i = 0; i < count; i++) {
        has_local_floor = has_local_floor || kinds[i] == XR_REFERENCE_SPACE_TYPE_LOCAL_FLOOR_EXT;
        has_stage = has_stage || kinds[i] == XR_REFERENCE_SPACE_TYPE_STAGE;
    }
    has_local_floor = has_local_floor && vr->enabled.local_floor;

    TRY(vr_make_space(vr, XR_REFERENCE_SPACE_TYPE_VIEW, &space->head));
    space->base_type =
        has_local_floor ? XR_REFERENCE_SPACE_TYPE_LOCAL_FLOOR_EXT : XR_REFERENCE_SPACE_TYPE_LOCAL;
    TRY(vr_make_space(vr, space->base_type, &space->base));
    if (!has_local_floor && has_stage) {
        TRY(vr_make_space(vr, XR_REFERENCE_SPACE_TYPE_STAGE, &space->stage));
    }
    space->floor_m = has_local_floor ? 0.0f : seated_eyes_m;
    assume_eyes(space);
    const struct pose resting = {.turn = pose_turn_yaw_pitch(0.0f, vr->recline_rad),
                                 .at_m = space->head_at_m};
    turn_world(vr, resting);
    LOG_INFO("the world stands on %s", has_local_floor ? "LOCAL_FLOOR"
                                       : has_stage     ? "LOCAL, with the floor of STAGE"
                                                       : "LOCAL, with the floor 1.2 m below it");
    return ERR_OK;
}

void vr_space_fini(struct vr *vr)
{
    XrSpace *const all[] = {&vr->session.space.head, &vr->session.space.base,
                            &vr->session.space.stage};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (*all[i] != XR_NULL_HANDLE) {
            xrDestroySpace(*all[i]);
            *all[i] = XR_NULL_HANDLE;
        }
    }
}

// Base has LOCAL's heading; only the height comes from STAGE, whose heading is the room's.
static enum err measure_floor(struct vr *vr, XrTime time, bool *out_is_known)
{
    struct vr_space *space = &vr->session.space;
    *out_is_known = true;
    if (space->stage == XR_NULL_HANDLE) {
        return ERR_OK;
    }
    XrSpaceLocation base_in_stage = {.type = XR_TYPE_SPACE_LOCATION};
    TRY_XR(vr->instance, xrLocateSpace(space->base, space->stage, time, &base_in_stage));
    *out_is_known = (base_in_stage.locationFlags & XR_SPACE_LOCATION_POSITION_VALID_BIT) != 0;
    if (*out_is_known) {
        space->floor_m = base_in_stage.pose.position.y;
    }
    return ERR_OK;
}

enum err vr_space_settle(struct vr *vr, XrTime time)
{
    struct vr_space *space = &vr->session.space;
    if (space->is_settled) {
        return ERR_OK;
    }
    bool is_floor_known = false;
    TRY(measure_floor(vr, time, &is_floor_known));
    struct vr_space_found head;
    TRY(vr_space_find(vr, space->head, time, &head));
    if (!head.has_turn || !head.has_place) {
        return ERR_OK;
    }
    turn_world(vr, head.in_base);
    space->is_settled = is_floor_known;
    return ERR_OK;
}

struct vr_space_found vr_space_found_of(XrSpaceLocationFlags flags, XrPosef pose)
{
    const XrSpaceLocationFlags tracked =
        XR_SPACE_LOCATION_ORIENTATION_TRACKED_BIT | XR_SPACE_LOCATION_POSITION_TRACKED_BIT;
    struct vr_space_found found = {
        .has_turn = (flags & XR_SPACE_LOCATION_ORIENTATION_VALID_BIT) != 0,
        .has_place = (flags & XR_SPACE_LOCATION_POSITION_VALID_BIT) != 0,
        .is_tracked = (flags & tracked) == tracked,
        .in_base = pose_identity(),
    };
    if (found.has_turn) {
        const versors turn = {
            {pose.orientation.x, pose.orientation.y, pose.orientation.z, pose.orientation.w}};
        found.in_base.turn = glms_quat_normalize(turn);
    }
    if (found.has_place) {
        found.in_base.at_m = (vec3s){{pose.position.x, pose.position.y, pose.position.z}};
    }
    return found;
}

enum err vr_space_find(const struct vr *vr, XrSpace space, XrTime time, struct vr_space_found *out)
{
    XrSpaceLocation location = {.type = XR_TYPE_SPACE_LOCATION};
    *out = (struct vr_space_found){.in_base = pose_identity()};
    TRY_XR(vr->instance, xrLocateSpace(space, vr->session.space.base, time, &location));
    *out = vr_space_found_of(location.locationFlags, location.pose);
    return ERR_OK;
}

struct pose vr_space_to_world(const struct vr *vr, struct pose in_base)
{
    return pose_chain(vr->session.space.world_from_base, in_base);
}

void vr_space_announce_change(struct vr *vr, const XrEventDataReferenceSpaceChangePending *event)
{
    struct vr_space *space = &vr->session.space;
    const bool is_ours = event->referenceSpaceType == space->base_type ||
                         (space->stage != XR_NULL_HANDLE &&
                          event->referenceSpaceType == XR_REFERENCE_SPACE_TYPE_STAGE);
    if (is_ours) {
        space->is_change_pending = true;
        space->change_time = event->changeTime;
    }
}

bool vr_space_take_change(struct vr *vr, XrTime time)
{
    struct vr_space *space = &vr->session.space;
    if (!space->is_change_pending || time < space->change_time) {
        return false;
    }
    space->is_change_pending = false;
    space->is_settled = false;
    return true;
}
