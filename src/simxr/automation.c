#include "simxr/automation.h"

#include "simxr/action.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/session.h"

static const struct simxr_automated *find(const struct simxr_automation *automation,
                                          const struct simxr_source *source,
                                          enum simxr_component component)
{
    for (int i = 0; i < automation->count; i++) {
        const struct simxr_automated *item = &automation->items[i];
        if (item->source.component == component &&
            simxr_profile_is_same_part(&item->source, source)) {
            return item;
        }
    }
    return NULL;
}

// Not so for NaN.
static bool is_in_range(float value)
{
    return value >= -1.0f && value <= 1.0f;
}

static XrResult get_user(XrSession handle, XrPath user_path, struct simxr_session **session,
                         enum simxr_user *out_user)
{
    TRY_XR(simxr_session_get(handle, session));
    if (user_path == XR_NULL_PATH) {
        return XR_ERROR_PATH_INVALID;
    }
    return simxr_action_user((*session)->inst, user_path, out_user);
}

// Room for what is set at `path` of this user's device.
static XrResult get_item(XrSession handle, XrPath user_path, XrPath path, XrActionType type,
                         struct simxr_session **session, struct simxr_automated **out)
{
    enum simxr_user user;
    TRY_XR(get_user(handle, user_path, session, &user));
    struct simxr_automation *automation = &(*session)->automation;
    const char *text = simxr_path_text(&(*session)->inst->paths, path);
    if (!text) {
        return XR_ERROR_PATH_INVALID;
    }
    const enum simxr_profile profile = automation->devices[user].profile;
    struct simxr_source source;
    if (!automation->devices[user].is_set ||
        !simxr_profile_resolve(profile, text, type, (*session)->inst->extensions, &source) ||
        source.user != user) {
        return XR_ERROR_PATH_UNSUPPORTED;
    }
    for (int i = 0; i < automation->count; i++) {
        *out = &automation->items[i];
        if ((*out)->source.component == source.component &&
            simxr_profile_is_same_part(&(*out)->source, &source)) {
            return XR_SUCCESS;
        }
    }
    if (automation->count == SIMXR_AUTOMATION_MAX) {
        return XR_ERROR_LIMIT_REACHED;
    }
    *out = &automation->items[automation->count++];
    **out = (struct simxr_automated){.source = source, .pose_in_stage = pose_identity()};
    return XR_SUCCESS;
}

void simxr_automation_value(const struct simxr_automation *automation,
                            const struct simxr_source *source, float *out_x, float *out_y)
{
    *out_x = 0.0f;
    *out_y = 0.0f;
    const struct simxr_automated *item = find(automation, source, source->component);
    if (item) {
        *out_x = item->x;
        *out_y = item->y;
        return;
    }
    if (source->component == SIMXR_XY) {
        const struct simxr_automated *x = find(automation, source, SIMXR_X);
        const struct simxr_automated *y = find(automation, source, SIMXR_Y);
        *out_x = x ? x->x : 0.0f;
        *out_y = y ? y->x : 0.0f;
    } else if (source->component == SIMXR_X || source->component == SIMXR_Y) {
        const struct simxr_automated *whole = find(automation, source, SIMXR_XY);
        const bool is_x = source->component == SIMXR_X;
        *out_x = !whole ? 0.0f : is_x ? whole->x : whole->y;
    }
}

bool simxr_automation_is_off(const struct simxr_automation *automation, enum simxr_user user)
{
    return automation->devices[user].is_set && !automation->devices[user].is_active;
}

bool simxr_automation_pose(const struct simxr_automation *automation,
                           const struct simxr_source *source, struct pose *out_pose)
{
    const struct simxr_automated *item = find(automation, source, SIMXR_POSE);
    if (item) {
        *out_pose = item->pose_in_stage;
    }
    return item != NULL;
}

XrResult simxr_automation_set_active(XrSession handle, XrPath profile_path, XrPath user_path,
                                     XrBool32 is_active)
{
    struct simxr_session *session;
    enum simxr_user user;
    TRY_XR(get_user(handle, user_path, &session, &user));
    const char *text = simxr_path_text(&session->inst->paths, profile_path);
    if (!text) {
        return XR_ERROR_PATH_INVALID;
    }
    const enum simxr_profile profile = simxr_profile_find(text, session->inst->extensions);
    if (profile == SIMXR_PROFILE_NONE || !simxr_profile_has_user(profile, user)) {
        return XR_ERROR_PATH_UNSUPPORTED;
    }
    session->automation.devices[user].is_set = true;
    session->automation.devices[user].is_active = is_active;
    session->automation.devices[user].profile = profile;
    return XR_SUCCESS;
}

XrResult simxr_automation_set_bool(XrSession handle, XrPath user, XrPath path, XrBool32 value)
{
    struct simxr_session *session;
    struct simxr_automated *item;
    TRY_XR(get_item(handle, user, path, XR_ACTION_TYPE_BOOLEAN_INPUT, &session, &item));
    item->x = value ? 1.0f : 0.0f;
    return XR_SUCCESS;
}

XrResult simxr_automation_set_float(XrSession handle, XrPath user, XrPath path, float value)
{
    struct simxr_session *session;
    struct simxr_automated *item;
    TRY_XR(get_item(handle, user, path, XR_ACTION_TYPE_FLOAT_INPUT, &session, &item));
    if (!is_in_range(value)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    item->x = value;
    return XR_SUCCESS;
}

XrResult simxr_automation_set_vector(XrSession handle, XrPath user, XrPath path, XrVector2f value)
{
    struct simxr_session *session;
    struct simxr_automated *item;
    TRY_XR(get_item(handle, user, path, XR_ACTION_TYPE_VECTOR2F_INPUT, &session, &item));
    if (!is_in_range(value.x) || !is_in_range(value.y)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    item->x = value.x;
    item->y = value.y;
    return XR_SUCCESS;
}

XrResult simxr_automation_set_location(XrSession handle, XrPath user, XrPath path,
                                       XrSpace space_handle, XrPosef pose)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    struct simxr_space *space;
    TRY_XR(simxr_space_get(session, space_handle, &space));
    TRY_XR(simxr_check_pose(&pose));
    struct simxr_automated *item;
    TRY_XR(get_item(handle, user, path, XR_ACTION_TYPE_POSE_INPUT, &session, &item));
    const struct simxr_tracked base =
        simxr_space_in_stage(session, space, simxr_session_now(session));
    item->pose_in_stage = pose_chain(base.pose_in_stage, simxr_check_to_pose(&pose));
    return XR_SUCCESS;
}
