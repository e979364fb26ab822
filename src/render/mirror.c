#include "render/mirror.h"

#include "base/log.h"

enum err render_mirror_init(struct render_mirror *mirror, struct gpu *gpu, uint32_t width,
                            uint32_t height, bool is_srgb, uint32_t slot_count)
{
    if (width > RENDER_MIRROR_PX_MAX || height > RENDER_MIRROR_PX_MAX) {
        LOG_ERROR("a mirror of %ux%u is too large", width, height);
        return ERR_UNSUPPORTED;
    }
    const struct gpu_image_desc small = {
        .name = "mirror",
        .format = is_srgb ? VK_FORMAT_R8G8B8A8_SRGB : VK_FORMAT_R8G8B8A8_UNORM,
        .width = width,
        .height = height,
        .usage = VK_IMAGE_USAGE_TRANSFER_DST_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT |
                 VK_IMAGE_USAGE_SAMPLED_BIT, // a view needs a usage of its kind
    };
    TRY(gpu_image_init(&mirror->small, gpu, &small));
    const struct gpu_buffer_desc pixels = {
        .name = "mirror",
        .size = (VkDeviceSize)width * height * 4,
        .usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT,
        .memory = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
    };
    for (uint32_t i = 0; i < slot_count; i++) {
        TRY(gpu_buffer_init(&mirror->pixels[i], gpu, &pixels));
    }
    return ERR_OK;
}

void render_mirror_fini(struct render_mirror *mirror, struct gpu *gpu)
{
    gpu_image_fini(&mirror->small, gpu);
    for (int i = 0; i < RENDER_MIRROR_SLOTS; i++) {
        gpu_buffer_fini(&mirror->pixels[i], gpu);
    }
    *mirror = (struct render_mirror){0};
}

struct move {
    VkImage image;
    VkImageLayout from, to;
    VkPipelineStageFlags from_stage, to_stage;
    VkAccessFlags from_access, to_access;
};

static void move_layout(VkCommandBuffer commands, const struct move *move)
{
    const VkImageMemoryBarrier barrier = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER,
        .srcAccessMask = move->from_access,
        .dstAccessMask = move->to_access,
        .oldLayout = move->from,
        .newLayout = move->to,
        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .image = move->image,
        .subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1},
    };
    vkCmdPipelineBarrier(commands, move->from_stage, move->to_stage, 0, 0, NULL, 0, NULL, 1,
                         &barrier);
}

static void copy_out(const struct render_mirror *mirror, uint32_t slot, VkCommandBuffer commands)
{
    const VkBufferImageCopy region = {
        .imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1},
        .imageExtent = {mirror->small.width, mirror->small.height, 1},
    };
    vkCmdCopyImageToBuffer(commands, mirror->small.handle, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
                           mirror->pixels[slot].handle, 1, &region);
    const VkMemoryBarrier to_host = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
        .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_HOST_READ_BIT,
    };
    vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_HOST_BIT, 0, 1,
                         &to_host, 0, NULL, 0, NULL);
}

void render_mirror_record(const struct render_mirror *mirror, uint32_t slot,
                          VkCommandBuffer commands, VkImage color, uint32_t width, uint32_t height)
{
    const VkPipelineStageFlags draw = VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT;
    const VkPipelineStageFlags copy = VK_PIPELINE_STAGE_TRANSFER_BIT;
    const VkImageLayout drawn = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    const VkImageLayout source = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL;
    const VkImageLayout target = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    const VkAccessFlags read = VK_ACCESS_TRANSFER_READ_BIT, write = VK_ACCESS_TRANSFER_WRITE_BIT;
    const VkImage small = mirror->small.handle;
    move_layout(commands, &(struct move){color, drawn, source, draw, copy,
                                         VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT, read});
    move_layout(commands,
                &(struct move){small, VK_IMAGE_LAYOUT_UNDEFINED, target, copy, copy, read, write});
    const VkImageSubresourceLayers left = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    const VkImageBlit blit = {
        .srcSubresource = left,
        .srcOffsets[1] = {(int32_t)width, (int32_t)height, 1},
        .dstSubresource = left,
        .dstOffsets[1] = {(int32_t)mirror->small.width, (int32_t)mirror->small.height, 1},
    };
    vkCmdBlitImage(commands, color, source, small, target, 1, &blit, VK_FILTER_LINEAR);
    move_layout(commands, &(struct move){color, source, drawn, copy, draw, read,
                                         VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT});
    move_layout(commands, &(struct move){small, target, source, copy, copy, write, read});
    copy_out(mirror, slot, commands);
}
