#include "vr/layer.h"

#include <math.h>

static XrSwapchainSubImage part_of(XrSwapchain swapchain, const struct vr_frame *frame, int eye)
{
    return (XrSwapchainSubImage){
        .swapchain = swapchain,
        .imageRect = {.extent = {(int32_t)frame->width, (int32_t)frame->height}},
        .imageArrayIndex = (uint32_t)eye,
    };
}

void vr_layer_fill(struct vr_layer *layer, const struct vr_session *session,
                   const struct vr_frame *frame, float near_m)
{
    const bool has_depth = session->depth.handle != XR_NULL_HANDLE;
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        // OpenXR 1.0, XrCompositionLayerDepthInfoKHR: nearZ > farZ says that depth is reversed, and
        // nearZ may be infinite: depth 0 is infinitely far, depth 1 is near_m.
        layer->depths[i] = (XrCompositionLayerDepthInfoKHR){
            .type = XR_TYPE_COMPOSITION_LAYER_DEPTH_INFO_KHR,
            .subImage = part_of(session->depth.handle, frame, i),
            .minDepth = 0.0f,
            .maxDepth = 1.0f,
            .nearZ = INFINITY,
            .farZ = near_m,
        };
        layer->views[i] = (XrCompositionLayerProjectionView){
            .type = XR_TYPE_COMPOSITION_LAYER_PROJECTION_VIEW,
            .next = has_depth ? &layer->depths[i] : NULL,
            .pose = session->views[i].pose,
            .fov = session->views[i].fov,
            .subImage = part_of(session->color.handle, frame, i),
        };
    }
    layer->projection = (XrCompositionLayerProjection){
        .type = XR_TYPE_COMPOSITION_LAYER_PROJECTION,
        .space = session->space.base,
        .viewCount = VR_EYE_COUNT,
        .views = layer->views,
    };
}
