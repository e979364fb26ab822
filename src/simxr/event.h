// The instance's queue of events, and what puts them there.
#ifndef SIMXR_EVENT_H
#define SIMXR_EVENT_H

#include "simxr/xr.h"

#include <stdint.h>

enum { SIMXR_EVENT_MAX = 256 };

union simxr_event {
    XrEventDataBaseHeader header;
    XrEventDataInstanceLossPending instance_loss;
    XrEventDataSessionStateChanged state;
    XrEventDataReferenceSpaceChangePending space_change;
    XrEventDataInteractionProfileChanged profile;
    XrEventDataVisibilityMaskChangedKHR mask;
    XrEventDataDisplayRefreshRateChangedFB rate;
    XrEventDataPerfSettingsEXT performance;
};

struct simxr_events {
    union simxr_event queue[SIMXR_EVENT_MAX];
    uint32_t first, count;
    uint32_t lost_count; // since the last XrEventDataEventsLost
};

struct simxr_instance;

void simxr_event_push(struct simxr_instance *inst, union simxr_event event);

// A destroyed session's handle must not come out of the queue.
void simxr_event_forget(struct simxr_instance *inst, XrSession session);

#endif
