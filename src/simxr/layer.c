#include "simxr/layer.h"

#include "simxr/check.h"
#include "simxr/instance.h"
#include "simxr/session.h"
#include "simxr/swapchain.h"
#include "simxr/system.h"

#include <math.h>

static const XrCompositionLayerFlags KNOWN_FLAGS =
    XR_COMPOSITION_LAYER_CORRECT_CHROMATIC_ABERRATION_BIT |
    XR_COMPOSITION_LAYER_BLEND_TEXTURE_SOURCE_ALPHA_BIT |
    XR_COMPOSITION_LAYER_UNPREMULTIPLIED_ALPHA_BIT;

static XrResult check_sub_image(const struct simxr_session *session, const XrSwapchainSubImage *sub)
{
    struct simxr_swapchain *chain;
    TRY_XR(simxr_swapchain_get(session, sub->swapchain, &chain));
    // OpenXR 1.0, "Swapchain images": what was never released cannot be shown.
    if (chain->released < 0) {
        return XR_ERROR_LAYER_INVALID;
    }
    const XrRect2Di rect = sub->imageRect;
    if (rect.offset.x < 0 || rect.offset.y < 0 || rect.extent.width <= 0 ||
        rect.extent.height <= 0 ||
        (int64_t)rect.offset.x + rect.extent.width > (int64_t)chain->info.width ||
        (int64_t)rect.offset.y + rect.extent.height > (int64_t)chain->info.height) {
        return XR_ERROR_SWAPCHAIN_RECT_INVALID;
    }
    // No layer that is offered shows a cube.
    const bool is_flat = chain->info.faceCount == 1;
    return is_flat && sub->imageArrayIndex < chain->info.arraySize ? XR_SUCCESS
                                                                   : XR_ERROR_VALIDATION_FAILURE;
}

static XrResult check_depth(const struct simxr_session *session,
                            const XrCompositionLayerProjectionView *view)
{
    const XrCompositionLayerDepthInfoKHR *depth =
        simxr_check_chained(view->next, XR_TYPE_COMPOSITION_LAYER_DEPTH_INFO_KHR);
    if (!depth || !simxr_instance_has(session->inst, SIMXR_KHR_COMPOSITION_LAYER_DEPTH)) {
        return XR_SUCCESS;
    }
    TRY_XR(check_sub_image(session, &depth->subImage));
    // Negated, so that NaN is refused. nearZ may be greater than farZ: reversed depth.
    if (!(depth->minDepth >= 0.0f && depth->minDepth <= depth->maxDepth &&
          depth->maxDepth <= 1.0f && depth->nearZ >= 0.0f && depth->farZ >= 0.0f) ||
        depth->nearZ == depth->farZ) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    return XR_SUCCESS;
}

// OpenXR 1.0, XrFovf: between -90 and 90 degrees exclusively. Left may be right of right and up
// below down: such a view is flipped.
static XrResult check_fov(const XrFovf *fov)
{
    const float angles_rad[] = {fov->angleLeft, fov->angleRight, fov->angleUp, fov->angleDown};
    for (size_t i = 0; i < sizeof angles_rad / sizeof angles_rad[0]; i++) {
        // Negated, so that NaN is refused.
        if (!(fabsf(angles_rad[i]) < (float)GLM_PI_2)) {
            return XR_ERROR_VALIDATION_FAILURE;
        }
    }
    return XR_SUCCESS;
}

static XrResult check_projection(const struct simxr_session *session,
                                 const XrCompositionLayerProjection *layer)
{
    if (layer->viewCount != SIMXR_SYSTEM_VIEW_COUNT || !layer->views) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    for (uint32_t i = 0; i < layer->viewCount; i++) {
        TRY_XR(simxr_check_type(&layer->views[i], XR_TYPE_COMPOSITION_LAYER_PROJECTION_VIEW));
        TRY_XR(simxr_check_pose(&layer->views[i].pose));
        TRY_XR(check_fov(&layer->views[i].fov));
        TRY_XR(check_sub_image(session, &layer->views[i].subImage));
        TRY_XR(check_depth(session, &layer->views[i]));
    }
    return XR_SUCCESS;
}

