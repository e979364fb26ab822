// The state of actions, as of the last xrSyncActions.
#ifndef SIMXR_INPUT_H
#define SIMXR_INPUT_H

#include "simxr/action.h"
#include "simxr/binding.h"
#include "simxr/body.h"
#include "simxr/profile.h"
#include "simxr/xr.h"

#include <stdbool.h>
#include <stdint.h>

struct simxr_value {
    bool is_active, is_changed;
    float x, y; // a boolean is 0 or 1
    XrTime changed_at;
};

// An action of an attached set.
struct simxr_attached {
    struct simxr_action_data *action;                // counted
    struct simxr_value values[SIMXR_USER_COUNT + 1]; // per subaction path; the last: of any
    enum simxr_user pose_user;                       // whose pose "any" is; SIMXR_USER_ANY: not yet
};

// An attached set, and for which users it was active in the last sync.
struct simxr_attached_set {
    struct simxr_action_set_data *data; // counted
    uint32_t users;
};

struct simxr_inputs {
    bool is_attached;
    struct simxr_attached_set *sets; // owned
    uint32_t set_count;
    struct simxr_attached *actions; // owned
    uint32_t action_count;
    struct simxr_profile_suggestion suggestions[SIMXR_PROFILE_COUNT]; // as they were then
    struct simxr_binding *bindings;                                   // owned
    uint32_t binding_count;
    enum simxr_profile profiles[SIMXR_USER_COUNT];
};

struct simxr_session;

void simxr_input_init(struct simxr_inputs *inputs);
void simxr_input_fini(struct simxr_inputs *inputs);

// Makes room for these sets' actions. XR_ERROR_OUT_OF_MEMORY leaves nothing attached.
XrResult simxr_input_attach(struct simxr_inputs *inputs, struct simxr_action_set_data **sets,
                            uint32_t count);

// NULL when its set is not attached.
struct simxr_attached *simxr_input_find(const struct simxr_inputs *inputs,
                                        const struct simxr_action_data *action);

// Where a pose action's source is; false when the action was not active in the last sync.
bool simxr_input_pose_in_stage(const struct simxr_session *session,
                               const struct simxr_action_data *action, enum simxr_user user,
                               XrTime time, struct simxr_tracked *out);

// Whether it comes from the eyes, as of the last sync.
bool simxr_input_is_gaze(const struct simxr_session *session,
                         const struct simxr_action_data *action, enum simxr_user user);

#endif
