// Less detail towards the edge of the view, where lenses and eyes see little: fixed, at the lowest
// level there is.
//
// What is done. XR_HTC_foveation, mode FIXED: the runtime does it to images that we draw as ever.
// XR_FB_foveation with XR_FB_foveation_configuration and XR_FB_swapchain_update_state, level LOW:
// only where the runtime does it without a fragment density map.
//
// What is not done. On Vulkan a runtime that also has XR_FB_foveation_vulkan (all of Meta's)
// expects that the render pass reads the density map which it hands out (VK_EXT_fragment_density_
// map). The renderer has no such pass and no machine of ours can prove one, so that there the
// choice is none. can_draw_density_map is where the renderer would say otherwise.
#ifndef VR_FOVEATION_H
#define VR_FOVEATION_H

#include "vr/internal.h"

struct vr_foveation_offer {
    bool has_htc;
    bool has_fb, has_fb_configuration, has_fb_update_state;
    bool needs_density_map;    // XR_FB_foveation_vulkan
    bool can_draw_density_map; // device and renderer
};

// Pure.
enum vr_foveation_kind vr_foveation_choose(const struct vr_foveation_offer *offer);

// Before the instance is made: chooses, and takes off vr->enabled what is not going to be used.
void vr_foveation_prepare(struct vr *vr);

// To chain to the colour swapchain's create info; NULL where nothing is to be said. `room` lives as
// long as the create info.
const void *vr_foveation_of_swapchain(const struct vr *vr, XrSwapchainCreateInfoFoveationFB *room);

// With the swapchains made. A runtime that refuses draws all in full; either is logged once.
void vr_foveation_start(struct vr *vr);
// The part of the images that is used became another one (imageRect); outside of drawing. Costs a
// comparison when it did not.
void vr_foveation_follow(struct vr *vr, uint32_t width, uint32_t height);
// The runtime refused the swapchain with it.
void vr_foveation_give_up(struct vr *vr);
void vr_foveation_fini(struct vr *vr);

#endif
