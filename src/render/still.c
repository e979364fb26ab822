// Stills: a target of our own, drawn into, copied out, waited for.
#include "base/log.h"
#include "base/mem.h"
#include "gpu/buffer.h"
#include "gpu/make.h"
#include "render/state.h"

#include <string.h>

struct render_still {
    struct render *render; // borrowed
    struct gpu_image color;
    struct gpu_buffer pixels; // both layers, one after the other
    VkCommandPool pool;
    VkCommandBuffer commands;
    VkFence fence;
};

static enum err make_target(struct render_still *still, uint32_t width, uint32_t height)
{
    struct gpu *gpu = still->render->gpu;
    const struct gpu_image_desc color = {
        .name = "still",
        .format = VK_FORMAT_R8G8B8A8_SRGB,
        .width = width,
        .height = height,
        .layers = RENDER_EYE_COUNT,
        .usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT,
    };
    TRY(gpu_image_init(&still->color, gpu, &color));
    const struct gpu_buffer_desc pixels = {
        .name = "still",
        .size = (VkDeviceSize)width * height * 4 * RENDER_EYE_COUNT,
        .usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT,
        .memory = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
    };
    TRY(gpu_buffer_init(&still->pixels, gpu, &pixels));
    const struct render_target target = {
        .width = width,
        .height = height,
        .color_format = color.format,
        .image_count = 1,
        .color = {still->color.handle},
    };
    return render_set_target(still->render, &target);
}

// The same commands each time: copy both layers out of the finished picture.
static enum err record_copy(struct render_still *still)
{
    struct gpu *gpu = still->render->gpu;
    const VkCommandPoolCreateInfo pool = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
        .queueFamilyIndex = gpu->queue_family,
    };
    TRY(gpu_make_command_pool(gpu, &pool, "still", &still->pool));
    TRY(gpu_make_commands(gpu, still->pool, "still", &still->commands));
    const VkFenceCreateInfo fence = {.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    TRY(gpu_make_fence(gpu, &fence, "still", &still->fence));
    const VkCommandBufferBeginInfo info = {.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    TRY_VK(vkBeginCommandBuffer(still->commands, &info));
    const VkImageMemoryBarrier barrier = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER,
        .srcAccessMask = VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_TRANSFER_READ_BIT,
        .oldLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
        .newLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .image = still->color.handle,
        .subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, RENDER_EYE_COUNT},
    };
    vkCmdPipelineBarrier(still->commands, VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT,
                         VK_PIPELINE_STAGE_TRANSFER_BIT, 0, 0, NULL, 0, NULL, 1, &barrier);
    const VkBufferImageCopy region = {
        .imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, RENDER_EYE_COUNT},
        .imageExtent = {still->color.width, still->color.height, 1},
    };
    vkCmdCopyImageToBuffer(still->commands, still->color.handle,
                           VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, still->pixels.handle, 1, &region);
    const VkMemoryBarrier to_host = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
        .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_HOST_READ_BIT,
    };
    vkCmdPipelineBarrier(still->commands, VK_PIPELINE_STAGE_TRANSFER_BIT,
                         VK_PIPELINE_STAGE_HOST_BIT, 0, 1, &to_host, 0, NULL, 0, NULL);
    TRY_VK(vkEndCommandBuffer(still->commands));
    return ERR_OK;
}

enum err render_still_create(struct render *render, uint32_t width, uint32_t height,
                             struct render_still **out)
{
    const uint32_t most = render->gpu->properties.limits.maxFramebufferWidth;
    *out = NULL;
    if (width == 0 || height == 0 || width > most || height > most) {
        LOG_ERROR("a still of %ux%u cannot be drawn: 1 to %u each way", width, height, most);
        return ERR_UNSUPPORTED;
    }
    *out = mem_alloc(1, sizeof **out);
    if (!*out) {
        return ERR_NO_MEMORY;
    }
    (*out)->render = render;
    TRY(make_target(*out, width, height));
    return record_copy(*out);
}

// The left eye's rows beside the right eye's.
static void interleave(const struct render_still *still, uint8_t *rgba)
{
    const size_t row = (size_t)still->color.width * 4;
    const uint8_t *eyes[RENDER_EYE_COUNT] = {still->pixels.mapped};
    eyes[1] = eyes[0] + row * still->color.height;
    for (size_t y = 0; y < still->color.height; y++) {
        for (int eye = 0; eye < RENDER_EYE_COUNT; eye++) {
            memcpy(rgba, eyes[eye] + y * row, row);
            rgba += row;
        }
    }
}

enum err render_still_draw(struct render_still *still, const struct stage *stage,
                           const struct view eyes[RENDER_EYE_COUNT], uint8_t *rgba)
{
    struct gpu *gpu = still->render->gpu;
    const struct render_frame frame = {
        .width = still->color.width,
        .height = still->color.height,
        .stage = stage,
        .head_view = eyes[0],
    };
    TRY(render_record(still->render, &frame));
    TRY(render_submit(still->render, eyes));
    const VkSubmitInfo info = {
        .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
        .commandBufferCount = 1,
        .pCommandBuffers = &still->commands,
    };
    TRY_VK(vkQueueSubmit(gpu->queue, 1, &info, still->fence));
    TRY_VK(vkWaitForFences(gpu->device, 1, &still->fence, VK_TRUE, UINT64_MAX));
    TRY_VK(vkResetFences(gpu->device, 1, &still->fence));
    interleave(still, rgba);
    // The copy came after it in the queue: this does not wait.
    struct render *render = still->render;
    return render_slot_finish(render,
                              &render->slots[(render->frame_count - 1) % render->slot_count]);
}

void render_still_destroy(struct render_still *still)
{
    if (!still) {
        return;
    }
    struct gpu *gpu = still->render->gpu;
    (void)vkQueueWaitIdle(gpu->queue); // on failure the device is lost and nothing runs
    vkDestroyFence(gpu->device, still->fence, NULL);
    vkDestroyCommandPool(gpu->device, still->pool, NULL);
    gpu_buffer_fini(&still->pixels, gpu);
    gpu_image_fini(&still->color, gpu);
    mem_free(still);
}
