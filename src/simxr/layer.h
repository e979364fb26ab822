// The composition layers of a frame: checked as the specification says, read for the meter and the
// compositor.
#ifndef SIMXR_LAYER_H
#define SIMXR_LAYER_H

#include "base/pose.h"
#include "simxr/compositor.h"
#include "simxr/xr.h"

#include <stdbool.h>

struct simxr_session;
struct simxr_swapchain;

// Where the pixels of a layer's picture are.
struct simxr_layer_source {
    const struct simxr_swapchain *chain;
    uint32_t image; // of the chain: the newest released
    XrRect2Di rect;
    uint32_t array_index;
};

// What xrEndFrame must answer for these layers.
XrResult simxr_layer_check(const struct simxr_session *session, const XrFrameEndInfo *info);

// The pose of the first projection layer's first view; false when there is none. Of checked layers.
bool simxr_layer_pose(const XrFrameEndInfo *info, struct pose *out_pose);

// A checked layer as the compositor takes it, but for the pixels: those are at `out_sources`, one
// for each picture. Returns the number of pictures.
int simxr_layer_describe(const struct simxr_session *session,
                         const XrCompositionLayerBaseHeader *layer, XrTime display,
                         struct simxr_layer *out_layer,
                         struct simxr_layer_source out_sources[SIMXR_EYE_COUNT]);

#endif
