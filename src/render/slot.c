#include "base/log.h"
#include "gpu/make.h"
#include "render/state.h"

#include <string.h>

static enum err make_sets(struct render *render, struct render_slot *slot)
{
    struct gpu *gpu = render->gpu;
    TRY(gpu_make_descriptor_set(gpu, render->descriptors, render->frame_layout, "frame",
                                &slot->frame_set));
    TRY(gpu_make_descriptor_set(gpu, render->descriptors, render->texture_layout, "textures",
                                &slot->texture_set));
    const VkDescriptorBufferInfo buffer = {slot->block.handle, 0, sizeof(struct shared_frame)};
    const VkWriteDescriptorSet write = {
        .sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,
        .dstSet = slot->frame_set,
        .descriptorCount = 1,
        .descriptorType = VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER,
        .pBufferInfo = &buffer,
    };
    vkUpdateDescriptorSets(gpu->device, 1, &write, 0, NULL);
    return ERR_OK;
}

static enum err make_commands(struct gpu *gpu, struct render_slot *slot)
{
    for (int i = 0; i < RENDER_IMAGE_MAX; i++) {
        TRY(gpu_make_commands(gpu, slot->pool, "main pass", &slot->main[i]));
    }
    TRY(gpu_make_commands(gpu, slot->pool, "frame begins", &slot->begin));
    TRY(gpu_make_commands(gpu, slot->pool, "before the main pass", &slot->before));
    TRY(gpu_make_commands(gpu, slot->pool, "after the main pass", &slot->after));
    return gpu_make_commands(gpu, slot->pool, "frame ends", &slot->end);
}

// The GPU itself writes its times where we read them when the fence is seen: asked for them,
// lavapipe 25.0 waits for all work there is, the next frame's too.
static void write_times(const struct render_slot *slot)
{
    const VkQueryResultFlags flags = VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT;
    const VkDeviceSize size = sizeof(uint64_t);
    for (uint32_t i = 0; i < 2; i++) {
        vkCmdCopyQueryPoolResults(slot->end, slot->stamps, i * RENDER_STAMP_QUERIES, 1,
                                  slot->times.handle, i * size, size, flags);
    }
    const VkMemoryBarrier to_host = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
        .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_HOST_READ_BIT,
    };
    vkCmdPipelineBarrier(slot->end, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_HOST_BIT, 0,
                         1, &to_host, 0, NULL, 0, NULL);
}

// The same commands every frame.
static enum err record_stamps(const struct render_slot *slot)
{
    const VkCommandBufferBeginInfo info = {.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    TRY_VK(vkBeginCommandBuffer(slot->begin, &info));
    vkCmdResetQueryPool(slot->begin, slot->stamps, 0, 2 * RENDER_STAMP_QUERIES);
    vkCmdWriteTimestamp(slot->begin, VK_PIPELINE_STAGE_TOP_OF_PIPE_BIT, slot->stamps, 0);
    TRY_VK(vkEndCommandBuffer(slot->begin));
    TRY_VK(vkBeginCommandBuffer(slot->end, &info));
    vkCmdWriteTimestamp(slot->end, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, slot->stamps,
                        RENDER_STAMP_QUERIES);
    write_times(slot);
    TRY_VK(vkEndCommandBuffer(slot->end));
    return ERR_OK;
}

enum err render_slot_init(struct render *render, struct render_slot *slot)
{
    struct gpu *gpu = render->gpu;
    const VkCommandPoolCreateInfo pool = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
        .flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT,
        .queueFamilyIndex = gpu->queue_family,
    };
    TRY(gpu_make_command_pool(gpu, &pool, "frame", &slot->pool));
    TRY(make_commands(gpu, slot));
    const VkFenceCreateInfo fence = {.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    TRY(gpu_make_fence(gpu, &fence, "frame", &slot->fence));
    if (gpu->has_timestamps) {
        const VkQueryPoolCreateInfo stamps = {
            .sType = VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO,
            .queryType = VK_QUERY_TYPE_TIMESTAMP,
            .queryCount = 2 * RENDER_STAMP_QUERIES,
        };
        TRY(gpu_make_query_pool(gpu, &stamps, "frame", &slot->stamps));
        const struct gpu_buffer_desc times = {
            .name = "frame times",
            .size = 2 * sizeof(uint64_t),
            .usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT,
            .memory = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
        };
        TRY(gpu_buffer_init(&slot->times, gpu, &times));
    }
    const struct gpu_buffer_desc block = {
        .name = "frame block",
        .size = sizeof(struct shared_frame),
        .usage = VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT,
        .memory = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
    };
    TRY(gpu_buffer_init(&slot->block, gpu, &block));
    TRY(make_sets(render, slot));
    return slot->stamps ? record_stamps(slot) : ERR_OK;
}

void render_slot_fini(struct render *render, struct render_slot *slot)
{
    const VkDevice device = render->gpu->device;
    gpu_buffer_fini(&slot->block, render->gpu);
    gpu_buffer_fini(&slot->times, render->gpu);
    vkDestroyQueryPool(device, slot->stamps, NULL);
    vkDestroyFence(device, slot->fence, NULL);
    vkDestroyCommandPool(device, slot->pool, NULL);
    *slot = (struct render_slot){0};
}

static void read_stamps(struct render *render, struct render_slot *slot)
{
    slot->stats.gpu_ms = -1.0;
    if (slot->stamps) {
        uint64_t ticks[2];
        memcpy(ticks, slot->times.mapped, sizeof ticks);
        slot->stats.gpu_begin_ticks = (int64_t)ticks[0];
        slot->stats.gpu_end_ticks = (int64_t)ticks[1];
        slot->stats.gpu_ms =
            (double)(ticks[1] - ticks[0]) * (double)render->gpu->timestamp_ns * 1e-6;
    }
}

enum err render_slot_finish(struct render *render, struct render_slot *slot)
{
    if (!slot->is_pending) {
        return ERR_OK;
    }
    TRY_VK(vkWaitForFences(render->gpu->device, 1, &slot->fence, VK_TRUE, UINT64_MAX));
    TRY_VK(vkResetFences(render->gpu->device, 1, &slot->fence));
    slot->is_pending = false;
    read_stamps(render, slot);
    if (slot->frame > render->done_count) {
        render->done_count = slot->frame; // one queue: frames end in order
        render->stats = slot->stats;
    }
    gpu_retire_collect(&render->retire, render->gpu, render->done_count);
    return ERR_OK;
}
