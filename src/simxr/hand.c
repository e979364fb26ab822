// XR_EXT_hand_tracking.
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/session.h"

struct hand_tracker {
    struct simxr_object object;
    enum simxr_side side;
};

static const XrSpaceLocationFlags ALL_FLAGS =
    XR_SPACE_LOCATION_ORIENTATION_VALID_BIT | XR_SPACE_LOCATION_POSITION_VALID_BIT |
    XR_SPACE_LOCATION_ORIENTATION_TRACKED_BIT | XR_SPACE_LOCATION_POSITION_TRACKED_BIT;

static void fill_joints(const struct simxr_joint *joints, struct pose stage_in_base,
                        XrHandJointLocationsEXT *locations)
{
    for (uint32_t i = 0; i < SIMXR_JOINT_COUNT; i++) {
        XrHandJointLocationEXT *out = &locations->jointLocations[i];
        *out = (XrHandJointLocationEXT){.pose = simxr_check_from_pose(pose_identity())};
        if (joints) {
            out->locationFlags = ALL_FLAGS;
            out->pose = simxr_check_from_pose(pose_chain(stage_in_base, joints[i].pose_in_stage));
            out->radius = joints[i].radius_m;
        }
    }
}

static void fill_velocities(const struct simxr_joint *joints, const struct simxr_tracked *base,
                            XrHandJointVelocitiesEXT *velocities)
{
    for (uint32_t i = 0; i < SIMXR_JOINT_COUNT; i++) {
        XrHandJointVelocityEXT *out = &velocities->jointVelocities[i];
        *out = (XrHandJointVelocityEXT){0};
        if (joints) {
            const struct simxr_tracked joint = {
                .pose_in_stage = joints[i].pose_in_stage,
                .linear_m_s = joints[i].linear_m_s,
                .angular_rad_s = joints[i].angular_rad_s,
                .is_turn_valid = true,
                .is_position_valid = true,
            };
            XrSpaceVelocity velocity;
            simxr_space_velocity(&joint, base, &velocity);
            out->velocityFlags = velocity.velocityFlags;
            out->linearVelocity = velocity.linearVelocity;
            out->angularVelocity = velocity.angularVelocity;
        }
    }
}

static XrResult check_arrays(const XrHandJointLocationsEXT *locations,
                             const XrHandJointVelocitiesEXT *velocities)
{
    if (locations->jointCount != XR_HAND_JOINT_COUNT_EXT || !locations->jointLocations) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    if (velocities &&
        (velocities->jointCount != XR_HAND_JOINT_COUNT_EXT || !velocities->jointVelocities)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    return XR_SUCCESS;
}

static XrHandJointVelocitiesEXT *chained_velocities(const XrHandJointLocationsEXT *locations)
{
    XrBaseOutStructure *at = locations->next;
    while (at && at->type != XR_TYPE_HAND_JOINT_VELOCITIES_EXT) {
        at = at->next;
    }
    return (XrHandJointVelocitiesEXT *)at;
}

XrResult simxr_hand_create(XrSession handle, const XrHandTrackerCreateInfoEXT *info,
                           XrHandTrackerEXT *out_tracker)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_HAND_TRACKER_CREATE_INFO_EXT));
    const bool is_left = info->hand == XR_HAND_LEFT_EXT;
    if (!out_tracker || (!is_left && info->hand != XR_HAND_RIGHT_EXT) ||
        info->handJointSet != XR_HAND_JOINT_SET_DEFAULT_EXT) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    void *object;
    TRY_XR(simxr_handle_create(SIMXR_HAND_TRACKER, sizeof(struct hand_tracker), &session->object,
                               NULL, &object));
    struct hand_tracker *tracker = object;
    tracker->side = is_left ? SIMXR_LEFT : SIMXR_RIGHT;
    *out_tracker = SIMXR_HANDLE_AS(XrHandTrackerEXT, tracker->object);
    return XR_SUCCESS;
}

XrResult simxr_hand_destroy(XrHandTrackerEXT handle)
{
    struct simxr_object *tracker = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_HAND_TRACKER);
    if (!tracker) {
        return XR_ERROR_HANDLE_INVALID;
    }
    simxr_handle_destroy(tracker);
    return XR_SUCCESS;
}

XrResult simxr_hand_locate(XrHandTrackerEXT handle, const XrHandJointsLocateInfoEXT *info,
                           XrHandJointLocationsEXT *locations)
{
    struct hand_tracker *tracker = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_HAND_TRACKER);
    struct simxr_session *session;
    TRY_XR(simxr_session_of(tracker ? &tracker->object : NULL, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_HAND_JOINTS_LOCATE_INFO_EXT));
    TRY_XR(simxr_check_type(locations, XR_TYPE_HAND_JOINT_LOCATIONS_EXT));
    XrHandJointVelocitiesEXT *velocities = chained_velocities(locations);
    TRY_XR(check_arrays(locations, velocities));
    struct simxr_space *space;
    TRY_XR(simxr_space_get(session, info->baseSpace, &space));
    if (info->time <= 0) {
        return XR_ERROR_TIME_INVALID;
    }
    const struct simxr_tracked base = simxr_space_in_stage(session, space, info->time);
    const int64_t elapsed_ns = simxr_session_elapsed(session, info->time);
    struct simxr_joint joints[SIMXR_JOINT_COUNT];
    // XR_EXT_hand_tracking: inactive also when the application has no input focus.
    const bool is_active = session->state == XR_SESSION_STATE_FOCUSED && base.is_turn_valid &&
                           base.is_position_valid &&
                           simxr_body_joints(&session->body, tracker->side, elapsed_ns, joints);
    locations->isActive = is_active;
    fill_joints(is_active ? joints : NULL, pose_inverse(base.pose_in_stage), locations);
    if (velocities) {
        fill_velocities(is_active ? joints : NULL, &base, velocities);
    }
    return XR_SUCCESS;
}
