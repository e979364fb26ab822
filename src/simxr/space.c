#include "simxr/space.h"

#include "simxr/action.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/session.h"

// The stage one can walk on.
static const XrExtent2Df STAGE_SIZE_M = {3.0f, 3.0f};

static struct simxr_tracked fixed(struct pose pose_in_stage)
{
    return (struct simxr_tracked){
        .pose_in_stage = pose_in_stage,
        .is_turn_valid = true,
        .is_turn_tracked = true,
        .is_position_valid = true,
        .is_position_tracked = true,
    };
}

static struct simxr_tracked nowhere(void)
{
    return (struct simxr_tracked){.pose_in_stage = pose_identity()};
}

static struct pose local_at(const struct simxr_origin *origin, XrTime time)
{
    int i = origin->count - 1;
    while (i > 0 && origin->places[i].from > time) {
        i--;
    }
    return origin->places[i].local_in_stage;
}

static struct simxr_tracked reference_in_stage(const struct simxr_session *session,
                                               XrReferenceSpaceType type, XrTime time)
{
    if (type == XR_REFERENCE_SPACE_TYPE_VIEW) {
        return simxr_body_head(&session->body, simxr_session_elapsed(session, time));
    }
    if (type == XR_REFERENCE_SPACE_TYPE_STAGE) {
        return fixed(pose_identity());
    }
    struct pose local_in_stage = local_at(&session->origin, time);
    if (type != XR_REFERENCE_SPACE_TYPE_LOCAL) {
        local_in_stage.at_m.y = 0.0f; // LOCAL_FLOOR
    }
    return fixed(local_in_stage);
}

static void fill_location(const struct simxr_tracked *space, const struct simxr_tracked *base,
                          XrSpaceLocation *location)
{
    location->locationFlags = 0;
    if (space->is_turn_valid && base->is_turn_valid) {
        location->locationFlags |= XR_SPACE_LOCATION_ORIENTATION_VALID_BIT;
        if (space->is_turn_tracked && base->is_turn_tracked) {
            location->locationFlags |= XR_SPACE_LOCATION_ORIENTATION_TRACKED_BIT;
        }
    }
    if (space->is_position_valid && base->is_position_valid && base->is_turn_valid) {
        location->locationFlags |= XR_SPACE_LOCATION_POSITION_VALID_BIT;
        if (space->is_position_tracked && base->is_position_tracked && base->is_turn_tracked) {
            location->locationFlags |= XR_SPACE_LOCATION_POSITION_TRACKED_BIT;
        }
    }
    location->pose =
        simxr_check_from_pose(pose_chain(pose_inverse(base->pose_in_stage), space->pose_in_stage));
}

// Two reference spaces that hang on one thing know where they are to each other, tracked or not. An
// action that is inactive is nowhere, not even to itself.
static bool is_same_thing(const struct simxr_space *a, const struct simxr_space *b)
{
    return !a->is_action && !b->is_action && a->type == b->type;
}

static bool is_supported(const struct simxr_session *session, XrReferenceSpaceType type)
{
    return type == XR_REFERENCE_SPACE_TYPE_VIEW || type == XR_REFERENCE_SPACE_TYPE_LOCAL ||
           type == XR_REFERENCE_SPACE_TYPE_STAGE ||
           (type == XR_REFERENCE_SPACE_TYPE_LOCAL_FLOOR_EXT &&
            simxr_instance_has(session->inst, SIMXR_EXT_LOCAL_FLOOR));
}

static void announce(struct simxr_session *session, XrReferenceSpaceType type, XrTime from,
                     struct pose new_in_old)
{
    simxr_event_push(
        session->inst,
        (union simxr_event){.space_change = {
                                .type = XR_TYPE_EVENT_DATA_REFERENCE_SPACE_CHANGE_PENDING,
                                .session = SIMXR_HANDLE_AS(XrSession, session->object),
                                .referenceSpaceType = type,
                                .changeTime = from,
                                .poseValid = XR_TRUE,
                                .poseInPreviousSpace = simxr_check_from_pose(new_in_old),
                            }});
}

static void release_space(void *object)
{
    simxr_action_release(((struct simxr_space *)object)->action);
}

static XrResult get_any(XrSpace handle, struct simxr_space **out, struct simxr_session **session)
{
    *out = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_SPACE);
    return simxr_session_of(*out ? &(*out)->object : NULL, session);
}

void simxr_space_init(struct simxr_session *session)
{
    const struct simxr_tracked head = simxr_body_head(&session->body, 0);
    session->origin.count = 1;
    session->origin.places[0].from = 0;
    session->origin.places[0].local_in_stage = (struct pose){
        .turn = pose_turn_yaw_pitch(0.0f, 0.0f),
        .at_m = head.pose_in_stage.at_m,
    };
}

