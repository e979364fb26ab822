#include "simxr/action.h"

#include "base/mem.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"

#include <string.h>

static void release_set(void *object)
{
    simxr_action_release_set(((struct simxr_action_set *)object)->data);
}

static void release_action(void *object)
{
    simxr_action_release(((struct simxr_action *)object)->data);
}

// OpenXR 1.0, xrCreateActionSet: an empty name is invalid as a name, a malformed one as a path.
static XrResult check_names(const char *name, size_t name_size, const char *localized,
                            size_t localized_size)
{
    const size_t length = strnlen(name, name_size);
    if (length == 0 || length == name_size) {
        return XR_ERROR_NAME_INVALID;
    }
    if (!simxr_path_is_name(name, name_size)) {
        return XR_ERROR_PATH_FORMAT_INVALID;
    }
    const size_t localized_length = strnlen(localized, localized_size);
    if (localized_length == 0 || localized_length == localized_size) {
        return XR_ERROR_LOCALIZED_NAME_INVALID;
    }
    return XR_SUCCESS;
}

static XrResult check_new_set(const struct simxr_instance *inst, const XrActionSetCreateInfo *info)
{
    TRY_XR(check_names(info->actionSetName, sizeof info->actionSetName,
                       info->localizedActionSetName, sizeof info->localizedActionSetName));
    for (const struct simxr_object *at = inst->object.first_child; at; at = at->next_sibling) {
        const struct simxr_action_set *other = (const struct simxr_action_set *)at;
        if (at->kind != SIMXR_ACTION_SET) {
            continue;
        }
        if (strcmp(other->name, info->actionSetName) == 0) {
            return XR_ERROR_NAME_DUPLICATED;
        }
        if (strcmp(other->localized_name, info->localizedActionSetName) == 0) {
            return XR_ERROR_LOCALIZED_NAME_DUPLICATED;
        }
    }
    return XR_SUCCESS;
}

static XrResult check_new_action(const struct simxr_action_set *set, const XrActionCreateInfo *info)
{
    TRY_XR(check_names(info->actionName, sizeof info->actionName, info->localizedActionName,
                       sizeof info->localizedActionName));
    for (const struct simxr_object *at = set->object.first_child; at; at = at->next_sibling) {
        const struct simxr_action *other = (const struct simxr_action *)at;
        if (strcmp(other->name, info->actionName) == 0) {
            return XR_ERROR_NAME_DUPLICATED;
        }
        if (strcmp(other->localized_name, info->localizedActionName) == 0) {
            return XR_ERROR_LOCALIZED_NAME_DUPLICATED;
        }
    }
    return XR_SUCCESS;
}

static bool is_action_type(XrActionType type)
{
    return type == XR_ACTION_TYPE_BOOLEAN_INPUT || type == XR_ACTION_TYPE_FLOAT_INPUT ||
           type == XR_ACTION_TYPE_VECTOR2F_INPUT || type == XR_ACTION_TYPE_POSE_INPUT ||
           type == XR_ACTION_TYPE_VIBRATION_OUTPUT;
}

static XrResult read_users(struct simxr_instance *inst, const XrActionCreateInfo *info,
                           uint32_t *out_users)
{
    *out_users = 0;
    if (info->countSubactionPaths > 0 && !info->subactionPaths) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    for (uint32_t i = 0; i < info->countSubactionPaths; i++) {
        if (info->subactionPaths[i] == XR_NULL_PATH) {
            return XR_ERROR_PATH_INVALID;
        }
        enum simxr_user user;
        TRY_XR(simxr_action_user(inst, info->subactionPaths[i], &user));
        // The treadmill's path is reserved: OpenXR 1.0, XrActionCreateInfo does not list it.
        if ((*out_users & 1u << user) || user == SIMXR_USER_TREADMILL) {
            return XR_ERROR_PATH_UNSUPPORTED;
        }
        *out_users |= 1u << user;
    }
    return XR_SUCCESS;
}

// True when `object` lies below `inst`.
static bool is_own(const struct simxr_object *object, const struct simxr_instance *inst)
{
    while (object && object != &inst->object) {
        object = object->parent;
    }
    return object != NULL;
}

static XrResult get_set_object(XrActionSet handle, struct simxr_action_set **out_set,
                               struct simxr_instance **out_inst)
{
    *out_set = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_ACTION_SET);
    if (!*out_set) {
        return XR_ERROR_HANDLE_INVALID;
    }
    *out_inst = (struct simxr_instance *)(*out_set)->object.parent;
    return (*out_inst)->is_lost ? XR_ERROR_INSTANCE_LOST : XR_SUCCESS;
}

void simxr_action_retain(struct simxr_action_data *action)
{
    action->use_count++;
}

void simxr_action_release(struct simxr_action_data *action)
{
    if (!action || --action->use_count > 0) {
        return;
    }
    struct simxr_action_set_data *set = action->set;
    struct simxr_action_data **at = &set->actions;
    while (*at != action) {
        at = &(*at)->next;
    }
    *at = action->next;
    mem_free(action);
    simxr_action_release_set(set);
}

