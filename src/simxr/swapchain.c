#include "simxr/swapchain.h"

#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/format.h"
#include "simxr/instance.h"
#include "simxr/session.h"
#include "simxr/system.h"

enum { ARRAY_MAX = 16 };

static const XrSwapchainUsageFlags KNOWN_USAGE =
    XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT | XR_SWAPCHAIN_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT |
    XR_SWAPCHAIN_USAGE_UNORDERED_ACCESS_BIT | XR_SWAPCHAIN_USAGE_TRANSFER_SRC_BIT |
    XR_SWAPCHAIN_USAGE_TRANSFER_DST_BIT | XR_SWAPCHAIN_USAGE_SAMPLED_BIT |
    XR_SWAPCHAIN_USAGE_MUTABLE_FORMAT_BIT;

static VkImageUsageFlags image_usage(XrSwapchainUsageFlags usage, bool is_depth)
{
    static const struct {
        XrSwapchainUsageFlags xr;
        VkImageUsageFlags vk;
    } pairs[] = {
        {XR_SWAPCHAIN_USAGE_UNORDERED_ACCESS_BIT, VK_IMAGE_USAGE_STORAGE_BIT},
        {XR_SWAPCHAIN_USAGE_TRANSFER_SRC_BIT, VK_IMAGE_USAGE_TRANSFER_SRC_BIT},
        {XR_SWAPCHAIN_USAGE_TRANSFER_DST_BIT, VK_IMAGE_USAGE_TRANSFER_DST_BIT},
        {XR_SWAPCHAIN_USAGE_SAMPLED_BIT, VK_IMAGE_USAGE_SAMPLED_BIT},
    };
    // The compositor copies what it shows.
    VkImageUsageFlags bits = VK_IMAGE_USAGE_TRANSFER_SRC_BIT;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        bits |= usage & pairs[i].xr ? pairs[i].vk : 0;
    }
    // An acquired image is in its attachment layout, whatever the application uses it for.
    return bits | (is_depth ? VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT
                            : VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT);
}

static VkImageCreateInfo image_info(const struct simxr_swapchain *chain)
{
    const XrSwapchainCreateInfo *info = &chain->info;
    const bool is_depth = chain->aspect != VK_IMAGE_ASPECT_COLOR_BIT;
    VkImageCreateFlags flags = info->faceCount == 6 ? VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT : 0;
    if (info->usageFlags & XR_SWAPCHAIN_USAGE_MUTABLE_FORMAT_BIT) {
        flags |= VK_IMAGE_CREATE_MUTABLE_FORMAT_BIT;
    }
    return (VkImageCreateInfo){
        .sType = VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO,
        .flags = flags,
        .imageType = VK_IMAGE_TYPE_2D,
        .format = (VkFormat)info->format,
        .extent = {info->width, info->height, 1},
        .mipLevels = info->mipCount,
        .arrayLayers = info->arraySize * info->faceCount,
        .samples = VK_SAMPLE_COUNT_1_BIT,
        .tiling = VK_IMAGE_TILING_OPTIMAL,
        .usage = image_usage(info->usageFlags, is_depth),
    };
}

static XrResult check_device_support(const struct simxr_swapchain *chain)
{
    const VkImageCreateInfo info = image_info(chain);
    VkImageFormatProperties can;
    const VkResult res = vkGetPhysicalDeviceImageFormatProperties(
        chain->session->vulkan.physical, info.format, info.imageType, info.tiling, info.usage,
        info.flags, &can);
    if (res == VK_ERROR_FORMAT_NOT_SUPPORTED || info.mipLevels > can.maxMipLevels ||
        info.arrayLayers > can.maxArrayLayers || info.extent.width > can.maxExtent.width ||
        info.extent.height > can.maxExtent.height) {
        return XR_ERROR_FEATURE_UNSUPPORTED;
    }
    return simxr_vulkan_result(res, "vkGetPhysicalDeviceImageFormatProperties");
}