void simxr_space_recenter(struct simxr_session *session, const struct simxr_script_event *event)
{
    struct simxr_origin *origin = &session->origin;
    if (origin->count == SIMXR_SPACE_RECENTER_MAX) {
        for (int i = 1; i < origin->count; i++) {
            origin->places[i - 1] = origin->places[i];
        }
        origin->count--;
    }
    const XrTime from = simxr_session_now(session) + event->in_ns;
    const struct pose new_in_old = {
        .turn = pose_turn_yaw_pitch(event->yaw_rad, 0.0f),
        .at_m = event->offset_m,
    };
    const struct pose old_in_stage = origin->places[origin->count - 1].local_in_stage;
    origin->places[origin->count].from = from;
    origin->places[origin->count].local_in_stage = pose_chain(old_in_stage, new_in_old);
    origin->count++;
    announce(session, XR_REFERENCE_SPACE_TYPE_LOCAL, from, new_in_old);
    if (simxr_instance_has(session->inst, SIMXR_EXT_LOCAL_FLOOR)) {
        struct pose on_floor = new_in_old;
        on_floor.at_m.y = 0.0f;
        announce(session, XR_REFERENCE_SPACE_TYPE_LOCAL_FLOOR_EXT, from, on_floor);
    }
}

XrResult simxr_space_get(const struct simxr_session *session, XrSpace handle,
                         struct simxr_space **out)
{
    *out = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_SPACE);
    return *out && (*out)->object.parent == &session->object ? XR_SUCCESS : XR_ERROR_HANDLE_INVALID;
}

struct simxr_tracked simxr_space_in_stage(const struct simxr_session *session,
                                          const struct simxr_space *space, XrTime time)
{
    struct simxr_tracked thing;
    if (!space->is_action) {
        thing = reference_in_stage(session, space->type, time);
    } else if (!simxr_input_pose_in_stage(session, space->action, space->user, time, &thing)) {
        thing = nowhere();
    }
    return simxr_body_attach(thing, space->offset);
}

void simxr_space_velocity(const struct simxr_tracked *thing, const struct simxr_tracked *base,
                          XrSpaceVelocity *velocity)
{
    velocity->velocityFlags = 0;
    if (thing->is_position_valid && base->is_position_valid && base->is_turn_valid) {
        velocity->velocityFlags |= XR_SPACE_VELOCITY_LINEAR_VALID_BIT;
    }
    if (thing->is_turn_valid && base->is_turn_valid) {
        velocity->velocityFlags |= XR_SPACE_VELOCITY_ANGULAR_VALID_BIT;
    }
    // OpenXR 1.0, XrSpaceVelocity: the motion as an observer at rest in the base space sees it, who
    // is carried along by the base's own motion.
    const vec3s arm = glms_vec3_sub(thing->pose_in_stage.at_m, base->pose_in_stage.at_m);
    const vec3s carried =
        glms_vec3_add(base->linear_m_s, glms_vec3_cross(base->angular_rad_s, arm));
    const struct pose stage_in_base = pose_inverse(base->pose_in_stage);
    const vec3s linear = pose_direction(stage_in_base, glms_vec3_sub(thing->linear_m_s, carried));
    const vec3s angular =
        pose_direction(stage_in_base, glms_vec3_sub(thing->angular_rad_s, base->angular_rad_s));
    velocity->linearVelocity = (XrVector3f){linear.x, linear.y, linear.z};
    velocity->angularVelocity = (XrVector3f){angular.x, angular.y, angular.z};
}

XrResult simxr_space_list(XrSession handle, uint32_t capacity, uint32_t *out_count,
                          XrReferenceSpaceType *spaces)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    const XrReferenceSpaceType types[] = {
        XR_REFERENCE_SPACE_TYPE_VIEW,
        XR_REFERENCE_SPACE_TYPE_LOCAL,
        XR_REFERENCE_SPACE_TYPE_STAGE,
        XR_REFERENCE_SPACE_TYPE_LOCAL_FLOOR_EXT,
    };
    const size_t count = simxr_instance_has(session->inst, SIMXR_EXT_LOCAL_FLOOR) ? 4 : 3;
    return simxr_check_copy(capacity, out_count, spaces, types, count, sizeof types[0]);
}

