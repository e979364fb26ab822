// One frame's commands, recorded before the eyes are known, or taken again from an earlier frame.
#include "base/log.h"
#include "render/block.h"
#include "render/list.h"
#include "render/state.h"

#include <string.h>

// What recording a frame has at hand.
struct recording {
    struct render *render;
    struct render_slot *slot;
    const struct render_frame *frame;
    struct render_labels_ends labels;
    uint32_t index; // of the slot
};

static enum err begin(VkCommandBuffer commands, bool is_for_once)
{
    const VkCommandBufferBeginInfo info = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
        .flags = is_for_once ? VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT : 0,
    };
    TRY_VK(vkBeginCommandBuffer(commands, &info)); // resets it as well
    return ERR_OK;
}

static void refresh_textures(struct render *render, struct render_slot *slot)
{
    if (slot->geometry_version != render->geometry_version) {
        render_textures_write(&render->textures, render->gpu, render->geometry.height_map.view,
                              render->photo.image.view, slot->texture_set);
        slot->geometry_version = render->geometry_version;
    }
}

// Vulkan 1.1, multiview: what is bound is undefined at the start of a pass with a view mask.
static void bind_sets(const struct recording *now, VkCommandBuffer commands)
{
    const VkDescriptorSet sets[] = {now->slot->frame_set, now->slot->texture_set};
    vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_GRAPHICS, now->render->layout, 0, 2,
                            sets, 0, NULL);
}

static struct render_pass_frame pass_of(const struct recording *now, VkCommandBuffer commands,
                                        struct render_stats *stats)
{
    return (struct render_pass_frame){
        .commands = commands,
        .list = &now->render->list,
        .stage = now->frame->stage,
        .geometry = &now->render->geometry,
        .stats = stats,
    };
}

static void record_shadow(const struct recording *now, const struct render_pass_frame *pass)
{
    render_textures_begin_shadow(&now->render->textures, pass->commands);
    bind_sets(now, pass->commands);
    render_shadow_record(&now->render->shadow, pass);
    vkCmdEndRenderPass(pass->commands);
}

static void record_sky(const struct recording *now, const struct render_pass_frame *pass)
{
    const VkRect2D area = render_sky_next(&now->render->sky, pass->stage);
    render_textures_begin_sky(&now->render->textures, pass->commands, area);
    bind_sets(now, pass->commands);
    render_sky_bake(&now->render->sky, pass);
    vkCmdEndRenderPass(pass->commands);
}

static void record_sheet(const struct recording *now, const struct render_pass_frame *pass)
{
    struct render *render = now->render;
    const struct render_frame *frame = now->frame;
    render_sheet_begin(&render->sheet, pass->commands, frame->sheet_image, frame->sheet);
    bind_sets(now, pass->commands);
    render_sheet_record(&render->sheet, pass, frame->sheet,
                        render->labels.instances[now->index].handle, &now->labels);
    vkCmdEndRenderPass(pass->commands);
}

// What the main pass reads and is seldom made anew.
static enum err record_before(const struct recording *now)
{
    struct render *render = now->render;
    struct render_slot *slot = now->slot;
    const struct stage *stage = now->frame->stage;
    const bool has_glyphs = render->labels.row_count > 0;
    const bool is_photo = stage->photo.is_shown;
    const bool has_shadow =
        !is_photo && render_shadow_is_stale(&render->shadow, stage, &render->geometry);
    const bool has_sky = !is_photo && render_sky_is_stale(&render->sky, stage);
    const bool has_sheet = now->frame->sheet && now->frame->is_sheet_new;
    slot->has_before = has_glyphs || has_shadow || has_sky || has_sheet;
    if (!slot->has_before) {
        return ERR_OK;
    }
    TRY(begin(slot->before, true));
    const struct render_pass_frame pass = pass_of(now, slot->before, &slot->stats);
    if (has_glyphs) {
        render_labels_record(&render->labels, now->index, slot->before, &render->textures.atlas);
    }
    if (has_shadow) {
        record_shadow(now, &pass);
    }
    if (has_sky) {
        record_sky(now, &pass);
    }
    if (has_sheet) {
        record_sheet(now, &pass);
    }
    TRY_VK(vkEndCommandBuffer(slot->before));
    return ERR_OK;
}

static void record_place(const struct render *render, const struct render_pass_frame *pass)
{
    render_solid_record(&render->solid, pass);
    render_sky_record(&render->sky, pass);
    if (render->list.has_water) {
        render_water_record(&render->water, pass);
    }
    render_brook_record(&render->brook, pass);
    render_mist_record(&render->mist, pass);
    render_lamp_record(&render->lamp, pass);
}

