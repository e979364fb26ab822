// One frame's commands, recorded before the eyes are known.
#include "base/log.h"
#include "render/block.h"
#include "render/cull.h"
#include "render/state.h"

#include <string.h>

static enum err begin_commands(struct render *render, struct render_slot *slot)
{
    TRY_VK(vkResetCommandPool(render->gpu->device, slot->pool, 0));
    const VkCommandBufferBeginInfo info = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
        .flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT,
    };
    TRY_VK(vkBeginCommandBuffer(slot->commands, &info));
    if (slot->stamps) {
        vkCmdResetQueryPool(slot->commands, slot->stamps, 0, 2 * RENDER_STAMP_QUERIES);
        vkCmdWriteTimestamp(slot->commands, VK_PIPELINE_STAGE_TOP_OF_PIPE_BIT, slot->stamps, 0);
    }
    return ERR_OK;
}

static void refresh_textures(struct render *render, struct render_slot *slot)
{
    if (slot->geometry_version != render->geometry_version) {
        render_textures_write(&render->textures, render->gpu, render->geometry.height_map.view,
                              slot->texture_set);
        slot->geometry_version = render->geometry_version;
    }
}

// Vulkan 1.1, multiview: what is bound is undefined at the start of a pass with a view mask.
static void bind_sets(const struct render *render, const struct render_slot *slot)
{
    const VkDescriptorSet sets[] = {slot->frame_set, slot->texture_set};
    vkCmdBindDescriptorSets(slot->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, render->layout, 0, 2,
                            sets, 0, NULL);
}

static uint32_t index_of(const struct render *render, const struct render_slot *slot)
{
    return (uint32_t)(slot - render->slots);
}

// What was drawn onto the sheet in an earlier frame needs no laying out.
static struct render_labels_ends record_labels(struct render *render, struct render_slot *slot,
                                               const struct render_frame *frame)
{
    if (frame->sheet && !frame->is_sheet_new) {
        render->labels.row_count = 0;
        return (struct render_labels_ends){0};
    }
    return render_labels_record(&render->labels, index_of(render, slot), slot->commands,
                                &render->textures.atlas, frame->stage, &slot->stats.labels_lost);
}

static void record_sheet(struct render *render, struct render_slot *slot,
                         const struct render_frame *frame, const struct render_pass_frame *pass,
                         const struct render_labels_ends *ends)
{
    render_sheet_begin(&render->sheet, slot->commands, frame->sheet_image, frame->sheet);
    bind_sets(render, slot);
    render_sheet_record(&render->sheet, pass, frame->sheet,
                        render->labels.instances[index_of(render, slot)].handle, ends);
    vkCmdEndRenderPass(slot->commands);
}

static void record_passes(struct render *render, struct render_slot *slot,
                          const struct render_frame *frame, const struct render_pass_frame *pass)
{
    const VkCommandBuffer commands = pass->commands;
    const uint32_t index = index_of(render, slot);
    const struct render_labels_ends labels = record_labels(render, slot, frame);
    slot->stats.glyph_rows = render->labels.row_count;
    if (render_shadow_is_stale(&render->shadow, frame->stage, &render->geometry)) {
        render_textures_begin_shadow(&render->textures, commands);
        bind_sets(render, slot);
        render_shadow_record(&render->shadow, pass);
        vkCmdEndRenderPass(commands);
    }
    if (render_sky_is_stale(&render->sky, frame->stage)) {
        const VkRect2D area = render_sky_next(&render->sky, frame->stage);
        render_textures_begin_sky(&render->textures, commands, area);
        bind_sets(render, slot);
        render_sky_bake(&render->sky, pass);
        vkCmdEndRenderPass(commands);
    }
    if (frame->sheet && frame->is_sheet_new) {
        record_sheet(render, slot, frame, pass, &labels);
    }
    render_output_begin(&render->output, commands, frame);
    bind_sets(render, slot);
    render_solid_record(&render->solid, pass);
    render_sky_record(&render->sky, pass);
    if (frame->stage->has_water) {
        render_water_record(&render->water, pass);
    }
    render_lamp_record(&render->lamp, pass);
    if (!frame->sheet) {
        render_panel_record(&render->panel, pass, render->labels.instances[index].handle,
                            labels.of[STAGE_PANEL_MAX - 1]);
    }
    vkCmdEndRenderPass(commands);
    slot->has_mirror = frame->wants_mirror && render->mirror.small.handle;
    if (slot->has_mirror) {
        render_mirror_record(&render->mirror, index, commands,
                             render->output.target.color[frame->color_image], frame->width,
                             frame->height);
    }
}

// The GPU itself writes its times where we read them when the fence is seen: asked for them,
// lavapipe 25.0 waits for all work there is, the next frame's too.
static void end_stamps(const struct render_slot *slot)
{
    const VkQueryResultFlags flags = VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT;
    const VkDeviceSize size = sizeof(uint64_t);
    vkCmdWriteTimestamp(slot->commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, slot->stamps,
                        RENDER_STAMP_QUERIES);
    for (uint32_t i = 0; i < 2; i++) {
        vkCmdCopyQueryPoolResults(slot->commands, slot->stamps, i * RENDER_STAMP_QUERIES, 1,
                                  slot->times.handle, i * size, size, flags);
    }
    const VkMemoryBarrier to_host = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
        .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_HOST_READ_BIT,
    };
    vkCmdPipelineBarrier(slot->commands, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_HOST_BIT,
                         0, 1, &to_host, 0, NULL, 0, NULL);
}

enum err render_frame_record(struct render *render, struct render_slot *slot,
                             const struct render_frame *frame)
{
    TRY(begin_commands(render, slot));
    refresh_textures(render, slot);

    struct shared_frame block;
    render_block_fill(&block, frame->stage, frame->width, frame->height,
                      render->geometry.height_map_place);
    if (!render_shadow_is_stale(&render->shadow, frame->stage, &render->geometry)) {
        render_block_set_shadow(&block, &render->shadow.drawn_light); // as the map was drawn
    }
    if (frame->sheet) {
        render_block_set_sheet(&block, frame->sheet, render->sheet.target.width,
                               render->sheet.target.height);
    }
    memcpy(slot->block.mapped, &block, sizeof block);

    bool is_seen[STAGE_DRAW_MAX];
    const struct render_cull cull = render_cull_make(&frame->head_view);
    for (int i = 0; i < frame->stage->draw_count; i++) {
        is_seen[i] = render_cull_sees_draw(&cull, &frame->stage->draws[i]);
    }
    slot->stats = (struct render_stats){0};
    const struct render_pass_frame pass = {
        .commands = slot->commands,
        .layout = render->layout,
        .stage = frame->stage,
        .geometry = &render->geometry,
        .is_seen = is_seen,
        .stats = &slot->stats,
    };
    record_passes(render, slot, frame, &pass);
    if (slot->stamps) {
        end_stamps(slot);
    }
    TRY_VK(vkEndCommandBuffer(slot->commands));
    return ERR_OK;
}
