#include "vr/actions.h"

#include "base/log.h"
#include "vr/bindings.h"
#include "vr/make.h"
#include "vr/result.h"

#include <stdio.h>

static enum err make_action(const struct vr *vr, XrActionType type, const char *name,
                            const char *title, bool is_per_hand, XrAction *out)
{
    XrActionCreateInfo info = {
        .type = XR_TYPE_ACTION_CREATE_INFO,
        .actionType = type,
        .countSubactionPaths = is_per_hand ? VR_HAND_COUNT : 0,
        .subactionPaths = is_per_hand ? vr->session.actions.hand_paths : NULL,
    };
    snprintf(info.actionName, sizeof info.actionName, "%s", name);
    snprintf(info.localizedActionName, sizeof info.localizedActionName, "%s", title);
    return vr_make_action(vr, &info, out);
}

static enum err make_actions(struct vr *vr)
{
    struct vr_actions *actions = &vr->session.actions;
    const XrActionSetCreateInfo info = {
        .type = XR_TYPE_ACTION_SET_CREATE_INFO,
        .actionSetName = "patient",
        .localizedActionSetName = "Patient",
    };
    TRY(vr_make_action_set(vr, &info, &actions->set));
    TRY(make_action(vr, XR_ACTION_TYPE_BOOLEAN_INPUT, "select", "Select", true, &actions->select));
    TRY(make_action(vr, XR_ACTION_TYPE_POSE_INPUT, "grip", "Hand", true, &actions->grip));
    TRY(make_action(vr, XR_ACTION_TYPE_POSE_INPUT, "aim", "Pointing", true, &actions->aim));
    TRY(make_action(vr, XR_ACTION_TYPE_VIBRATION_OUTPUT, "pulse", "Pulse", true, &actions->pulse));
    if (vr->enabled.eye_gaze) {
        TRY(make_action(vr, XR_ACTION_TYPE_POSE_INPUT, "gaze", "Gaze", false, &actions->gaze));
    }
    return ERR_OK;
}

static XrAction action_of(const struct vr_actions *actions, enum vr_bindings_action kind)
{
    switch (kind) {
    case VR_BINDINGS_SELECT: return actions->select;
    case VR_BINDINGS_GRIP: return actions->grip;
    case VR_BINDINGS_AIM: return actions->aim;
    case VR_BINDINGS_PULSE: return actions->pulse;
    case VR_BINDINGS_GAZE: return actions->gaze;
    }
    return XR_NULL_HANDLE;
}

static bool is_offered(const struct vr *vr, const struct vr_bindings_profile *profile)
{
    return profile->needs == VR_BINDINGS_CORE ||
           *(const bool *)((const char *)&vr->enabled + profile->needs);
}

static enum err suggest(const struct vr *vr, const struct vr_bindings_profile *profile)
{
    XrActionSuggestedBinding lines[VR_BINDINGS_MAX];
    uint32_t count = 0;
    for (; count < VR_BINDINGS_MAX && profile->lines[count].path; count++) {
        lines[count].action = action_of(&vr->session.actions, profile->lines[count].action);
        TRY_XR(vr->instance,
               xrStringToPath(vr->instance, profile->lines[count].path, &lines[count].binding));
    }
    XrInteractionProfileSuggestedBinding suggestion = {
        .type = XR_TYPE_INTERACTION_PROFILE_SUGGESTED_BINDING,
        .countSuggestedBindings = count,
        .suggestedBindings = lines,
    };
    TRY_XR(vr->instance,
           xrStringToPath(vr->instance, profile->path, &suggestion.interactionProfile));
    const XrResult result = xrSuggestInteractionProfileBindings(vr->instance, &suggestion);
    // OpenXR 1.0: a runtime may refuse a profile it does not know; the others still count.
    if (result == XR_ERROR_PATH_UNSUPPORTED) {
        LOG_INFO("the OpenXR runtime does not know %s", profile->path);
        return ERR_OK;
    }
    return XR_FAILED(result)
               ? vr_result_fail(vr->instance, result, profile->path, __FILE__, __LINE__)
               : ERR_OK;
}

static enum err make_spaces(struct vr *vr)
{
    struct vr_actions *actions = &vr->session.actions;
    for (int i = 0; i < VR_HAND_COUNT; i++) {
        const XrPath hand = actions->hand_paths[i];
        TRY(vr_make_action_space(vr, actions->grip, hand, &actions->grip_spaces[i]));
        TRY(vr_make_action_space(vr, actions->aim, hand, &actions->aim_spaces[i]));
    }
    if (actions->gaze != XR_NULL_HANDLE) {
        TRY(vr_make_action_space(vr, actions->gaze, XR_NULL_PATH, &actions->gaze_space));
    }
    return ERR_OK;
}