// Everything that is not in the list is read from the block when the commands are executed.
static enum err record_main(const struct recording *now)
{
    struct render *render = now->render;
    struct render_slot *slot = now->slot;
    struct render_list *recorded = &slot->lists[slot->image];
    struct render_stats *stats = &slot->main_stats[slot->image];
    if (render_list_equals(recorded, &render->list)) {
        return ERR_OK;
    }
    const VkCommandBuffer commands = slot->main[slot->image];
    recorded->version = 0;
    *stats = (struct render_stats){.recordings = 1};
    TRY(begin(commands, false));
    const struct render_pass_frame pass = pass_of(now, commands, stats);
    render_output_begin(&render->output, commands, &render->list);
    bind_sets(now, commands);
    if (render->list.photo == RENDER_LIST_NO_PHOTO) {
        record_place(render, &pass);
    } else if (render->list.photo == RENDER_LIST_PHOTO_DRAWN) {
        render_photo_record(&render->photo, &pass);
    }
    render_panel_record(&render->panel, &pass, render->labels.instances[now->index].handle,
                        render->list.label_count);
    render_burden_record(&render->burden, &pass);
    vkCmdEndRenderPass(commands);
    TRY_VK(vkEndCommandBuffer(commands));
    *recorded = render->list;
    return ERR_OK;
}

static enum err record_after(const struct recording *now)
{
    struct render *render = now->render;
    struct render_slot *slot = now->slot;
    const struct render_frame *frame = now->frame;
    slot->has_after = frame->wants_mirror && render->mirror.small.handle;
    if (!slot->has_after) {
        return ERR_OK;
    }
    TRY(begin(slot->after, true));
    render_mirror_record(&render->mirror, now->index, slot->after,
                         render->output.target.color[frame->color_image], frame->width,
                         frame->height);
    TRY_VK(vkEndCommandBuffer(slot->after));
    return ERR_OK;
}

static void fill_block(const struct recording *now)
{
    struct render *render = now->render;
    const struct render_frame *frame = now->frame;
    struct shared_frame block;
    render_block_fill(&block, frame->stage, frame->width, frame->height,
                      render->geometry.height_map_place);
    render_block_set_draws(&block, frame->stage, render->list.draw_at);
    if (!render_shadow_is_stale(&render->shadow, frame->stage, &render->geometry)) {
        render_block_set_shadow(&block, &render->shadow.drawn_light); // as the map was drawn
    }
    block.show.z = frame->burden_loops;
    if (frame->sheet) {
        render_block_set_sheet(&block, frame->sheet, render->sheet.target.width,
                               render->sheet.target.height);
    }
    memcpy(now->slot->block.mapped, &block, sizeof block);
}

// What was drawn onto the sheet in an earlier frame needs no laying out.
static void lay_out_labels(struct recording *now)
{
    struct render_labels *labels = &now->render->labels;
    if (now->frame->sheet && !now->frame->is_sheet_new) {
        labels->row_count = 0;
        return;
    }
    now->labels =
        render_labels_lay_out(labels, now->index, now->frame->stage, &now->slot->stats.labels_lost);
    now->slot->stats.glyph_rows = labels->row_count;
}

static void make_list(const struct recording *now)
{
    struct render *render = now->render;
    const struct render_frame *frame = now->frame;
    struct render_list *list = &render->list;
    render_list_make(list, frame->stage, &render->geometry, &frame->head_view);
    list->version = render->recording_version;
    list->color_image = frame->color_image;
    list->depth_image = frame->depth_image;
    list->width = frame->width;
    list->height = frame->height;
    if (frame->stage->photo.is_shown) {
        const bool is_drawn = !frame->is_photo_below && render->photo.has_picture;
        list->photo = is_drawn ? RENDER_LIST_PHOTO_DRAWN : RENDER_LIST_PHOTO_BELOW;
    }
    list->clear_alpha =
        frame->is_photo_below ? 1.0f - frame->stage->fade * frame->stage->photo.brightness : 1.0f;
    list->has_burden = render->may_burden && frame->burden_loops > 0.0f;
    list->label_count = frame->sheet ? 0 : now->labels.of[STAGE_PANEL_MAX - 1];
}

static void add_stats(struct render_stats *to, const struct render_stats *from)
{
    to->draws += from->draws;
    to->triangles += from->triangles;
    to->recordings += from->recordings;
}

enum err render_frame_record(struct render *render, struct render_slot *slot,
                             const struct render_frame *frame)
{
    struct recording now = {
        .render = render,
        .slot = slot,
        .frame = frame,
        .index = (uint32_t)(slot - render->slots),
    };
    slot->stats = (struct render_stats){0};
    slot->image = frame->color_image;
    refresh_textures(render, slot);
    lay_out_labels(&now);
    make_list(&now);
    fill_block(&now);
    TRY(record_before(&now));
    TRY(record_main(&now));
    add_stats(&slot->stats, &slot->main_stats[slot->image]);
    slot->stats.parts_lost = render->list.lost_count;
    slot->main_stats[slot->image].recordings = 0;
    return record_after(&now);
}