// Vulkan has mip levels down to one pixel and no more, and cubes with square faces alone.
static bool is_shape_possible(const XrSwapchainCreateInfo *info)
{
    uint32_t levels = 0;
    for (uint32_t size = info->width | info->height; size > 0; size >>= 1) {
        levels++;
    }
    return info->mipCount <= levels && (info->faceCount == 1 || info->width == info->height);
}

static XrResult check_info(const struct simxr_session *session, const XrSwapchainCreateInfo *info)
{
    if (info->width == 0 || info->height == 0 || info->sampleCount == 0 || info->arraySize == 0 ||
        info->mipCount == 0 || (info->faceCount != 1 && info->faceCount != 6)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    if (!simxr_format_is_offered(session, info->format)) {
        return XR_ERROR_SWAPCHAIN_FORMAT_UNSUPPORTED;
    }
    // OpenXR 1.0, XrSwapchainCreateInfo: not a validation failure, known bits or not.
    if ((info->createFlags & ~(XrSwapchainCreateFlags)XR_SWAPCHAIN_CREATE_STATIC_IMAGE_BIT) ||
        (info->usageFlags & ~KNOWN_USAGE) || info->sampleCount > 1 || info->arraySize > ARRAY_MAX ||
        info->width > SIMXR_SYSTEM_SWAPCHAIN_SIZE_MAX ||
        info->height > SIMXR_SYSTEM_SWAPCHAIN_SIZE_MAX || !is_shape_possible(info)) {
        return XR_ERROR_FEATURE_UNSUPPORTED;
    }
    return XR_SUCCESS;
}

static XrResult make_image(struct simxr_swapchain *chain, uint32_t i)
{
    const struct simxr_vulkan *vulkan = &chain->session->vulkan;
    const VkImageCreateInfo info = image_info(chain);
    VkResult res = vkCreateImage(vulkan->device, &info, NULL, &chain->images[i]);
    if (res != VK_SUCCESS) {
        chain->images[i] = VK_NULL_HANDLE;
        return simxr_vulkan_result(res, "vkCreateImage");
    }
    VkMemoryRequirements need;
    vkGetImageMemoryRequirements(vulkan->device, chain->images[i], &need);
    VkMemoryAllocateInfo alloc = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
        .allocationSize = need.size,
    };
    if (!simxr_vulkan_memory_type(vulkan, need.memoryTypeBits, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT,
                                  &alloc.memoryTypeIndex) &&
        !simxr_vulkan_memory_type(vulkan, need.memoryTypeBits, 0, &alloc.memoryTypeIndex)) {
        return XR_ERROR_RUNTIME_FAILURE;
    }
    res = vkAllocateMemory(vulkan->device, &alloc, NULL, &chain->memory[i]);
    if (res != VK_SUCCESS) {
        chain->memory[i] = VK_NULL_HANDLE;
        return simxr_vulkan_result(res, "vkAllocateMemory");
    }
    TRY_VK(vkBindImageMemory(vulkan->device, chain->images[i], chain->memory[i], 0));
    const VkFenceCreateInfo fence = {.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    res = vkCreateFence(vulkan->device, &fence, NULL, &chain->prepared[i]);
    if (res != VK_SUCCESS) {
        chain->prepared[i] = VK_NULL_HANDLE;
    }
    return simxr_vulkan_result(res, "vkCreateFence");
}

static XrResult make_images(struct simxr_swapchain *chain)
{
    const struct simxr_vulkan *vulkan = &chain->session->vulkan;
    TRY_XR(check_device_support(chain));
    for (uint32_t i = 0; i < chain->image_count; i++) {
        TRY_XR(make_image(chain, i));
    }
    const VkCommandBufferAllocateInfo info = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
        .commandPool = vulkan->pool,
        .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
        .commandBufferCount = chain->image_count,
    };
    VkCommandBuffer buffers[SIMXR_SWAPCHAIN_IMAGE_MAX];
    TRY_VK(vkAllocateCommandBuffers(vulkan->device, &info, buffers));
    for (uint32_t i = 0; i < chain->image_count; i++) {
        chain->first_use[i] = buffers[i];
    }
    return XR_SUCCESS;
}