static XrResult check_eyes(XrEyeVisibility eyes)
{
    return eyes == XR_EYE_VISIBILITY_BOTH || eyes == XR_EYE_VISIBILITY_LEFT ||
                   eyes == XR_EYE_VISIBILITY_RIGHT
               ? XR_SUCCESS
               : XR_ERROR_VALIDATION_FAILURE;
}

static XrResult check_quad(const struct simxr_session *session, const XrCompositionLayerQuad *layer)
{
    TRY_XR(check_eyes(layer->eyeVisibility));
    TRY_XR(simxr_check_pose(&layer->pose));
    if (!(layer->size.width >= 0.0f && layer->size.height >= 0.0f)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    return check_sub_image(session, &layer->subImage);
}

static XrResult check_equirect(const struct simxr_session *session,
                               const XrCompositionLayerEquirect2KHR *layer)
{
    TRY_XR(check_eyes(layer->eyeVisibility));
    TRY_XR(simxr_check_pose(&layer->pose));
    // An infinite radius, or zero, is a sky. Negated, so that NaN is refused.
    if (!(layer->radius >= 0.0f) || !isfinite(layer->centralHorizontalAngle) ||
        !isfinite(layer->upperVerticalAngle) || !isfinite(layer->lowerVerticalAngle)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    return check_sub_image(session, &layer->subImage);
}

static XrResult check_layer(const struct simxr_session *session,
                            const XrCompositionLayerBaseHeader *layer)
{
    if (!layer) {
        return XR_ERROR_LAYER_INVALID;
    }
    const bool is_equirect =
        layer->type == XR_TYPE_COMPOSITION_LAYER_EQUIRECT2_KHR &&
        simxr_instance_has(session->inst, SIMXR_KHR_COMPOSITION_LAYER_EQUIRECT2);
    const bool is_projection = layer->type == XR_TYPE_COMPOSITION_LAYER_PROJECTION;
    if (!is_projection && !is_equirect && layer->type != XR_TYPE_COMPOSITION_LAYER_QUAD) {
        return XR_ERROR_LAYER_INVALID;
    }
    if (layer->layerFlags & ~KNOWN_FLAGS) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    struct simxr_space *space;
    TRY_XR(simxr_space_get(session, layer->space, &space));
    if (is_projection) {
        return check_projection(session, (const XrCompositionLayerProjection *)layer);
    }
    return is_equirect ? check_equirect(session, (const XrCompositionLayerEquirect2KHR *)layer)
                       : check_quad(session, (const XrCompositionLayerQuad *)layer);
}

static struct simxr_layer_source source_of(const XrSwapchainSubImage *sub)
{
    const struct simxr_swapchain *chain =
        simxr_handle_get(SIMXR_HANDLE(sub->swapchain), SIMXR_SWAPCHAIN);
    return (struct simxr_layer_source){
        .chain = chain,
        .image = (uint32_t)chain->released,
        .rect = sub->imageRect,
        .array_index = sub->imageArrayIndex,
    };
}

static int describe_projection(const XrCompositionLayerProjection *layer,
                               struct pose space_in_stage, struct simxr_layer *out,
                               struct simxr_layer_source *out_sources)
{
    out->kind = SIMXR_LAYER_PROJECTION;
    for (int i = 0; i < SIMXR_EYE_COUNT; i++) {
        const XrCompositionLayerProjectionView *view = &layer->views[i];
        const XrFovf fov = view->fov;
        out->is_seen[i] = true;
        out->poses[i] = pose_chain(space_in_stage, simxr_check_to_pose(&view->pose));
        out->fovs[i] = (struct fov){fov.angleLeft, fov.angleRight, fov.angleUp, fov.angleDown};
        out_sources[i] = source_of(&view->subImage);
    }
    return SIMXR_EYE_COUNT;
}

static void describe_eyes(XrEyeVisibility eyes, struct simxr_layer *out)
{
    out->is_seen[0] = eyes != XR_EYE_VISIBILITY_RIGHT;
    out->is_seen[1] = eyes != XR_EYE_VISIBILITY_LEFT;
}

static int describe_quad(const XrCompositionLayerQuad *layer, struct pose space_in_stage,
                         struct simxr_layer *out, struct simxr_layer_source *out_sources)
{
    out->kind = SIMXR_LAYER_QUAD;
    describe_eyes(layer->eyeVisibility, out);
    out->poses[0] = pose_chain(space_in_stage, simxr_check_to_pose(&layer->pose));
    out->width_m = layer->size.width;
    out->height_m = layer->size.height;
    out_sources[0] = source_of(&layer->subImage);
    return 1;
}

static int describe_equirect(const XrCompositionLayerEquirect2KHR *layer,
                             struct pose space_in_stage, struct simxr_layer *out,
                             struct simxr_layer_source *out_sources)
{
    out->kind = SIMXR_LAYER_EQUIRECT2;
    describe_eyes(layer->eyeVisibility, out);
    out->poses[0] = pose_chain(space_in_stage, simxr_check_to_pose(&layer->pose));
    out->radius_m = isinf(layer->radius) ? 0.0f : layer->radius;
    out->central_rad = layer->centralHorizontalAngle;
    out->lower_rad = layer->lowerVerticalAngle;
    out->upper_rad = layer->upperVerticalAngle;
    out_sources[0] = source_of(&layer->subImage);
    return 1;
}

XrResult simxr_layer_check(const struct simxr_session *session, const XrFrameEndInfo *info)
{
    if (info->layerCount > SIMXR_SYSTEM_LAYER_MAX) {
        return XR_ERROR_LAYER_LIMIT_EXCEEDED;
    }
    if (info->layerCount > 0 && !info->layers) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    for (uint32_t i = 0; i < info->layerCount; i++) {
        TRY_XR(check_layer(session, info->layers[i]));
    }
    return XR_SUCCESS;
}

bool simxr_layer_pose(const XrFrameEndInfo *info, struct pose *out_pose)
{
    for (uint32_t i = 0; i < info->layerCount; i++) {
        if (info->layers[i]->type == XR_TYPE_COMPOSITION_LAYER_PROJECTION) {
            const XrCompositionLayerProjection *layer =
                (const XrCompositionLayerProjection *)info->layers[i];
            *out_pose = simxr_check_to_pose(&layer->views[0].pose);
            return true;
        }
    }
    return false;
}

int simxr_layer_describe(const struct simxr_session *session,
                         const XrCompositionLayerBaseHeader *layer, XrTime display,
                         struct simxr_layer *out_layer,
                         struct simxr_layer_source out_sources[SIMXR_EYE_COUNT])
{
    const struct simxr_space *space = simxr_handle_get(SIMXR_HANDLE(layer->space), SIMXR_SPACE);
    const struct pose space_in_stage = simxr_space_in_stage(session, space, display).pose_in_stage;
    *out_layer = (struct simxr_layer){
        .blends_alpha = layer->layerFlags & XR_COMPOSITION_LAYER_BLEND_TEXTURE_SOURCE_ALPHA_BIT,
        .is_unpremultiplied = layer->layerFlags & XR_COMPOSITION_LAYER_UNPREMULTIPLIED_ALPHA_BIT,
    };
    if (layer->type == XR_TYPE_COMPOSITION_LAYER_PROJECTION) {
        return describe_projection((const XrCompositionLayerProjection *)layer, space_in_stage,
                                   out_layer, out_sources);
    }
    if (layer->type == XR_TYPE_COMPOSITION_LAYER_QUAD) {
        return describe_quad((const XrCompositionLayerQuad *)layer, space_in_stage, out_layer,
                             out_sources);
    }
    return describe_equirect((const XrCompositionLayerEquirect2KHR *)layer, space_in_stage,
                             out_layer, out_sources);
}
