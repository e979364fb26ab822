#include "vr/swapchain.h"

#include "base/clock.h"
#include "base/log.h"
#include "vr/format.h"
#include "vr/foveation.h"
#include "vr/make.h"
#include "vr/result.h"

enum { FORMAT_MAX = 512, WAIT_TRIES = 10 };

static const XrDuration wait_ns = 50 * NS_PER_MS;

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

// Both eyes share one image, so it has the larger of both sizes, within what is allowed.
static void pick_size(const struct vr *vr, struct vr_target *target)
{
    const XrSystemGraphicsProperties *limit = &vr->system_properties.graphicsProperties;
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        const XrViewConfigurationView *eye = &vr->eyes[i];
        const uint32_t width = least(eye->recommendedImageRectWidth,
                                     least(eye->maxImageRectWidth, limit->maxSwapchainImageWidth));
        const uint32_t height =
            least(eye->recommendedImageRectHeight,
                  least(eye->maxImageRectHeight, limit->maxSwapchainImageHeight));
        target->width = width > target->width ? width : target->width;
        target->height = height > target->height ? height : target->height;
    }
}

static enum err pick_formats(struct vr *vr)
{
    struct vr_target *target = &vr->session.target;
    int64_t formats[FORMAT_MAX];
    uint32_t count = 0;
    TRY_XR(vr->instance,
           xrEnumerateSwapchainFormats(vr->session.handle, FORMAT_MAX, &count, formats));
    target->color_format = vr_format_pick_color(formats, count);
    if (target->color_format == VK_FORMAT_UNDEFINED) {
        LOG_ERROR("the OpenXR runtime offers none of the picture formats this program draws (8-bit "
                  "RGBA or BGRA, sRGB or linear) among its %u",
                  (unsigned)count);
        return ERR_UNSUPPORTED;
    }
    target->depth_format =
        vr->enabled.depth ? vr_format_pick_depth(formats, count) : VK_FORMAT_UNDEFINED;
    return ERR_OK;
}

static enum err make_eyes(struct vr *vr, VkFormat format, XrSwapchainUsageFlags usage,
                          const void *chained, struct vr_swapchain *chain)
{
    const XrSwapchainCreateInfo info = {
        .type = XR_TYPE_SWAPCHAIN_CREATE_INFO,
        .next = chained,
        .usageFlags = usage,
        .format = (int64_t)format,
        .sampleCount = 1,
        .width = vr->session.target.width,
        .height = vr->session.target.height,
        .faceCount = 1,
        .arraySize = VR_EYE_COUNT,
        .mipCount = 1,
    };
    return vr_swapchain_make(vr, &info, chain);
}

static enum err make_color(struct vr *vr)
{
    const XrSwapchainUsageFlags usage = XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT |
                                        XR_SWAPCHAIN_USAGE_SAMPLED_BIT |
                                        XR_SWAPCHAIN_USAGE_TRANSFER_SRC_BIT; // for the mirror
    struct vr_swapchain *chain = &vr->session.color;
    XrSwapchainCreateInfoFoveationFB room;
    const void *foveation = vr_foveation_of_swapchain(vr, &room);
    const enum err err = make_eyes(vr, vr->session.target.color_format, usage, foveation, chain);
    if (err == ERR_OK || err == ERR_DEVICE_LOST || !foveation) {
        return err;
    }
    vr_swapchain_drop(chain);
    vr_foveation_give_up(vr);
    return make_eyes(vr, vr->session.target.color_format, usage, NULL, chain);
}

// Depth sharpens reprojection; without it everything else still works.
static enum err make_depth(struct vr *vr)
{
    struct vr_target *target = &vr->session.target;
    if (target->depth_format == VK_FORMAT_UNDEFINED) {
        return ERR_OK;
    }
    const enum err err =
        make_eyes(vr, target->depth_format, XR_SWAPCHAIN_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT, NULL,
                  &vr->session.depth);
    if (err != ERR_OK) {
        vr_swapchain_drop(&vr->session.depth);
        target->depth_format = VK_FORMAT_UNDEFINED;
    }
    return err == ERR_DEVICE_LOST ? err : ERR_OK;
}

