#include "vr/foveation.h"

#include "base/log.h"
#include "vr/make.h"
#include "vr/result.h"

enum vr_foveation_kind vr_foveation_choose(const struct vr_foveation_offer *offer)
{
    if (offer->has_htc) {
        return VR_FOVEATION_HTC_FIXED;
    }
    const bool is_fb_whole =
        offer->has_fb && offer->has_fb_configuration && offer->has_fb_update_state;
    const bool can_draw = !offer->needs_density_map || offer->can_draw_density_map;
    return is_fb_whole && can_draw ? VR_FOVEATION_FB_LOW : VR_FOVEATION_NONE;
}

void vr_foveation_prepare(struct vr *vr)
{
    struct vr_enabled *enabled = &vr->enabled;
    const struct vr_foveation_offer offer = {
        .has_htc = enabled->foveation_htc,
        .has_fb = enabled->foveation_fb,
        .has_fb_configuration = enabled->foveation_fb_configuration,
        .has_fb_update_state = enabled->swapchain_update_fb,
        .needs_density_map = enabled->foveation_fb_vulkan,
    };
    vr->foveation = vr_foveation_choose(&offer);
    enabled->foveation_htc = vr->foveation == VR_FOVEATION_HTC_FIXED;
    const bool is_fb = vr->foveation == VR_FOVEATION_FB_LOW;
    enabled->foveation_fb = is_fb;
    enabled->foveation_fb_configuration = is_fb;
    enabled->swapchain_update_fb = is_fb;
    enabled->foveation_fb_vulkan = false;
    if (offer.has_fb && vr->foveation == VR_FOVEATION_NONE) {
        LOG_INFO("foveation is offered in a way that this program does not draw in: none");
    }
}

const void *vr_foveation_of_swapchain(const struct vr *vr, XrSwapchainCreateInfoFoveationFB *room)
{
    if (vr->foveation != VR_FOVEATION_FB_LOW) {
        return NULL;
    }
    // Neither flag: one is for OpenGL, the other asks for density maps.
    *room = (XrSwapchainCreateInfoFoveationFB){
        .type = XR_TYPE_SWAPCHAIN_CREATE_INFO_FOVEATION_FB,
    };
    return room;
}

static XrResult apply_htc(const struct vr *vr, uint32_t width, uint32_t height)
{
    // The registry, XrFoveationApplyInfoHTC: one for each view, in the order of the layer's views.
    XrSwapchainSubImage parts[VR_EYE_COUNT];
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        parts[i] = (XrSwapchainSubImage){
            .swapchain = vr->session.color.handle,
            .imageRect = {.extent = {(int32_t)width, (int32_t)height}},
            .imageArrayIndex = (uint32_t)i,
        };
    }
    const XrFoveationApplyInfoHTC info = {
        .type = XR_TYPE_FOVEATION_APPLY_INFO_HTC,
        .mode = XR_FOVEATION_MODE_FIXED_HTC,
        .subImageCount = VR_EYE_COUNT,
        .subImages = parts,
    };
    return vr->calls.apply_foveation_htc(vr->session.handle, &info);
}

static XrResult apply_fb(struct vr *vr)
{
    struct vr_foveated *foveated = &vr->session.foveated;
    XrFoveationLevelProfileCreateInfoFB fixed = {
        .type = XR_TYPE_FOVEATION_LEVEL_PROFILE_CREATE_INFO_FB,
        .level = XR_FOVEATION_LEVEL_LOW_FB,
        .dynamic = XR_FOVEATION_DYNAMIC_DISABLED_FB,
    };
    const XrFoveationProfileCreateInfoFB info = {
        .type = XR_TYPE_FOVEATION_PROFILE_CREATE_INFO_FB,
        .next = &fixed,
    };
    const XrResult result = vr_make_foveation_profile(vr, &info, &foveated->profile);
    if (XR_FAILED(result)) {
        return result;
    }
    const XrSwapchainStateFoveationFB state = {
        .type = XR_TYPE_SWAPCHAIN_STATE_FOVEATION_FB,
        .profile = foveated->profile,
    };
    return vr->calls.update_swapchain_fb(vr->session.color.handle,
                                         (const XrSwapchainStateBaseHeaderFB *)&state);
}

static void conclude(struct vr *vr, XrResult result)
{
    struct vr_foveated *foveated = &vr->session.foveated;
    const bool was_on = foveated->is_on;
    foveated->is_on = XR_SUCCEEDED(result);
    if (!foveated->is_on) {
        char text[XR_MAX_RESULT_STRING_SIZE];
        LOG_INFO("the runtime refuses foveation: all of the view is drawn in full (%s)",
                 vr_result_text(vr->instance, result, text));
    } else if (!was_on) {
        LOG_INFO("foveation is on: %s", vr->foveation == VR_FOVEATION_HTC_FIXED
                                            ? "fixed, as the runtime has it"
                                            : "fixed, level low");
    }
}

void vr_foveation_start(struct vr *vr)
{
    struct vr_foveated *foveated = &vr->session.foveated;
    foveated->width = vr->session.target.width;
    foveated->height = vr->session.target.height;
    switch (vr->foveation) {
    case VR_FOVEATION_NONE: break;
    case VR_FOVEATION_HTC_FIXED:
        conclude(vr, apply_htc(vr, foveated->width, foveated->height));
        break;
    case VR_FOVEATION_FB_LOW: conclude(vr, apply_fb(vr)); break;
    }
}

void vr_foveation_follow(struct vr *vr, uint32_t width, uint32_t height)
{
    struct vr_foveated *foveated = &vr->session.foveated;
    if (!foveated->is_on || (foveated->width == width && foveated->height == height)) {
        return;
    }
    foveated->width = width;
    foveated->height = height;
    if (vr->foveation == VR_FOVEATION_HTC_FIXED) {
        conclude(vr, apply_htc(vr, width, height));
    }
}

void vr_foveation_give_up(struct vr *vr)
{
    LOG_INFO("the runtime refuses pictures with foveation: all of the view is drawn in full");
    vr->foveation = VR_FOVEATION_NONE;
}

void vr_foveation_fini(struct vr *vr)
{
    if (vr->session.foveated.profile != XR_NULL_HANDLE) {
        vr->calls.destroy_foveation_profile(vr->session.foveated.profile);
    }
    vr->session.foveated = (struct vr_foveated){0};
}