XrResult simxr_space_create_reference(XrSession handle, const XrReferenceSpaceCreateInfo *info,
                                      XrSpace *out_space)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_REFERENCE_SPACE_CREATE_INFO));
    if (!out_space) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    if (!is_supported(session, info->referenceSpaceType)) {
        return XR_ERROR_REFERENCE_SPACE_UNSUPPORTED;
    }
    TRY_XR(simxr_check_pose(&info->poseInReferenceSpace));
    void *object;
    TRY_XR(simxr_handle_create(SIMXR_SPACE, sizeof(struct simxr_space), &session->object,
                               release_space, &object));
    struct simxr_space *space = object;
    space->type = info->referenceSpaceType;
    space->offset = simxr_check_to_pose(&info->poseInReferenceSpace);
    *out_space = SIMXR_HANDLE_AS(XrSpace, space->object);
    return XR_SUCCESS;
}

XrResult simxr_space_bounds(XrSession handle, XrReferenceSpaceType type, XrExtent2Df *bounds)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    if (!bounds) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    *bounds = (XrExtent2Df){0.0f, 0.0f};
    if (!is_supported(session, type)) {
        return XR_ERROR_REFERENCE_SPACE_UNSUPPORTED;
    }
    if (type != XR_REFERENCE_SPACE_TYPE_STAGE) {
        return XR_SPACE_BOUNDS_UNAVAILABLE;
    }
    *bounds = STAGE_SIZE_M;
    return XR_SUCCESS;
}

XrResult simxr_space_create_action(XrSession handle, const XrActionSpaceCreateInfo *info,
                                   XrSpace *out_space)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_ACTION_SPACE_CREATE_INFO));
    if (!out_space) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    struct simxr_action_data *action;
    TRY_XR(simxr_action_get(session->inst, info->action, &action));
    if (action->type != XR_ACTION_TYPE_POSE_INPUT) {
        return XR_ERROR_ACTION_TYPE_MISMATCH;
    }
    enum simxr_user user;
    TRY_XR(simxr_action_user(session->inst, info->subactionPath, &user));
    if (user != SIMXR_USER_COUNT && !(action->users >> user & 1)) {
        return XR_ERROR_PATH_UNSUPPORTED;
    }
    TRY_XR(simxr_check_pose(&info->poseInActionSpace));
    void *object;
    TRY_XR(simxr_handle_create(SIMXR_SPACE, sizeof(struct simxr_space), &session->object,
                               release_space, &object));
    struct simxr_space *space = object;
    space->is_action = true;
    space->action = action;
    space->user = user;
    space->offset = simxr_check_to_pose(&info->poseInActionSpace);
    simxr_action_retain(action);
    *out_space = SIMXR_HANDLE_AS(XrSpace, space->object);
    return XR_SUCCESS;
}

XrResult simxr_space_locate(XrSpace space_handle, XrSpace base_handle, XrTime time,
                            XrSpaceLocation *location)
{
    struct simxr_space *space, *base;
    struct simxr_session *session, *base_session;
    TRY_XR(get_any(space_handle, &space, &session));
    TRY_XR(get_any(base_handle, &base, &base_session));
    if (session != base_session) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    TRY_XR(simxr_check_type(location, XR_TYPE_SPACE_LOCATION));
    if (time <= 0) {
        return XR_ERROR_TIME_INVALID;
    }
    struct simxr_tracked space_in_stage = simxr_space_in_stage(session, space, time);
    struct simxr_tracked base_in_stage = simxr_space_in_stage(session, base, time);
    if (is_same_thing(space, base)) {
        space_in_stage = simxr_body_attach(fixed(pose_identity()), space->offset);
        base_in_stage = simxr_body_attach(fixed(pose_identity()), base->offset);
    }
    fill_location(&space_in_stage, &base_in_stage, location);
    for (XrBaseOutStructure *at = location->next; at; at = at->next) {
        if (at->type == XR_TYPE_SPACE_VELOCITY) {
            simxr_space_velocity(&space_in_stage, &base_in_stage, (XrSpaceVelocity *)at);
        } else if (at->type == XR_TYPE_EYE_GAZE_SAMPLE_TIME_EXT &&
                   simxr_instance_has(session->inst, SIMXR_EXT_EYE_GAZE_INTERACTION)) {
            // The eyes are measured at the very time asked for.
            const bool is_gaze = location->locationFlags && space->is_action &&
                                 simxr_input_is_gaze(session, space->action, space->user);
            ((XrEyeGazeSampleTimeEXT *)at)->time = is_gaze ? time : 0;
        }
    }
    return XR_SUCCESS;
}

XrResult simxr_space_destroy(XrSpace handle)
{
    struct simxr_object *space = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_SPACE);
    if (!space) {
        return XR_ERROR_HANDLE_INVALID;
    }
    simxr_handle_destroy(space);
    return XR_SUCCESS;
}