void simxr_action_retain_set(struct simxr_action_set_data *set)
{
    set->use_count++;
}

void simxr_action_release_set(struct simxr_action_set_data *set)
{
    if (set && --set->use_count == 0) {
        mem_free(set); // its actions have gone before
    }
}

XrResult simxr_action_get_set(struct simxr_instance *inst, XrActionSet handle,
                              struct simxr_action_set_data **out)
{
    struct simxr_action_set *set = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_ACTION_SET);
    if (!set || !is_own(&set->object, inst)) {
        return XR_ERROR_HANDLE_INVALID;
    }
    *out = set->data;
    return XR_SUCCESS;
}

XrResult simxr_action_get(struct simxr_instance *inst, XrAction handle,
                          struct simxr_action_data **out)
{
    struct simxr_action *action = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_ACTION);
    if (!action || !is_own(&action->object, inst)) {
        return XR_ERROR_HANDLE_INVALID;
    }
    *out = action->data;
    return XR_SUCCESS;
}

XrResult simxr_action_user(struct simxr_instance *inst, XrPath path, enum simxr_user *out)
{
    *out = SIMXR_USER_COUNT;
    if (path == XR_NULL_PATH) {
        return XR_SUCCESS;
    }
    const char *text = simxr_path_text(&inst->paths, path);
    if (!text) {
        return XR_ERROR_PATH_INVALID;
    }
    *out = simxr_profile_user(text, inst->extensions);
    return *out == SIMXR_USER_COUNT ? XR_ERROR_PATH_UNSUPPORTED : XR_SUCCESS;
}

XrResult simxr_action_create_set(XrInstance instance, const XrActionSetCreateInfo *info,
                                 XrActionSet *out_set)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(info, XR_TYPE_ACTION_SET_CREATE_INFO));
    if (!out_set) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    TRY_XR(check_new_set(inst, info));

    void *object;
    TRY_XR(simxr_handle_create(SIMXR_ACTION_SET, sizeof(struct simxr_action_set), &inst->object,
                               release_set, &object));
    struct simxr_action_set *set = object;
    set->data = mem_alloc(1, sizeof *set->data);
    if (!set->data) {
        simxr_handle_destroy(&set->object);
        return XR_ERROR_OUT_OF_MEMORY;
    }
    set->data->use_count = 1;
    set->data->priority = info->priority;
    memcpy(set->name, info->actionSetName, sizeof set->name);
    memcpy(set->localized_name, info->localizedActionSetName, sizeof set->localized_name);
    *out_set = SIMXR_HANDLE_AS(XrActionSet, set->object);
    return XR_SUCCESS;
}

XrResult simxr_action_destroy_set(XrActionSet handle)
{
    struct simxr_object *set = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_ACTION_SET);
    if (!set) {
        return XR_ERROR_HANDLE_INVALID;
    }
    simxr_handle_destroy(set);
    return XR_SUCCESS;
}

XrResult simxr_action_create(XrActionSet set_handle, const XrActionCreateInfo *info,
                             XrAction *out_action)
{
    struct simxr_action_set *set;
    struct simxr_instance *inst;
    TRY_XR(get_set_object(set_handle, &set, &inst));
    TRY_XR(simxr_check_type(info, XR_TYPE_ACTION_CREATE_INFO));
    if (!out_action || !is_action_type(info->actionType)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    if (set->data->was_attached) {
        return XR_ERROR_ACTIONSETS_ALREADY_ATTACHED;
    }
    TRY_XR(check_new_action(set, info));
    uint32_t users;
    TRY_XR(read_users(inst, info, &users));

    void *object;
    TRY_XR(simxr_handle_create(SIMXR_ACTION, sizeof(struct simxr_action), &set->object,
                               release_action, &object));
    struct simxr_action *action = object;
    action->data = mem_alloc(1, sizeof *action->data);
    if (!action->data) {
        simxr_handle_destroy(&action->object);
        return XR_ERROR_OUT_OF_MEMORY;
    }
    simxr_action_retain_set(set->data);
    *action->data = (struct simxr_action_data){
        .use_count = 1,
        .set = set->data,
        .next = set->data->actions,
        .type = info->actionType,
        .users = users,
    };
    set->data->actions = action->data;
    memcpy(action->name, info->actionName, sizeof action->name);
    memcpy(action->localized_name, info->localizedActionName, sizeof action->localized_name);
    *out_action = SIMXR_HANDLE_AS(XrAction, action->object);
    return XR_SUCCESS;
}

XrResult simxr_action_destroy(XrAction handle)
{
    struct simxr_object *action = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_ACTION);
    if (!action) {
        return XR_ERROR_HANDLE_INVALID;
    }
    simxr_handle_destroy(action);
    return XR_SUCCESS;
}
