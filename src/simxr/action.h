// Action sets and actions: what an application wants to know of its user, by name.
//
// What is behind the handles outlives them: a session goes on using an attached set whose handle
// was destroyed (OpenXR 1.0, xrDestroyActionSet). So the data is counted, and an action counts for
// its set.
#ifndef SIMXR_ACTION_H
#define SIMXR_ACTION_H

#include "simxr/handle.h"
#include "simxr/profile.h"
#include "simxr/xr.h"

#include <stdbool.h>

struct simxr_action_data {
    int use_count;
    struct simxr_action_set_data *set; // counted
    struct simxr_action_data *next;    // in the set's list
    XrActionType type;
    uint32_t users; // subaction paths, a bit per enum simxr_user
};

struct simxr_action_set_data {
    int use_count;
    uint32_t priority;
    bool was_attached;                 // to any session, ever: from then on it cannot change
    struct simxr_action_data *actions; // each leaves the list when its count ends
};

struct simxr_action_set {
    struct simxr_object object;
    char name[XR_MAX_ACTION_SET_NAME_SIZE];
    char localized_name[XR_MAX_LOCALIZED_ACTION_SET_NAME_SIZE];
    struct simxr_action_set_data *data; // counted
};

struct simxr_action {
    struct simxr_object object;
    char name[XR_MAX_ACTION_NAME_SIZE];
    char localized_name[XR_MAX_LOCALIZED_ACTION_NAME_SIZE];
    struct simxr_action_data *data; // counted
};

// The count of an action, and with its end that of its set. NULL can be released.
void simxr_action_retain(struct simxr_action_data *action);
void simxr_action_release(struct simxr_action_data *action);

void simxr_action_retain_set(struct simxr_action_set_data *set);
void simxr_action_release_set(struct simxr_action_set_data *set);

struct simxr_instance;

// The handle's set or action when it is `inst`'s own, else XR_ERROR_HANDLE_INVALID.
XrResult simxr_action_get_set(struct simxr_instance *inst, XrActionSet handle,
                              struct simxr_action_set_data **out);
XrResult simxr_action_get(struct simxr_instance *inst, XrAction handle,
                          struct simxr_action_data **out);

// A subaction path as a user. XR_NULL_PATH gives SIMXR_USER_COUNT. XR_ERROR_PATH_INVALID,
// XR_ERROR_PATH_UNSUPPORTED.
XrResult simxr_action_user(struct simxr_instance *inst, XrPath path, enum simxr_user *out);

#endif
