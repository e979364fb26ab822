#include "vr/photo.h"

#include "base/log.h"
#include "vr/format.h"
#include "vr/swapchain.h"

// Eyes are 90 degrees wide or more: in their middle at most half their width is one radian. A
// runtime samples with four taps and no mip levels: up to two texels a pixel it does not flicker.
static const float px_per_eye_px = 2.0f * 3.14159265f;

uint32_t vr_photo_width_most(const struct vr *vr)
{
    const XrSystemGraphicsProperties *limit = &vr->system_properties.graphicsProperties;
    const struct vr_target *target = &vr->session.target;
    if (!vr->enabled.equirect2 || limit->maxLayerCount < 2 + VR_QUAD_MAX ||
        !vr_format_is_srgb(target->color_format)) {
        LOG_INFO("the OpenXR runtime shows no 360-degree pictures: the photo is drawn");
        return 0;
    }
    const uint32_t wanted = (uint32_t)(px_per_eye_px * (float)target->width);
    const uint32_t high = 2 * limit->maxSwapchainImageHeight;
    uint32_t most = limit->maxSwapchainImageWidth;
    most = most < high ? most : high;
    return most < wanted ? most : wanted;
}

static enum err make(struct vr *vr, uint32_t width, uint32_t height, bool *out_is_ready)
{
    const XrSwapchainCreateInfo info = {
        .type = XR_TYPE_SWAPCHAIN_CREATE_INFO,
        .createFlags = XR_SWAPCHAIN_CREATE_STATIC_IMAGE_BIT,
        .usageFlags = XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT | XR_SWAPCHAIN_USAGE_SAMPLED_BIT |
                      XR_SWAPCHAIN_USAGE_TRANSFER_DST_BIT,
        .format = (int64_t)vr->session.target.color_format,
        .sampleCount = 1,
        .width = width,
        .height = height,
        .faceCount = 1,
        .arraySize = 1,
        .mipCount = 1,
    };
    TRY(vr_swapchain_make(vr, &info, &vr->session.photo.chain));
    return vr_swapchain_acquire(vr, &vr->session.photo.chain, out_is_ready);
}

bool vr_photo_start(struct vr *vr, uint32_t width, uint32_t height,
                    struct vr_photo_image *out_image)
{
    struct vr_photo *photo = &vr->session.photo;
    bool is_ready = false;
    if (make(vr, width, height, &is_ready) != ERR_OK || !is_ready) {
        LOG_INFO("the OpenXR runtime has no image for the photo: it is drawn");
        vr_swapchain_drop(&photo->chain); // a lost session is found by the next frame
        return false;
    }
    photo->width = (int32_t)width;
    photo->height = (int32_t)height;
    *out_image = (struct vr_photo_image){photo->chain.images[photo->chain.image],
                                         vr->session.target.color_format};
    return true;
}

enum err vr_photo_show(struct vr *vr)
{
    TRY(vr_swapchain_release(vr, &vr->session.photo.chain));
    vr->session.photo.is_shown = true;
    return ERR_OK;
}

bool vr_photo_is_shown(const struct vr *vr)
{
    return vr->session.photo.is_shown;
}

void vr_photo_give_up(struct vr *vr)
{
    // The swapchain stays until the end: its image may still be on the way.
    LOG_WARN("the OpenXR runtime refused the photo as a layer: it is drawn");
    vr->session.photo.is_shown = false;
}

void vr_photo_fini(struct vr *vr)
{
    vr_swapchain_drop(&vr->session.photo.chain);
    vr->session.photo = (struct vr_photo){0};
}
