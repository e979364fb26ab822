// The picture as it is handed over: colour and depth of both eyes, with exactly the poses that were
// located and drawn; and the quads over it.
#ifndef VR_LAYER_H
#define VR_LAYER_H

#include "vr/internal.h"

struct vr_layer {
    XrCompositionLayerProjectionView views[VR_EYE_COUNT];
    XrCompositionLayerDepthInfoKHR depths[VR_EYE_COUNT];
    bool has_photo;
    XrCompositionLayerEquirect2KHR photo;    // behind all
    XrCompositionLayerProjection projection; // points into the two above: do not copy
    int quad_count;
    XrCompositionLayerQuad quads[VR_QUAD_MAX];
};

void vr_layer_fill(struct vr_layer *layer, const struct vr_session *session,
                   const struct vr_frame *frame, float near_m);

#endif
