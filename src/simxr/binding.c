#include "simxr/binding.h"

#include "base/mem.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/session.h"

#include <string.h>

static XrResult read_suggestion(struct simxr_instance *inst, enum simxr_profile profile,
                                const XrActionSuggestedBinding *from, struct simxr_suggested *out)
{
    TRY_XR(simxr_action_get(inst, from->action, &out->action));
    if (out->action->set->was_attached) {
        return XR_ERROR_ACTIONSETS_ALREADY_ATTACHED;
    }
    const char *text = simxr_path_text(&inst->paths, from->binding);
    if (!text) {
        return XR_ERROR_PATH_INVALID;
    }
    out->path = from->binding;
    return simxr_profile_resolve(profile, text, out->action->type, inst->extensions, &out->source)
               ? XR_SUCCESS
               : XR_ERROR_PATH_UNSUPPORTED;
}

// An input of another kind than the action's is allowed to be suggested, and never heard.
static bool fits(XrActionType type, enum simxr_component component)
{
    const int scalar =
        SIMXR_CLICK | SIMXR_TOUCH | SIMXR_VALUE | SIMXR_FORCE | SIMXR_READY | SIMXR_X | SIMXR_Y;
    switch (type) {
    case XR_ACTION_TYPE_BOOLEAN_INPUT:
    case XR_ACTION_TYPE_FLOAT_INPUT: return (int)component & scalar;
    case XR_ACTION_TYPE_VECTOR2F_INPUT: return component == SIMXR_XY;
    case XR_ACTION_TYPE_POSE_INPUT: return component == SIMXR_POSE;
    case XR_ACTION_TYPE_VIBRATION_OUTPUT: return component == SIMXR_HAPTIC;
    case XR_ACTION_TYPE_MAX_ENUM: break;
    }
    return false;
}

static bool is_suggested(const struct simxr_session *session, enum simxr_profile profile,
                         enum simxr_user user)
{
    const struct simxr_profile_suggestion *suggestion = &session->inputs.suggestions[profile];
    for (uint32_t i = 0; i < suggestion->count; i++) {
        if (suggestion->items[i].source.user == user) {
            return true;
        }
    }
    return false;
}

static enum simxr_profile device_profile(const struct simxr_session *session, enum simxr_user user)
{
    if (session->automation.devices[user].is_set) {
        return session->automation.devices[user].is_active
                   ? session->automation.devices[user].profile
                   : SIMXR_PROFILE_NONE;
    }
    if (user == SIMXR_USER_EYES) {
        return SIMXR_PROFILE_EYE_GAZE;
    }
    if (user != SIMXR_USER_LEFT && user != SIMXR_USER_RIGHT) {
        return SIMXR_PROFILE_NONE;
    }
    const char *path =
        simxr_body_profile(&session->body, user == SIMXR_USER_LEFT ? SIMXR_LEFT : SIMXR_RIGHT,
                           simxr_session_elapsed(session, simxr_session_now(session)));
    return path ? simxr_profile_find(path, UINT64_MAX) : SIMXR_PROFILE_NONE;
}

// The device's own profile when there are suggestions for it, else the simple one, else any: a
// runtime may play one controller as another (OpenXR 1.0, "Interaction profiles").
static enum simxr_profile choose_profile(const struct simxr_session *session, enum simxr_user user)
{
    const enum simxr_profile device = device_profile(session, user);
    if (device == SIMXR_PROFILE_NONE || is_suggested(session, device, user)) {
        return device;
    }
    for (int i = 0; i < SIMXR_PROFILE_COUNT; i++) {
        if (is_suggested(session, (enum simxr_profile)i, user)) {
            return (enum simxr_profile)i;
        }
    }
    return SIMXR_PROFILE_NONE;
}

