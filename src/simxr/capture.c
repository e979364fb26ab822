#include "simxr/capture.h"

#include "base/log.h"
#include "simxr/display.h"
#include "simxr/format.h"
#include "simxr/instance.h"
#include "simxr/session.h"
#include "simxr/swapchain.h"

#include <stdio.h>

// Copies begin at multiples of this, which every texel's size divides.
static const VkDeviceSize ALIGNMENT = 16;

struct copy {
    struct simxr_layer_source source;
    struct simxr_picture *picture; // in the slot
    VkDeviceSize offset;
};

struct copies {
    struct copy items[SIMXR_SYSTEM_LAYER_MAX * SIMXR_EYE_COUNT];
    int count;
    VkDeviceSize size;
};

static void compose(struct simxr_capture *capture, struct simxr_capture_slot *slot)
{
    if (vkWaitForFences(capture->vulkan->device, 1, &slot->fence, VK_TRUE, UINT64_MAX) !=
        VK_SUCCESS) {
        return; // a lost device has no picture
    }
    simxr_compositor_compose(&capture->compositor, slot->layers, slot->layer_count, slot->views);
    if (simxr_compositor_write(&capture->compositor, slot->path) != ERR_OK) {
        LOG_WARN("simulated runtime: no picture %s", slot->path);
    }
}

static void *run(void *user)
{
    struct simxr_capture *capture = user;
    pthread_mutex_lock(&capture->lock);
    for (;;) {
        if (capture->finished < capture->submitted) {
            pthread_mutex_unlock(&capture->lock);
            compose(capture, &capture->slots[capture->finished % SIMXR_CAPTURE_SLOTS]);
            pthread_mutex_lock(&capture->lock);
            capture->finished++;
            pthread_cond_broadcast(&capture->changed);
        } else if (capture->is_stopping) {
            break;
        } else {
            pthread_cond_wait(&capture->changed, &capture->lock);
        }
    }
    pthread_mutex_unlock(&capture->lock);
    return NULL;
}

static XrResult make_slot(const struct simxr_vulkan *vulkan, struct simxr_capture_slot *slot)
{
    const VkFenceCreateInfo fence = {.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    const VkResult res = vkCreateFence(vulkan->device, &fence, NULL, &slot->fence);
    if (res != VK_SUCCESS) {
        slot->fence = VK_NULL_HANDLE;
        return simxr_vulkan_result(res, "vkCreateFence");
    }
    const VkCommandBufferAllocateInfo commands = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
        .commandPool = vulkan->pool,
        .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
        .commandBufferCount = 1,
    };
    VkCommandBuffer made;
    TRY_VK(vkAllocateCommandBuffers(vulkan->device, &commands, &made));
    slot->commands = made;
    return XR_SUCCESS;
}

static void drop_buffer(const struct simxr_vulkan *vulkan, struct simxr_capture_slot *slot)
{
    vkDestroyBuffer(vulkan->device, slot->buffer, NULL);
    vkFreeMemory(vulkan->device, slot->memory, NULL);
    slot->buffer = VK_NULL_HANDLE;
    slot->memory = VK_NULL_HANDLE;
    slot->mapped = NULL;
    slot->size = 0;
}

static XrResult make_memory(const struct simxr_vulkan *vulkan, struct simxr_capture_slot *slot)
{
    VkMemoryRequirements need;
    vkGetBufferMemoryRequirements(vulkan->device, slot->buffer, &need);
    VkMemoryAllocateInfo info = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
        .allocationSize = need.size,
    };
    const VkMemoryPropertyFlags shared =
        VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    // Cached first: the compositor reads every pixel.
    if (!simxr_vulkan_memory_type(vulkan, need.memoryTypeBits,
                                  shared | VK_MEMORY_PROPERTY_HOST_CACHED_BIT,
                                  &info.memoryTypeIndex) &&
        !simxr_vulkan_memory_type(vulkan, need.memoryTypeBits, shared, &info.memoryTypeIndex)) {
        return XR_ERROR_RUNTIME_FAILURE;
    }
    const VkResult res = vkAllocateMemory(vulkan->device, &info, NULL, &slot->memory);
    if (res != VK_SUCCESS) {
        slot->memory = VK_NULL_HANDLE;
        return simxr_vulkan_result(res, "vkAllocateMemory");
    }
    TRY_VK(vkBindBufferMemory(vulkan->device, slot->buffer, slot->memory, 0));
    TRY_VK(vkMapMemory(vulkan->device, slot->memory, 0, VK_WHOLE_SIZE, 0, &slot->mapped));
    return XR_SUCCESS;
}

static XrResult make_room(const struct simxr_vulkan *vulkan, struct simxr_capture_slot *slot,
                          VkDeviceSize size)
{
    if (size <= slot->size) {
        return XR_SUCCESS;
    }
    drop_buffer(vulkan, slot);
    const VkBufferCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO,
        .size = size,
        .usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT,
    };
    const VkResult res = vkCreateBuffer(vulkan->device, &info, NULL, &slot->buffer);
    if (res != VK_SUCCESS) {
        slot->buffer = VK_NULL_HANDLE;
        return simxr_vulkan_result(res, "vkCreateBuffer");
    }
    TRY_XR(make_memory(vulkan, slot));
    slot->size = size;
    return XR_SUCCESS;
}