enum err vr_actions_init(struct vr *vr)
{
    struct vr_actions *actions = &vr->session.actions;
    static const char *const hands[VR_HAND_COUNT] = {"/user/hand/left", "/user/hand/right"};
    for (int i = 0; i < VR_HAND_COUNT; i++) {
        TRY_XR(vr->instance, xrStringToPath(vr->instance, hands[i], &actions->hand_paths[i]));
    }
    TRY_XR(vr->instance,
           xrStringToPath(vr->instance, VR_BINDINGS_HAND_PROFILE, &actions->hand_profile));
    TRY(make_actions(vr));
    for (const struct vr_bindings_profile *p = vr_bindings_profiles; p->path; p++) {
        if (is_offered(vr, p)) {
            TRY(suggest(vr, p));
        }
    }
    const XrSessionActionSetsAttachInfo attach = {
        .type = XR_TYPE_SESSION_ACTION_SETS_ATTACH_INFO,
        .countActionSets = 1,
        .actionSets = &actions->set,
    };
    TRY_XR(vr->instance, xrAttachSessionActionSets(vr->session.handle, &attach));
    return make_spaces(vr);
}

void vr_actions_fini_spaces(struct vr *vr)
{
    struct vr_actions *actions = &vr->session.actions;
    XrSpace *const all[] = {&actions->grip_spaces[0], &actions->grip_spaces[1],
                            &actions->aim_spaces[0], &actions->aim_spaces[1], &actions->gaze_space};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (*all[i] != XR_NULL_HANDLE) {
            xrDestroySpace(*all[i]);
            *all[i] = XR_NULL_HANDLE;
        }
    }
}

void vr_actions_fini(struct vr *vr)
{
    if (vr->session.actions.set != XR_NULL_HANDLE) {
        xrDestroyActionSet(vr->session.actions.set); // and its actions
    }
    vr->session.actions = (struct vr_actions){0};
}

enum err vr_actions_read_profiles(struct vr *vr)
{
    struct vr_actions *actions = &vr->session.actions;
    for (int i = 0; i < VR_HAND_COUNT; i++) {
        XrInteractionProfileState state = {.type = XR_TYPE_INTERACTION_PROFILE_STATE};
        TRY_XR(vr->instance,
               xrGetCurrentInteractionProfile(vr->session.handle, actions->hand_paths[i], &state));
        actions->is_bare_hand[i] = state.interactionProfile == actions->hand_profile;
    }
    return ERR_OK;
}

enum err vr_actions_sync(struct vr *vr, bool *out_has_focus)
{
    const XrActiveActionSet active = {.actionSet = vr->session.actions.set};
    const XrActionsSyncInfo info = {
        .type = XR_TYPE_ACTIONS_SYNC_INFO,
        .countActiveActionSets = 1,
        .activeActionSets = &active,
    };
    *out_has_focus = false;
    const XrResult result = xrSyncActions(vr->session.handle, &info);
    if (XR_FAILED(result)) {
        return vr_result_fail(vr->instance, result, "xrSyncActions", __FILE__, __LINE__);
    }
    *out_has_focus = result != XR_SESSION_NOT_FOCUSED;
    return ERR_OK;
}

enum err vr_actions_read_select(const struct vr *vr, bool *out_is_down)
{
    // No subaction path: either hand.
    const XrActionStateGetInfo info = {
        .type = XR_TYPE_ACTION_STATE_GET_INFO,
        .action = vr->session.actions.select,
    };
    XrActionStateBoolean state = {.type = XR_TYPE_ACTION_STATE_BOOLEAN};
    *out_is_down = false;
    TRY_XR(vr->instance, xrGetActionStateBoolean(vr->session.handle, &info, &state));
    *out_is_down = state.isActive && state.currentState;
    return ERR_OK;
}

enum err vr_actions_is_active(const struct vr *vr, XrAction pose, XrPath hand, bool *out_is_active)
{
    const XrActionStateGetInfo info = {
        .type = XR_TYPE_ACTION_STATE_GET_INFO,
        .action = pose,
        .subactionPath = hand,
    };
    XrActionStatePose state = {.type = XR_TYPE_ACTION_STATE_POSE};
    *out_is_active = false;
    TRY_XR(vr->instance, xrGetActionStatePose(vr->session.handle, &info, &state));
    *out_is_active = state.isActive;
    return ERR_OK;
}
