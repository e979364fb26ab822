// What actions say, and haptics: the functions that name an action and a subaction path.
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/input.h"
#include "simxr/session.h"

// The checks of everything that names an action and a subaction path.
static XrResult get_action(const struct simxr_session *session, XrAction handle, XrPath subaction,
                           XrActionType type, const struct simxr_value **out)
{
    struct simxr_action_data *action;
    TRY_XR(simxr_action_get(session->inst, handle, &action));
    if (action->type != type) {
        return XR_ERROR_ACTION_TYPE_MISMATCH;
    }
    enum simxr_user user;
    TRY_XR(simxr_action_user(session->inst, subaction, &user));
    if (user != SIMXR_USER_ANY && !(action->users >> user & 1)) {
        return XR_ERROR_PATH_UNSUPPORTED;
    }
    const struct simxr_attached *attached = simxr_input_find(&session->inputs, action);
    if (!attached) {
        return XR_ERROR_ACTIONSET_NOT_ATTACHED;
    }
    *out = &attached->values[user];
    return XR_SUCCESS;
}

static XrResult get_state(XrSession handle, const XrActionStateGetInfo *info, XrActionType type,
                          const void *state, XrStructureType state_type,
                          const struct simxr_value **out)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_ACTION_STATE_GET_INFO));
    TRY_XR(simxr_check_type(state, state_type));
    return get_action(session, info->action, info->subactionPath, type, out);
}

static XrResult check_haptics(XrSession handle, const XrHapticActionInfo *info,
                              struct simxr_session **session)
{
    TRY_XR(simxr_session_get(handle, session));
    TRY_XR(simxr_check_type(info, XR_TYPE_HAPTIC_ACTION_INFO));
    const struct simxr_value *value;
    return get_action(*session, info->action, info->subactionPath, XR_ACTION_TYPE_VIBRATION_OUTPUT,
                      &value);
}

static XrResult focus_of(const struct simxr_session *session)
{
    return session->state == XR_SESSION_STATE_FOCUSED ? XR_SUCCESS : XR_SESSION_NOT_FOCUSED;
}

XrResult simxr_state_bool(XrSession handle, const XrActionStateGetInfo *info,
                          XrActionStateBoolean *state)
{
    const struct simxr_value *value;
    TRY_XR(get_state(handle, info, XR_ACTION_TYPE_BOOLEAN_INPUT, state,
                     XR_TYPE_ACTION_STATE_BOOLEAN, &value));
    state->currentState = value->x > 0.0f;
    state->changedSinceLastSync = value->is_changed;
    state->lastChangeTime = value->changed_at;
    state->isActive = value->is_active;
    return XR_SUCCESS;
}

XrResult simxr_state_float(XrSession handle, const XrActionStateGetInfo *info,
                           XrActionStateFloat *state)
{
    const struct simxr_value *value;
    TRY_XR(get_state(handle, info, XR_ACTION_TYPE_FLOAT_INPUT, state, XR_TYPE_ACTION_STATE_FLOAT,
                     &value));
    state->currentState = value->x;
    state->changedSinceLastSync = value->is_changed;
    state->lastChangeTime = value->changed_at;
    state->isActive = value->is_active;
    return XR_SUCCESS;
}

XrResult simxr_state_vector(XrSession handle, const XrActionStateGetInfo *info,
                            XrActionStateVector2f *state)
{
    const struct simxr_value *value;
    TRY_XR(get_state(handle, info, XR_ACTION_TYPE_VECTOR2F_INPUT, state,
                     XR_TYPE_ACTION_STATE_VECTOR2F, &value));
    state->currentState = (XrVector2f){value->x, value->y};
    state->changedSinceLastSync = value->is_changed;
    state->lastChangeTime = value->changed_at;
    state->isActive = value->is_active;
    return XR_SUCCESS;
}

XrResult simxr_state_pose(XrSession handle, const XrActionStateGetInfo *info,
                          XrActionStatePose *state)
{
    const struct simxr_value *value;
    TRY_XR(get_state(handle, info, XR_ACTION_TYPE_POSE_INPUT, state, XR_TYPE_ACTION_STATE_POSE,
                     &value));
    state->isActive = value->is_active;
    return XR_SUCCESS;
}

XrResult simxr_state_vibrate(XrSession handle, const XrHapticActionInfo *info,
                             const XrHapticBaseHeader *haptic)
{
    struct simxr_session *session;
    TRY_XR(check_haptics(handle, info, &session));
    TRY_XR(simxr_check_type(haptic, XR_TYPE_HAPTIC_VIBRATION));
    const XrHapticVibration *vibration = (const XrHapticVibration *)haptic;
    // OpenXR 1.0, XrHapticVibration: zero, too, is as short as the device can.
    const bool has_end = vibration->duration >= 0 || vibration->duration == XR_MIN_HAPTIC_DURATION;
    if (!has_end || !(vibration->amplitude >= 0.0f && vibration->amplitude <= 1.0f) ||
        !(vibration->frequency >= 0.0f)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    return focus_of(session);
}

XrResult simxr_state_vibrate_stop(XrSession handle, const XrHapticActionInfo *info)
{
    struct simxr_session *session;
    TRY_XR(check_haptics(handle, info, &session));
    return focus_of(session);
}