// False when the picture cannot be read now: a depth format, or the image is being drawn anew.
static bool plan_picture(const struct simxr_layer_source *source, struct simxr_picture *picture,
                         struct copies *copies)
{
    enum simxr_pixel pixel;
    bool is_srgb;
    if (!simxr_format_pixel(source->chain->info.format, &pixel, &is_srgb) ||
        source->chain->is_acquired[source->image] || source->chain->info.faceCount != 1) {
        return false;
    }
    const uint32_t width = (uint32_t)source->rect.extent.width;
    const uint32_t height = (uint32_t)source->rect.extent.height;
    *picture = (struct simxr_picture){
        .width_px = width,
        .height_px = height,
        .row_bytes = width * simxr_compositor_pixel_bytes(pixel),
        .pixel = pixel,
        .is_srgb = is_srgb,
    };
    copies->items[copies->count++] = (struct copy){*source, picture, copies->size};
    copies->size += (picture->row_bytes * height + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return true;
}

static void plan(const struct simxr_session *session, const XrFrameEndInfo *info, XrTime display,
                 struct simxr_capture_slot *slot, struct copies *copies)
{
    slot->layer_count = 0;
    for (uint32_t i = 0; i < info->layerCount; i++) {
        struct simxr_layer *layer = &slot->layers[slot->layer_count];
        struct simxr_layer_source sources[SIMXR_EYE_COUNT];
        const int count = simxr_layer_describe(session, info->layers[i], display, layer, sources);
        const struct copies before = *copies;
        bool is_whole = true;
        for (int eye = 0; eye < count; eye++) {
            is_whole = is_whole && plan_picture(&sources[eye], &layer->pictures[eye], copies);
        }
        if (is_whole) {
            slot->layer_count++;
        } else {
            *copies = before;
        }
    }
}

static void turn_layout(VkCommandBuffer commands, const struct copy *copy, bool is_back)
{
    const VkImageLayout drawn = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    const VkImageLayout read = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL;
    const VkAccessFlags all = VK_ACCESS_MEMORY_READ_BIT | VK_ACCESS_MEMORY_WRITE_BIT;
    const VkImageMemoryBarrier barrier = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER,
        .srcAccessMask = is_back ? VK_ACCESS_TRANSFER_READ_BIT : all,
        .dstAccessMask = is_back ? all : VK_ACCESS_TRANSFER_READ_BIT,
        .oldLayout = is_back ? read : drawn,
        .newLayout = is_back ? drawn : read,
        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .image = copy->source.chain->images[copy->source.image],
        .subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, copy->source.array_index, 1},
    };
    const VkPipelineStageFlags any = VK_PIPELINE_STAGE_ALL_COMMANDS_BIT;
    const VkPipelineStageFlags transfer = VK_PIPELINE_STAGE_TRANSFER_BIT;
    vkCmdPipelineBarrier(commands, is_back ? transfer : any, is_back ? any : transfer, 0, 0, NULL,
                         0, NULL, 1, &barrier);
}

static void record_copy(const struct simxr_capture_slot *slot, const struct copy *copy)
{
    const XrRect2Di rect = copy->source.rect;
    const VkBufferImageCopy region = {
        .bufferOffset = copy->offset,
        .imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, copy->source.array_index, 1},
        .imageOffset = {rect.offset.x, rect.offset.y, 0},
        .imageExtent = {(uint32_t)rect.extent.width, (uint32_t)rect.extent.height, 1},
    };
    turn_layout(slot->commands, copy, false);
    vkCmdCopyImageToBuffer(slot->commands, copy->source.chain->images[copy->source.image],
                           VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, slot->buffer, 1, &region);
    turn_layout(slot->commands, copy, true);
}

static XrResult record(struct simxr_capture_slot *slot, const struct copies *copies)
{
    const VkCommandBufferBeginInfo begin = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
        .flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT,
    };
    TRY_VK(vkBeginCommandBuffer(slot->commands, &begin));
    for (int i = 0; i < copies->count; i++) {
        record_copy(slot, &copies->items[i]);
        copies->items[i].picture->pixels = (char *)slot->mapped + copies->items[i].offset;
    }
    const VkMemoryBarrier to_host = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
        .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_HOST_READ_BIT,
    };
    vkCmdPipelineBarrier(slot->commands, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_HOST_BIT,
                         0, 1, &to_host, 0, NULL, 0, NULL);
    TRY_VK(vkEndCommandBuffer(slot->commands));
    return XR_SUCCESS;
}

static void look(const struct simxr_session *session, XrTime display, struct view *views)
{
    const struct simxr_headset *headset = session->inst->config.headset;
    const struct simxr_tracked head =
        simxr_body_head(&session->body, simxr_session_elapsed(session, display));
    for (int eye = 0; eye < SIMXR_EYE_COUNT; eye++) {
        views[eye].eye_in_world =
            pose_chain(head.pose_in_stage, simxr_display_eye_in_head(headset, eye));
        views[eye].fov = headset->fov[eye];
    }
}

