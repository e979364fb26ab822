// The sources that an action is bound to, and their names for people.
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/session.h"

enum { NAME_BYTES = 256 };

// Of any device there is: an application may ask before anything is bound.
static bool is_source(const struct simxr_instance *inst, const char *path)
{
    struct simxr_source source;
    for (int i = 0; i < SIMXR_PROFILE_COUNT; i++) {
        if (simxr_profile_find(simxr_profile_path((enum simxr_profile)i), inst->extensions) !=
                SIMXR_PROFILE_NONE &&
            simxr_profile_resolve((enum simxr_profile)i, path, XR_ACTION_TYPE_BOOLEAN_INPUT,
                                  inst->extensions, &source)) {
            return true;
        }
    }
    return false;
}

XrResult simxr_source_list(XrSession handle, const XrBoundSourcesForActionEnumerateInfo *info,
                           uint32_t capacity, uint32_t *out_count, XrPath *sources)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_BOUND_SOURCES_FOR_ACTION_ENUMERATE_INFO));
    struct simxr_action_data *action;
    TRY_XR(simxr_action_get(session->inst, info->action, &action));
    const struct simxr_inputs *inputs = &session->inputs;
    if (!simxr_input_find(inputs, action)) {
        return XR_ERROR_ACTIONSET_NOT_ATTACHED;
    }
    // Twice over the bindings: to count, then to write.
    uint32_t count = 0;
    bool fill = false;
    for (int pass = 0; pass < 2; pass++) {
        count = 0;
        for (uint32_t i = 0; i < inputs->binding_count; i++) {
            const struct simxr_binding *binding = &inputs->bindings[i];
            if (inputs->actions[binding->action].action != action) {
                continue;
            }
            if (fill) {
                sources[count] = binding->path;
            }
            count++;
        }
        if (pass == 0) {
            TRY_XR(simxr_check_list(capacity, out_count, sources, count, &fill));
        }
    }
    return XR_SUCCESS;
}

XrResult simxr_source_name(XrSession handle, const XrInputSourceLocalizedNameGetInfo *info,
                           uint32_t capacity, uint32_t *out_count, char *buffer)
{
    const XrInputSourceLocalizedNameFlags known =
        XR_INPUT_SOURCE_LOCALIZED_NAME_USER_PATH_BIT |
        XR_INPUT_SOURCE_LOCALIZED_NAME_INTERACTION_PROFILE_BIT |
        XR_INPUT_SOURCE_LOCALIZED_NAME_COMPONENT_BIT;
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_INPUT_SOURCE_LOCALIZED_NAME_GET_INFO));
    if (info->whichComponents == 0 || (info->whichComponents & ~known)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    const char *path = simxr_path_text(&session->inst->paths, info->sourcePath);
    if (!path) {
        return XR_ERROR_PATH_INVALID;
    }
    if (!session->inputs.is_attached) {
        return XR_ERROR_ACTIONSET_NOT_ATTACHED;
    }
    char text[NAME_BYTES];
    if (!is_source(session->inst, path) ||
        !simxr_profile_describe(path, session->inputs.profiles, info->whichComponents, text,
                                sizeof text)) {
        return XR_ERROR_PATH_UNSUPPORTED;
    }
    return simxr_check_text(capacity, out_count, buffer, text);
}
