// The composition layers of a frame: checked as the specification says, read for the meter and the
// compositor.
#ifndef SIMXR_LAYER_H
#define SIMXR_LAYER_H

#include "base/pose.h"
#include "simxr/xr.h"

#include <stdbool.h>

struct simxr_session;

// What xrEndFrame must answer for these layers.
XrResult simxr_layer_check(const struct simxr_session *session, const XrFrameEndInfo *info);

// The pose of the first projection layer's first view; false when there is none. Of checked layers.
bool simxr_layer_pose(const XrFrameEndInfo *info, struct pose *out_pose);

#endif