static uint32_t bind_profile(struct simxr_session *session, enum simxr_profile profile,
                             enum simxr_user user, struct simxr_binding *out)
{
    const struct simxr_inputs *inputs = &session->inputs;
    const struct simxr_profile_suggestion *suggestion = &inputs->suggestions[profile];
    uint32_t count = 0;
    for (uint32_t i = 0; i < suggestion->count; i++) {
        const struct simxr_suggested *item = &suggestion->items[i];
        if (item->source.user != user || !fits(item->action->type, item->source.component)) {
            continue;
        }
        if (out) {
            // Of an attached action, as all that a session keeps are.
            const struct simxr_attached *attached = simxr_input_find(inputs, item->action);
            out[count] = (struct simxr_binding){
                .action = (uint32_t)(attached - inputs->actions),
                .path = item->path,
                .source = item->source,
            };
        }
        count++;
    }
    return count;
}

static XrResult bind_all(struct simxr_session *session, const enum simxr_profile *profiles)
{
    uint32_t count = 0;
    for (int user = 0; user < SIMXR_USER_COUNT; user++) {
        if (profiles[user] != SIMXR_PROFILE_NONE) {
            count += bind_profile(session, profiles[user], (enum simxr_user)user, NULL);
        }
    }
    struct simxr_binding *bindings = NULL;
    if (count > 0) {
        bindings = mem_alloc(count, sizeof *bindings);
        if (!bindings) {
            return XR_ERROR_OUT_OF_MEMORY;
        }
    }
    uint32_t used = 0;
    for (int user = 0; user < SIMXR_USER_COUNT; user++) {
        if (profiles[user] != SIMXR_PROFILE_NONE && count > 0) {
            used += bind_profile(session, profiles[user], (enum simxr_user)user, &bindings[used]);
        }
    }
    mem_free(session->inputs.bindings);
    session->inputs.bindings = bindings;
    session->inputs.binding_count = used;
    return XR_SUCCESS;
}

static bool has_suggestion(const struct simxr_profile_suggestion *list,
                           const struct simxr_suggested *item)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].action == item->action && list->items[i].path == item->path) {
            return true;
        }
    }
    return false;
}

// What was suggested for attached actions, each once: runtimes unite duplicates.
static XrResult keep_suggestions(const struct simxr_inputs *inputs,
                                 const struct simxr_profile_suggestion *from,
                                 struct simxr_profile_suggestion *out)
{
    if (from->count == 0) {
        return XR_SUCCESS;
    }
    out->items = mem_alloc(from->count, sizeof *out->items);
    if (!out->items) {
        return XR_ERROR_OUT_OF_MEMORY;
    }
    for (uint32_t i = 0; i < from->count; i++) {
        const struct simxr_suggested *item = &from->items[i];
        if (simxr_input_find(inputs, item->action) && !has_suggestion(out, item)) {
            simxr_action_retain(item->action);
            out->items[out->count++] = *item;
        }
    }
    return XR_SUCCESS;
}

// OpenXR 1.0, xrAttachSessionActionSets: sets and their bindings are immutable from then on. What
// is suggested later is for later sessions.
static XrResult attach_sets(struct simxr_session *session, struct simxr_action_set_data **sets,
                            uint32_t count)
{
    struct simxr_inputs *inputs = &session->inputs;
    XrResult result = simxr_input_attach(inputs, sets, count);
    for (int i = 0; XR_SUCCEEDED(result) && i < SIMXR_PROFILE_COUNT; i++) {
        result = keep_suggestions(inputs, &session->inst->suggestions[i], &inputs->suggestions[i]);
    }
    if (XR_FAILED(result)) {
        simxr_input_fini(inputs);
        simxr_input_init(inputs);
        return result;
    }
    for (uint32_t i = 0; i < count; i++) {
        sets[i]->was_attached = true;
    }
    return XR_SUCCESS;
}

void simxr_binding_forget(struct simxr_profile_suggestion *suggestion)
{
    for (uint32_t i = 0; i < suggestion->count; i++) {
        simxr_action_release(suggestion->items[i].action);
    }
    mem_free(suggestion->items);
    *suggestion = (struct simxr_profile_suggestion){0};
}