XrResult simxr_capture_init(struct simxr_capture *capture, const struct simxr_vulkan *vulkan,
                            const struct simxr_headset *headset)
{
    capture->vulkan = vulkan;
    pthread_mutex_init(&capture->lock, NULL);
    pthread_cond_init(&capture->changed, NULL);
    capture->has_lock = true;
    if (simxr_compositor_init(&capture->compositor, headset->width_px, headset->height_px) !=
        ERR_OK) {
        return XR_ERROR_OUT_OF_MEMORY;
    }
    for (int i = 0; i < SIMXR_CAPTURE_SLOTS; i++) {
        TRY_XR(make_slot(vulkan, &capture->slots[i]));
    }
    if (pthread_create(&capture->thread, NULL, run, capture) != 0) {
        LOG_ERROR("simulated runtime: no thread for pictures");
        return XR_ERROR_RUNTIME_FAILURE;
    }
    capture->has_thread = true;
    return XR_SUCCESS;
}

void simxr_capture_fini(struct simxr_capture *capture)
{
    if (!capture->has_lock) {
        return;
    }
    pthread_mutex_lock(&capture->lock);
    capture->is_stopping = true;
    pthread_cond_broadcast(&capture->changed);
    while (capture->waiting > 0) {
        pthread_cond_wait(&capture->changed, &capture->lock);
    }
    pthread_mutex_unlock(&capture->lock);
    if (capture->has_thread) {
        pthread_join(capture->thread, NULL);
    }
    for (int i = 0; i < SIMXR_CAPTURE_SLOTS; i++) {
        drop_buffer(capture->vulkan, &capture->slots[i]);
        vkDestroyFence(capture->vulkan->device, capture->slots[i].fence, NULL);
    }
    simxr_compositor_fini(&capture->compositor);
    pthread_cond_destroy(&capture->changed);
    pthread_mutex_destroy(&capture->lock);
    *capture = (struct simxr_capture){0};
}

void simxr_capture_enter(struct simxr_capture *capture)
{
    pthread_mutex_lock(&capture->lock);
    capture->waiting++;
    pthread_mutex_unlock(&capture->lock);
}

void simxr_capture_wait(struct simxr_capture *capture)
{
    pthread_mutex_lock(&capture->lock);
    while (!capture->is_stopping && capture->submitted - capture->finished >= SIMXR_CAPTURE_SLOTS) {
        pthread_cond_wait(&capture->changed, &capture->lock);
    }
    capture->waiting--;
    pthread_cond_broadcast(&capture->changed);
    pthread_mutex_unlock(&capture->lock);
}

XrResult simxr_capture_submit(struct simxr_session *session, const XrFrameEndInfo *info,
                              XrTime display)
{
    struct simxr_capture *capture = &session->frames.capture;
    pthread_mutex_lock(&capture->lock);
    const bool is_free = capture->submitted - capture->finished < SIMXR_CAPTURE_SLOTS;
    pthread_mutex_unlock(&capture->lock);
    if (!is_free) {
        LOG_WARN("simulated runtime: a picture is left out, the machine is too slow for it");
        return XR_SUCCESS;
    }
    // Nobody else touches a free slot.
    struct simxr_capture_slot *slot = &capture->slots[capture->submitted % SIMXR_CAPTURE_SLOTS];
    struct copies copies = {0};
    plan(session, info, display, slot, &copies);
    look(session, display, slot->views);
    const int64_t elapsed_ms = simxr_session_elapsed(session, display) / 1000000;
    snprintf(slot->path, sizeof slot->path, "%s/seen-%08lld.png",
             session->inst->config.capture_folder, (long long)elapsed_ms);
    TRY_XR(make_room(capture->vulkan, slot, copies.size));
    TRY_XR(record(slot, &copies));
    const VkSubmitInfo submit = {
        .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
        .commandBufferCount = 1,
        .pCommandBuffers = &slot->commands,
    };
    slot->is_submitted = false; // a fence that was reset and not submitted never comes
    TRY_VK(vkResetFences(capture->vulkan->device, 1, &slot->fence));
    TRY_VK(vkQueueSubmit(capture->vulkan->queue, 1, &submit, slot->fence));
    pthread_mutex_lock(&capture->lock);
    slot->is_submitted = true;
    capture->submitted++;
    pthread_cond_broadcast(&capture->changed);
    pthread_mutex_unlock(&capture->lock);
    return XR_SUCCESS;
}

void simxr_capture_settle(struct simxr_capture *capture)
{
    for (int i = 0; capture->has_thread && i < SIMXR_CAPTURE_SLOTS; i++) {
        if (capture->slots[i].is_submitted) {
            vkWaitForFences(capture->vulkan->device, 1, &capture->slots[i].fence, VK_TRUE,
                            UINT64_MAX);
        }
    }
}