enum err vr_swapchain_init(struct vr *vr, bool wants_depth)
{
    struct vr_target *target = &vr->session.target;
    pick_size(vr, target);
    if (target->width == 0 || target->height == 0) {
        LOG_ERROR("the OpenXR runtime recommends pictures of no size");
        return ERR_DEVICE;
    }
    TRY(pick_formats(vr));
    target->depth_format = wants_depth ? target->depth_format : VK_FORMAT_UNDEFINED;
    TRY(make_color(vr));
    TRY(make_depth(vr));

    target->color_count = vr->session.color.image_count;
    target->depth_count = vr->session.depth.image_count;
    for (int i = 0; i < VR_IMAGE_MAX; i++) {
        target->color[i] = vr->session.color.images[i];
        target->depth[i] = vr->session.depth.images[i];
    }
    vr->info.has_depth = target->depth_count > 0;
    return ERR_OK;
}

void vr_swapchain_fini(struct vr *vr)
{
    vr_swapchain_drop(&vr->session.color);
    vr_swapchain_drop(&vr->session.depth);
}

enum err vr_swapchain_make(struct vr *vr, const XrSwapchainCreateInfo *info,
                           struct vr_swapchain *chain)
{
    TRY(vr_make_swapchain(vr, info, &chain->handle));

    TRY_XR(vr->instance, xrEnumerateSwapchainImages(chain->handle, 0, &chain->image_count, NULL));
    if (chain->image_count > VR_IMAGE_MAX) {
        LOG_ERROR("the OpenXR runtime wants to turn %u images where %d are the most we keep",
                  (unsigned)chain->image_count, VR_IMAGE_MAX);
        return ERR_UNSUPPORTED;
    }
    XrSwapchainImageVulkan2KHR images[VR_IMAGE_MAX];
    for (int i = 0; i < VR_IMAGE_MAX; i++) {
        images[i] = (XrSwapchainImageVulkan2KHR){.type = XR_TYPE_SWAPCHAIN_IMAGE_VULKAN2_KHR};
    }
    TRY_XR(vr->instance,
           xrEnumerateSwapchainImages(chain->handle, VR_IMAGE_MAX, &chain->image_count,
                                      (XrSwapchainImageBaseHeader *)images));
    for (uint32_t i = 0; i < chain->image_count; i++) {
        chain->images[i] = images[i].image;
    }
    return ERR_OK;
}

void vr_swapchain_drop(struct vr_swapchain *chain)
{
    if (chain->handle != XR_NULL_HANDLE) {
        xrDestroySwapchain(chain->handle);
    }
    *chain = (struct vr_swapchain){0};
}

enum err vr_swapchain_acquire(struct vr *vr, struct vr_swapchain *chain, bool *out_is_ready)
{
    *out_is_ready = false;
    if (!chain->is_acquired) {
        TRY_XR(vr->instance, xrAcquireSwapchainImage(chain->handle, NULL, &chain->image));
        chain->is_acquired = true;
    }
    const XrSwapchainImageWaitInfo info = {
        .type = XR_TYPE_SWAPCHAIN_IMAGE_WAIT_INFO,
        .timeout = wait_ns,
    };
    for (int i = 0; i < WAIT_TRIES && !chain->is_waited; i++) {
        const XrResult result = xrWaitSwapchainImage(chain->handle, &info);
        if (XR_FAILED(result)) {
            return vr_result_fail(vr->instance, result, "xrWaitSwapchainImage", __FILE__, __LINE__);
        }
        chain->is_waited = result != XR_TIMEOUT_EXPIRED;
    }
    if (!chain->is_waited) {
        LOG_WARN("the compositor holds on to a picture; this frame shows nothing");
    }
    *out_is_ready = chain->is_waited;
    return ERR_OK;
}

enum err vr_swapchain_release(struct vr *vr, struct vr_swapchain *chain)
{
    if (!chain->is_waited) {
        return ERR_OK; // OpenXR 1.0, xrReleaseSwapchainImage: not before it was waited for
    }
    chain->is_waited = false;
    chain->is_acquired = false;
    TRY_XR(vr->instance, xrReleaseSwapchainImage(chain->handle, NULL));
    return ERR_OK;
}
