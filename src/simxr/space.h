// Spaces: where reference points and tracked things are, relative to each other.
//
// Everything is reckoned in STAGE. LOCAL and LOCAL_FLOOR stand where the wearer's head was when
// the session began, turned about the vertical only, and move when the wearer recenters.
#ifndef SIMXR_SPACE_H
#define SIMXR_SPACE_H

#include "base/pose.h"
#include "simxr/body.h"
#include "simxr/handle.h"
#include "simxr/profile.h"
#include "simxr/xr.h"

#include <stdbool.h>
#include <stdint.h>

enum { SIMXR_SPACE_RECENTER_MAX = 32 };

// Where LOCAL is, and since when: a time before a recentering still answers the old place.
struct simxr_origin {
    struct {
        XrTime from;
        struct pose local_in_stage;
    } places[SIMXR_SPACE_RECENTER_MAX];
    int count;
};

struct simxr_space {
    struct simxr_object object;
    struct pose offset; // the space in what it follows
    bool is_action;
    XrReferenceSpaceType type;        // of a reference space
    struct simxr_action_data *action; // of an action space, counted
    enum simxr_user user;             // SIMXR_USER_COUNT: whichever the action has
};

struct simxr_session;
struct simxr_script_event;

void simxr_space_init(struct simxr_session *session);
void simxr_space_recenter(struct simxr_session *session, const struct simxr_script_event *event);

// A space of this session, or XR_ERROR_HANDLE_INVALID.
XrResult simxr_space_get(const struct simxr_session *session, XrSpace handle,
                         struct simxr_space **out);

// Where the space is at `time`, in STAGE.
struct simxr_tracked simxr_space_in_stage(const struct simxr_session *session,
                                          const struct simxr_space *space, XrTime time);

// How the thing moves as seen from `base`, in its axes. Writes the flags and the two velocities.
void simxr_space_velocity(const struct simxr_tracked *thing, const struct simxr_tracked *base,
                          XrSpaceVelocity *velocity);

#endif