// XR_KHR_vulkan_enable2, "Swapchain image layout": an acquired image is in the attachment layout.
static XrResult leave_undefined(struct simxr_swapchain *chain, uint32_t i)
{
    const struct simxr_vulkan *vulkan = &chain->session->vulkan;
    const bool is_color = chain->aspect == VK_IMAGE_ASPECT_COLOR_BIT;
    const VkImageMemoryBarrier barrier = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER,
        .dstAccessMask = VK_ACCESS_MEMORY_READ_BIT | VK_ACCESS_MEMORY_WRITE_BIT,
        .oldLayout = VK_IMAGE_LAYOUT_UNDEFINED,
        .newLayout = is_color ? VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL
                              : VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL,
        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .image = chain->images[i],
        .subresourceRange = {chain->aspect, 0, VK_REMAINING_MIP_LEVELS, 0,
                             VK_REMAINING_ARRAY_LAYERS},
    };
    const VkCommandBufferBeginInfo begin = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
        .flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT,
    };
    TRY_VK(vkBeginCommandBuffer(chain->first_use[i], &begin));
    vkCmdPipelineBarrier(chain->first_use[i], VK_PIPELINE_STAGE_TOP_OF_PIPE_BIT,
                         VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, 0, 0, NULL, 0, NULL, 1, &barrier);
    TRY_VK(vkEndCommandBuffer(chain->first_use[i]));
    const VkSubmitInfo submit = {
        .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
        .commandBufferCount = 1,
        .pCommandBuffers = &chain->first_use[i],
    };
    TRY_VK(vkQueueSubmit(vulkan->queue, 1, &submit, chain->prepared[i]));
    chain->is_prepared[i] = true;
    return XR_SUCCESS;
}

static void release(void *object)
{
    struct simxr_swapchain *chain = object;
    const struct simxr_vulkan *vulkan = &chain->session->vulkan;
    simxr_capture_settle(&chain->session->frames.capture);
    for (uint32_t i = 0; i < chain->image_count; i++) {
        // Our own layout change may still be under way. OpenXR 1.0, xrDestroySwapchain: the
        // application's work has ended before.
        if (chain->is_prepared[i]) {
            vkWaitForFences(vulkan->device, 1, &chain->prepared[i], VK_TRUE, UINT64_MAX);
        }
        vkDestroyFence(vulkan->device, chain->prepared[i], NULL);
        if (chain->first_use[i]) {
            vkFreeCommandBuffers(vulkan->device, vulkan->pool, 1, &chain->first_use[i]);
        }
        vkDestroyImage(vulkan->device, chain->images[i], NULL);
        vkFreeMemory(vulkan->device, chain->memory[i], NULL);
    }
}

static XrResult get_any(XrSwapchain handle, struct simxr_swapchain **out)
{
    *out = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_SWAPCHAIN);
    struct simxr_session *session;
    return simxr_session_of(*out ? &(*out)->object : NULL, &session);
}

XrResult simxr_swapchain_get(const struct simxr_session *session, XrSwapchain handle,
                             struct simxr_swapchain **out)
{
    *out = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_SWAPCHAIN);
    return *out && (*out)->session == session ? XR_SUCCESS : XR_ERROR_HANDLE_INVALID;
}

XrResult simxr_swapchain_formats(XrSession handle, uint32_t capacity, uint32_t *out_count,
                                 int64_t *formats)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    int64_t offered[SIMXR_FORMAT_MAX];
    const uint32_t count = simxr_format_offered(session, offered);
    return simxr_check_copy(capacity, out_count, formats, offered, count, sizeof offered[0]);
}

XrResult simxr_swapchain_create(XrSession handle, const XrSwapchainCreateInfo *info,
                                XrSwapchain *out_chain)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_SWAPCHAIN_CREATE_INFO));
    if (!out_chain) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    TRY_XR(check_info(session, info));
    void *object;
    TRY_XR(simxr_handle_create(SIMXR_SWAPCHAIN, sizeof(struct simxr_swapchain), &session->object,
                               release, &object));
    struct simxr_swapchain *chain = object;
    chain->session = session;
    chain->info = *info;
    chain->info.next = NULL;
    chain->aspect = simxr_format_aspect(info->format);
    chain->released = -1;
    const bool is_static = info->createFlags & XR_SWAPCHAIN_CREATE_STATIC_IMAGE_BIT;
    chain->image_count = is_static ? 1 : SIMXR_SWAPCHAIN_IMAGE_MAX;
    const XrResult made = make_images(chain);
    if (XR_FAILED(made)) {
        simxr_handle_destroy(&chain->object);
        return made;
    }
    *out_chain = SIMXR_HANDLE_AS(XrSwapchain, chain->object);
    return XR_SUCCESS;
}

