#include "vr/quads.h"

#include "base/log.h"
#include "vr/fault.h"
#include "vr/format.h"
#include "vr/swapchain.h"

#include <assert.h>

static bool can_lay(const struct vr *vr, uint32_t width, uint32_t height)
{
    const XrSystemGraphicsProperties *limit = &vr->system_properties.graphicsProperties;
    if (limit->maxLayerCount < 1 + VR_QUAD_MAX) {
        LOG_INFO("the OpenXR runtime takes %u layers: panels are drawn in the scene",
                 (unsigned)limit->maxLayerCount);
        return false;
    }
    // The scene's own format; in others blending is not in light, and panels would look different.
    if (!vr_format_is_srgb(vr->session.target.color_format) ||
        width > limit->maxSwapchainImageWidth || height > limit->maxSwapchainImageHeight) {
        LOG_INFO("the OpenXR runtime has no fit image for panels: they are drawn in the scene");
        return false;
    }
    return true;
}

void vr_quads_start(struct vr *vr, uint32_t width, uint32_t height)
{
    struct vr_quads *quads = &vr->session.quads;
    assert(quads->chain.handle == XR_NULL_HANDLE);
    const XrSwapchainCreateInfo info = {
        .type = XR_TYPE_SWAPCHAIN_CREATE_INFO,
        .usageFlags = XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT | XR_SWAPCHAIN_USAGE_SAMPLED_BIT,
        .format = (int64_t)vr->session.target.color_format,
        .sampleCount = 1,
        .width = width,
        .height = height,
        .faceCount = 1,
        .arraySize = 1,
        .mipCount = 1, // its size is chosen so that a runtime shrinks it to half at most
    };
    if (!can_lay(vr, width, height)) {
        return;
    }
    if (vr_swapchain_make(vr, &info, &quads->chain) != ERR_OK) {
        vr_swapchain_drop(&quads->chain); // a lost session is found by the next frame
        return;
    }
    quads->sheet = (struct vr_sheet){
        .width = width,
        .height = height,
        .color_format = vr->session.target.color_format,
        .count = quads->chain.image_count,
    };
    for (uint32_t i = 0; i < quads->chain.image_count; i++) {
        quads->sheet.images[i] = quads->chain.images[i];
    }
}

const struct vr_sheet *vr_quads_sheet(const struct vr *vr)
{
    return &vr->session.quads.sheet;
}

bool vr_quads_has_picture(const struct vr *vr)
{
    return vr->session.quads.has_picture;
}

enum err vr_quads_acquire(struct vr *vr, bool *out_is_ready, uint32_t *out_image)
{
    struct vr_quads *quads = &vr->session.quads;
    assert(vr->session.is_frame_begun && quads->sheet.width > 0);
    const struct vr_spent before = vr_spent_now();
    const enum err err = vr_swapchain_acquire(vr, &quads->chain, out_is_ready);
    *out_image = quads->chain.image;
    vr_spent_add(&vr->session.spent, before);
    return vr_fault_forgive(vr, err);
}

enum err vr_quads_release(struct vr *vr, bool was_drawn)
{
    struct vr_quads *quads = &vr->session.quads;
    if (!quads->chain.is_waited) {
        return ERR_OK; // what the runtime holds is shown on
    }
    const enum err err = vr_swapchain_release(vr, &quads->chain);
    quads->has_picture = was_drawn && err == ERR_OK;
    return err;
}

void vr_quads_give_up(struct vr *vr)
{
    // The swapchain stays until the end: its image may still be on the way.
    LOG_WARN("the OpenXR runtime refused panels as layers: they are drawn in the scene");
    vr->session.quads.sheet = (struct vr_sheet){0};
    vr->session.quads.has_picture = false;
}

void vr_quads_fini(struct vr *vr)
{
    vr_swapchain_drop(&vr->session.quads.chain);
    vr->session.quads = (struct vr_quads){0};
}
