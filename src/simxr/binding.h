// Which inputs an action hears: what the application suggested, chosen by what is in the hands.
#ifndef SIMXR_BINDING_H
#define SIMXR_BINDING_H

#include "simxr/action.h"
#include "simxr/profile.h"
#include "simxr/xr.h"

#include <stdbool.h>
#include <stdint.h>

// One line of xrSuggestInteractionProfileBindings.
struct simxr_suggested {
    struct simxr_action_data *action; // counted
    XrPath path;
    struct simxr_source source;
};

// A suggestion that holds now.
struct simxr_binding {
    uint32_t action; // index in the session's attached actions
    XrPath path;
    struct simxr_source source;
};

struct simxr_session;

void simxr_binding_forget(struct simxr_profile_suggestion *suggestion);

// Chooses profiles by what is in the hands now, and with them the bindings; announces a change.
XrResult simxr_binding_update(struct simxr_session *session);

#endif
