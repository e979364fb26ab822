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

static XrCompositionLayerQuad quad_of(const struct vr_session *session, const struct vr_quad *quad)
{
    const struct pose base_from_world = pose_inverse(session->space.world_from_base);
    const struct pose in_base = pose_chain(base_from_world, quad->in_world);
    const versors turn = glms_quat_normalize(in_base.turn);
    return (XrCompositionLayerQuad){
        .type = XR_TYPE_COMPOSITION_LAYER_QUAD,
        .layerFlags = XR_COMPOSITION_LAYER_BLEND_TEXTURE_SOURCE_ALPHA_BIT, // premultiplied
        .space = session->space.base,
        .eyeVisibility = XR_EYE_VISIBILITY_BOTH,
        .subImage = {.swapchain = session->quads.chain.handle,
                     .imageRect = {.offset = {quad->x_px, quad->y_px},
                                   .extent = {quad->width_px, quad->height_px}}},
        .pose = {.orientation = {turn.x, turn.y, turn.z, turn.w},
                 .position = {in_base.at_m.x, in_base.at_m.y, in_base.at_m.z}},
        .size = {quad->width_m, quad->height_m},
    };
}

// OpenXR 1.0, XrCompositionLayerEquirect2KHR: a sphere of no radius is infinitely far.
static XrCompositionLayerEquirect2KHR photo_of(const struct vr_session *session, versors in_world)
{
    const versors base_from_world = glms_quat_conjugate(session->space.world_from_base.turn);
    const versors turn = glms_quat_normalize(glms_quat_mul(base_from_world, in_world));
    return (XrCompositionLayerEquirect2KHR){
        .type = XR_TYPE_COMPOSITION_LAYER_EQUIRECT2_KHR,
        .space = session->space.base,
        .eyeVisibility = XR_EYE_VISIBILITY_BOTH,
        .subImage = {.swapchain = session->photo.chain.handle,
                     .imageRect = {.extent = {session->photo.width, session->photo.height}}},
        .pose = {.orientation = {turn.x, turn.y, turn.z, turn.w}},
        .centralHorizontalAngle = 2.0f * GLM_PIf,
        .upperVerticalAngle = GLM_PI_2f,
        .lowerVerticalAngle = -GLM_PI_2f,
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
    layer->has_photo = session->photo.is_shown && frame->has_photo;
    if (layer->has_photo) {
        layer->photo = photo_of(session, frame->photo_turn);
        layer->projection.layerFlags = XR_COMPOSITION_LAYER_BLEND_TEXTURE_SOURCE_ALPHA_BIT;
    }
    layer->quad_count = session->quads.has_picture ? frame->quad_count : 0;
    for (int i = 0; i < layer->quad_count; i++) {
        layer->quads[i] = quad_of(session, &frame->quads[i]);
    }
}
