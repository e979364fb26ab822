// XR_EXT_conformance_automation: a test suite plays the controllers.
//
// What it sets replaces what the simulated body does, device by device, from the next sync on.
#ifndef SIMXR_AUTOMATION_H
#define SIMXR_AUTOMATION_H

#include "base/pose.h"
#include "simxr/profile.h"
#include "simxr/xr.h"

#include <stdbool.h>

enum { SIMXR_AUTOMATION_MAX = 128 };

struct simxr_automated {
    struct simxr_source source;
    float x, y;
    struct pose pose_in_stage;
};

struct simxr_automation {
    struct {
        bool is_set, is_active;
        enum simxr_profile profile;
    } devices[SIMXR_USER_COUNT];
    struct simxr_automated items[SIMXR_AUTOMATION_MAX];
    int count;
};

// What was set for this source; of a stick, its axes come from the whole and the whole from its
// axes. Zero when nothing was.
void simxr_automation_value(const struct simxr_automation *automation,
                            const struct simxr_source *source, float *out_x, float *out_y);

// A device that was set inactive is gone at once; actions learn it from the next sync.
bool simxr_automation_is_off(const struct simxr_automation *automation, enum simxr_user user);

// False when no place was set.
bool simxr_automation_pose(const struct simxr_automation *automation,
                           const struct simxr_source *source, struct pose *out_pose);

#endif
