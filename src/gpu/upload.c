#include "gpu/upload.h"

#include "base/log.h"
#include "gpu/make.h"

#include <string.h>

struct upload {
    struct gpu_buffer staging;
    VkCommandPool pool;
    VkFence fence;
    VkCommandBuffer commands;
};

static enum err stage(struct upload *up, struct gpu *gpu, const void *bytes, VkDeviceSize size)
{
    const struct gpu_buffer_desc desc = {
        .name = "upload",
        .size = size,
        .usage = VK_BUFFER_USAGE_TRANSFER_SRC_BIT,
        .memory = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
    };
    TRY(gpu_buffer_init(&up->staging, gpu, &desc));
    memcpy(up->staging.mapped, bytes, size);
    return ERR_OK;
}

static enum err begin(struct upload *up, struct gpu *gpu)
{
    const VkCommandPoolCreateInfo pool = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
        .flags = VK_COMMAND_POOL_CREATE_TRANSIENT_BIT,
        .queueFamilyIndex = gpu->queue_family,
    };
    TRY(gpu_make_command_pool(gpu, &pool, "upload", &up->pool));
    const VkFenceCreateInfo fence = {.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    TRY(gpu_make_fence(gpu, &fence, "upload", &up->fence));
    TRY(gpu_make_commands(gpu, up->pool, "upload", &up->commands));
    const VkCommandBufferBeginInfo info = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
        .flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT,
    };
    TRY_VK(vkBeginCommandBuffer(up->commands, &info));
    return ERR_OK;
}

static enum err begin_with(struct upload *up, struct gpu *gpu, const void *bytes, VkDeviceSize size)
{
    TRY(stage(up, gpu, bytes, size));
    return begin(up, gpu);
}

static enum err end(struct upload *up, struct gpu *gpu)
{
    TRY_VK(vkEndCommandBuffer(up->commands));
    const VkSubmitInfo submit = {
        .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
        .commandBufferCount = 1,
        .pCommandBuffers = &up->commands,
    };
    TRY_VK(vkQueueSubmit(gpu->queue, 1, &submit, up->fence));
    TRY_VK(vkWaitForFences(gpu->device, 1, &up->fence, VK_TRUE, UINT64_MAX));
    return ERR_OK;
}

static void fini(struct upload *up, struct gpu *gpu)
{
    vkDestroyFence(gpu->device, up->fence, NULL);
    vkDestroyCommandPool(gpu->device, up->pool, NULL);
    gpu_buffer_fini(&up->staging, gpu);
}

enum err gpu_upload_buffer(struct gpu *gpu, struct gpu_buffer *to, VkDeviceSize offset,
                           const void *bytes, VkDeviceSize size)
{
    struct upload up = {0};
    enum err err = begin_with(&up, gpu, bytes, size);
    if (err == ERR_OK) {
        const VkBufferCopy region = {.dstOffset = offset, .size = size};
        vkCmdCopyBuffer(up.commands, up.staging.handle, to->handle, 1, &region);
        err = end(&up, gpu);
    }
    fini(&up, gpu);
    return err;
}

static void move_layout(VkCommandBuffer commands, const struct gpu_image *image, VkImageLayout from,
                        VkImageLayout to)
{
    const bool is_before = to == VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    const VkImageMemoryBarrier barrier = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER,
        .srcAccessMask = is_before ? 0 : VK_ACCESS_TRANSFER_WRITE_BIT,
        .dstAccessMask = is_before ? VK_ACCESS_TRANSFER_WRITE_BIT : VK_ACCESS_MEMORY_READ_BIT,
        .oldLayout = from,
        .newLayout = to,
        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .image = image->handle,
        .subresourceRange = {gpu_image_aspect(image->format), 0, image->levels, 0, image->layers},
    };
    const VkPipelineStageFlags all = VK_PIPELINE_STAGE_ALL_COMMANDS_BIT;
    vkCmdPipelineBarrier(commands, is_before ? all : VK_PIPELINE_STAGE_TRANSFER_BIT,
                         is_before ? VK_PIPELINE_STAGE_TRANSFER_BIT : all, 0, 0, NULL, 0, NULL, 1,
                         &barrier);
}

static uint32_t half_px(uint32_t px, uint32_t level)
{
    return px >> level ? px >> level : 1;
}

// `texel_bytes` follows from the size: levels hold no padding.
static void copy_levels(VkCommandBuffer commands, VkBuffer from, const struct gpu_image *to,
                        VkDeviceSize size)
{
    VkDeviceSize texels = 0;
    for (uint32_t i = 0; i < to->levels; i++) {
        texels += (VkDeviceSize)half_px(to->width, i) * half_px(to->height, i) * to->layers;
    }
    const VkDeviceSize texel_bytes = size / texels;
    VkDeviceSize offset = 0;
    for (uint32_t i = 0; i < to->levels; i++) {
        const uint32_t width = half_px(to->width, i);
        const uint32_t height = half_px(to->height, i);
        const VkBufferImageCopy region = {
            .bufferOffset = offset,
            .imageSubresource = {gpu_image_aspect(to->format), i, 0, to->layers},
            .imageExtent = {width, height, 1},
        };
        vkCmdCopyBufferToImage(commands, from, to->handle, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1,
                               &region);
        offset += texel_bytes * width * height * to->layers;
    }
}

enum err gpu_upload_image(struct gpu *gpu, struct gpu_image *to, const void *bytes,
                          VkDeviceSize size)
{
    return gpu_upload_image_as(gpu, to, bytes, size, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
}

enum err gpu_upload_image_as(struct gpu *gpu, struct gpu_image *to, const void *bytes,
                             VkDeviceSize size, VkImageLayout end_layout)
{
    struct upload up = {0};
    enum err err = begin_with(&up, gpu, bytes, size);
    if (err == ERR_OK) {
        move_layout(up.commands, to, VK_IMAGE_LAYOUT_UNDEFINED,
                    VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
        copy_levels(up.commands, up.staging.handle, to, size);
        move_layout(up.commands, to, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, end_layout);
        err = end(&up, gpu);
    }
    fini(&up, gpu);
    return err;
}

static void clear(VkCommandBuffer commands, const struct gpu_image *image)
{
    const VkImageAspectFlags aspect = gpu_image_aspect(image->format);
    const VkImageSubresourceRange all = {aspect, 0, image->levels, 0, image->layers};
    const VkImageLayout layout = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    move_layout(commands, image, VK_IMAGE_LAYOUT_UNDEFINED, layout);
    if (aspect & VK_IMAGE_ASPECT_DEPTH_BIT) {
        const VkClearDepthStencilValue zero = {0};
        vkCmdClearDepthStencilImage(commands, image->handle, layout, &zero, 1, &all);
    } else {
        const VkClearColorValue zero = {0};
        vkCmdClearColorImage(commands, image->handle, layout, &zero, 1, &all);
    }
    move_layout(commands, image, layout, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
}

enum err gpu_upload_zeros(struct gpu *gpu, struct gpu_image *const images[], int count)
{
    struct upload up = {0};
    enum err err = begin(&up, gpu);
    if (err == ERR_OK) {
        for (int i = 0; i < count; i++) {
            clear(up.commands, images[i]);
        }
        err = end(&up, gpu);
    }
    fini(&up, gpu);
    return err;
}