XrResult simxr_binding_update(struct simxr_session *session)
{
    struct simxr_inputs *inputs = &session->inputs;
    enum simxr_profile profiles[SIMXR_USER_COUNT];
    bool is_changed = false;
    for (int user = 0; user < SIMXR_USER_COUNT; user++) {
        profiles[user] = choose_profile(session, (enum simxr_user)user);
        is_changed = is_changed || profiles[user] != inputs->profiles[user];
    }
    if (!is_changed) {
        return XR_SUCCESS;
    }
    TRY_XR(bind_all(session, profiles));
    memcpy(inputs->profiles, profiles, sizeof profiles);
    simxr_event_push(session->inst,
                     (union simxr_event){.profile = {
                                             .type = XR_TYPE_EVENT_DATA_INTERACTION_PROFILE_CHANGED,
                                             .session = SIMXR_HANDLE_AS(XrSession, session->object),
                                         }});
    return XR_SUCCESS;
}

XrResult simxr_binding_suggest(XrInstance instance,
                               const XrInteractionProfileSuggestedBinding *info)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(info, XR_TYPE_INTERACTION_PROFILE_SUGGESTED_BINDING));
    if (info->countSuggestedBindings == 0 || !info->suggestedBindings) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    const char *text = simxr_path_text(&inst->paths, info->interactionProfile);
    if (!text) {
        return XR_ERROR_PATH_INVALID;
    }
    const enum simxr_profile profile = simxr_profile_find(text, inst->extensions);
    if (profile == SIMXR_PROFILE_NONE) {
        return XR_ERROR_PATH_UNSUPPORTED;
    }
    struct simxr_profile_suggestion fresh = {
        .items = mem_alloc(info->countSuggestedBindings, sizeof *fresh.items),
    };
    if (!fresh.items) {
        return XR_ERROR_OUT_OF_MEMORY;
    }
    for (uint32_t i = 0; i < info->countSuggestedBindings; i++) {
        const XrResult read =
            read_suggestion(inst, profile, &info->suggestedBindings[i], &fresh.items[i]);
        if (XR_FAILED(read)) {
            simxr_binding_forget(&fresh);
            return read;
        }
        simxr_action_retain(fresh.items[i].action);
        fresh.count++;
    }
    // OpenXR 1.0, xrSuggestInteractionProfileBindings: the last suggestions replace those before.
    simxr_binding_forget(&inst->suggestions[profile]);
    inst->suggestions[profile] = fresh;
    return XR_SUCCESS;
}

XrResult simxr_binding_attach(XrSession handle, const XrSessionActionSetsAttachInfo *info)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_SESSION_ACTION_SETS_ATTACH_INFO));
    if (info->countActionSets == 0 || !info->actionSets) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    struct simxr_action_set_data *set;
    for (uint32_t i = 0; i < info->countActionSets; i++) {
        TRY_XR(simxr_action_get_set(session->inst, info->actionSets[i], &set));
    }
    if (session->inputs.is_attached) {
        return XR_ERROR_ACTIONSETS_ALREADY_ATTACHED;
    }
    struct simxr_action_set_data **sets = mem_alloc(info->countActionSets, sizeof *sets);
    if (!sets) {
        return XR_ERROR_OUT_OF_MEMORY;
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < info->countActionSets; i++) {
        // Every handle was looked up above.
        if (XR_SUCCEEDED(simxr_action_get_set(session->inst, info->actionSets[i], &sets[count]))) {
            count++;
        }
    }
    const XrResult attached = attach_sets(session, sets, count);
    mem_free(sets);
    return attached;
}

XrResult simxr_binding_current_profile(XrSession handle, XrPath user_path,
                                       XrInteractionProfileState *state)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(state, XR_TYPE_INTERACTION_PROFILE_STATE));
    if (user_path == XR_NULL_PATH) {
        return XR_ERROR_PATH_INVALID;
    }
    enum simxr_user user;
    TRY_XR(simxr_action_user(session->inst, user_path, &user));
    if (!session->inputs.is_attached) {
        return XR_ERROR_ACTIONSET_NOT_ATTACHED;
    }
    state->interactionProfile = XR_NULL_PATH;
    const enum simxr_profile profile = session->inputs.profiles[user];
    if (profile == SIMXR_PROFILE_NONE) {
        return XR_SUCCESS;
    }
    return simxr_path_intern(&session->inst->paths, simxr_profile_path(profile),
                             &state->interactionProfile);
}