XrResult simxr_swapchain_destroy(XrSwapchain handle)
{
    struct simxr_object *chain = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_SWAPCHAIN);
    if (!chain) {
        return XR_ERROR_HANDLE_INVALID;
    }
    simxr_handle_destroy(chain);
    return XR_SUCCESS;
}

XrResult simxr_swapchain_images(XrSwapchain handle, uint32_t capacity, uint32_t *out_count,
                                XrSwapchainImageBaseHeader *images)
{
    struct simxr_swapchain *chain;
    TRY_XR(get_any(handle, &chain));
    bool fill;
    TRY_XR(simxr_check_list(capacity, out_count, images, chain->image_count, &fill));
    XrSwapchainImageVulkanKHR *out = (XrSwapchainImageVulkanKHR *)images;
    for (uint32_t i = 0; fill && i < chain->image_count; i++) {
        TRY_XR(simxr_check_type(&out[i], XR_TYPE_SWAPCHAIN_IMAGE_VULKAN_KHR));
        out[i].image = chain->images[i];
    }
    return XR_SUCCESS;
}

XrResult simxr_swapchain_acquire(XrSwapchain handle, const XrSwapchainImageAcquireInfo *info,
                                 uint32_t *out_index)
{
    struct simxr_swapchain *chain;
    TRY_XR(get_any(handle, &chain));
    if (info) {
        TRY_XR(simxr_check_type(info, XR_TYPE_SWAPCHAIN_IMAGE_ACQUIRE_INFO));
    }
    if (!out_index) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    const bool is_static = chain->info.createFlags & XR_SWAPCHAIN_CREATE_STATIC_IMAGE_BIT;
    const uint32_t index = chain->next;
    if (chain->is_acquired[index] || (is_static && chain->was_acquired)) {
        return XR_ERROR_CALL_ORDER_INVALID;
    }
    if (!chain->is_prepared[index]) {
        TRY_XR(leave_undefined(chain, index));
    }
    chain->is_acquired[index] = true;
    chain->was_acquired = true;
    chain->queue[chain->queue_count++] = index;
    chain->next = (index + 1) % chain->image_count;
    *out_index = index;
    return XR_SUCCESS;
}

XrResult simxr_swapchain_wait(XrSwapchain handle, const XrSwapchainImageWaitInfo *info)
{
    struct simxr_swapchain *chain;
    TRY_XR(get_any(handle, &chain));
    TRY_XR(simxr_check_type(info, XR_TYPE_SWAPCHAIN_IMAGE_WAIT_INFO));
    if (chain->queue_count == 0 || chain->is_waited) {
        return XR_ERROR_CALL_ORDER_INVALID;
    }
    // The compositor reads on the application's own queue, in order: an image is always free.
    chain->is_waited = true;
    return XR_SUCCESS;
}

XrResult simxr_swapchain_release(XrSwapchain handle, const XrSwapchainImageReleaseInfo *info)
{
    struct simxr_swapchain *chain;
    TRY_XR(get_any(handle, &chain));
    if (info) {
        TRY_XR(simxr_check_type(info, XR_TYPE_SWAPCHAIN_IMAGE_RELEASE_INFO));
    }
    if (!chain->is_waited) {
        return XR_ERROR_CALL_ORDER_INVALID;
    }
    const uint32_t index = chain->queue[0];
    chain->queue_count--;
    for (uint32_t i = 0; i < chain->queue_count; i++) {
        chain->queue[i] = chain->queue[i + 1];
    }
    chain->is_waited = false;
    chain->is_acquired[index] = false;
    chain->released = (int)index;
    return XR_SUCCESS;
}
