#include "render/render.h"

#include "base/log.h"
#include "base/mem.h"
#include "gpu/make.h"
#include "render/block.h"
#include "render/state.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static enum err make_layouts(struct render *render)
{
    struct gpu *gpu = render->gpu;
    const VkShaderStageFlags stages = VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT;
    const VkDescriptorSetLayoutBinding block = {
        .descriptorType = VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER,
        .descriptorCount = 1,
        .stageFlags = stages,
    };
    const VkDescriptorSetLayoutCreateInfo set = {
        .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
        .bindingCount = 1,
        .pBindings = &block,
    };
    TRY(gpu_make_set_layout(gpu, &set, "frame", &render->frame_layout));
    TRY(render_textures_make_layout(gpu, &render->texture_layout));
    const VkDescriptorSetLayout sets[] = {render->frame_layout, render->texture_layout};
    const VkPipelineLayoutCreateInfo layout = {
        .sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
        .setLayoutCount = 2,
        .pSetLayouts = sets,
    };
    return gpu_make_pipeline_layout(gpu, &layout, "passes", &render->layout);
}

static enum err make_descriptors(struct render *render)
{
    const VkDescriptorPoolSize sizes[] = {
        {VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, RENDER_SLOT_MAX},
        {VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, RENDER_SLOT_MAX * RENDER_TEXTURES_COUNT},
    };
    const VkDescriptorPoolCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
        .maxSets = 2 * RENDER_SLOT_MAX,
        .poolSizeCount = 2,
        .pPoolSizes = sizes,
    };
    return gpu_make_descriptor_pool(render->gpu, &info, "sets", &render->descriptors);
}

enum err render_create(const struct render_desc *desc, struct render **out)
{
    *out = mem_alloc(1, sizeof **out);
    struct render *render = *out;
    if (!render) {
        return ERR_NO_MEMORY;
    }
    render->gpu = desc->gpu;
    render->may_burden = desc->may_burden;
    render->stats.gpu_ms = -1.0;
    render->slot_count = desc->frame_slots ? desc->frame_slots : 2;
    assert(render->slot_count <= RENDER_SLOT_MAX);
    TRY(make_layouts(render));
    TRY(make_descriptors(render));
    TRY(render_textures_init(&render->textures, render->gpu));
    TRY(render_labels_init(&render->labels, render->gpu, desc->font, render->slot_count));
    for (uint32_t i = 0; i < render->slot_count; i++) {
        TRY(render_slot_init(render, &render->slots[i]));
    }
    TRY(render_photo_load(&render->photo, render->gpu, NULL));
    return render_load(render, NULL, 0);
}

static void fini_passes(struct render *render)
{
    render_shadow_fini(&render->shadow, render->gpu);
    render_sky_fini(&render->sky, render->gpu);
    render_photo_fini(&render->photo, render->gpu);
    render_solid_fini(&render->solid, render->gpu);
    render_water_fini(&render->water, render->gpu);
    render_lamp_fini(&render->lamp, render->gpu);
    render_brook_fini(&render->brook, render->gpu);
    render_mist_fini(&render->mist, render->gpu);
    render_panel_fini(&render->panel, render->gpu);
    render_burden_fini(&render->burden, render->gpu);
    render->has_passes = false;
}

static enum err make_passes(struct render *render)
{
    const struct render_output *output = &render->output;
    const struct render_pass_context context = {
        .gpu = render->gpu,
        .layout = render->layout,
        .main_pass = output->pass,
        .shadow_pass = render->textures.shadow_pass,
        .sky_pass = render->textures.sky_pass,
        .samples = output->samples,
        .encodes_srgb = !gpu_image_is_srgb(output->target.color_format),
    };
    render->has_passes = true;
    render->pass_color = output->target.color_format;
    render->pass_depth = output->depth_format;
    render->pass_has_depth = output->has_depth;
    render->pass_samples = output->samples;
    TRY(render_shadow_init(&render->shadow, &context));
    TRY(render_sky_init(&render->sky, &context));
    TRY(render_photo_init(&render->photo, &context));
    TRY(render_solid_init(&render->solid, &context));
    TRY(render_water_init(&render->water, &context));
    TRY(render_lamp_init(&render->lamp, &context));
    TRY(render_brook_init(&render->brook, &context));
    TRY(render_mist_init(&render->mist, &context));
    TRY(render_panel_init(&render->panel, &context));
    if (render->may_burden) {
        TRY(render_burden_init(&render->burden, &context));
    }
    gpu_save_cache(render->gpu);
    return ERR_OK;
}

static enum err drain(struct render *render)
{
    for (uint32_t i = 0; i < render->slot_count; i++) {
        TRY(render_slot_finish(render, &render->slots[i]));
    }
    return ERR_OK;
}

void render_destroy(struct render *render)
{
    if (!render) {
        return;
    }
    struct gpu *gpu = render->gpu;
    // At shutdown; failure means the device is lost, and then nothing runs any more.
    (void)vkDeviceWaitIdle(gpu->device);
    fini_passes(render);
    render_output_fini(&render->output, gpu);
    render_geometry_fini(&render->geometry, gpu);
    render_photo_unload(&render->photo, gpu);
    render_mirror_fini(&render->mirror, gpu);
    render_sheet_fini(&render->sheet, gpu);
    render_labels_fini(&render->labels, gpu);
    render_textures_fini(&render->textures, gpu);
    gpu_retire_collect(&render->retire, gpu, UINT64_MAX);
    for (uint32_t i = 0; i < RENDER_SLOT_MAX; i++) {
        render_slot_fini(render, &render->slots[i]);
    }
    vkDestroyDescriptorPool(gpu->device, render->descriptors, NULL);
    vkDestroyPipelineLayout(gpu->device, render->layout, NULL);
    vkDestroyDescriptorSetLayout(gpu->device, render->frame_layout, NULL);
    vkDestroyDescriptorSetLayout(gpu->device, render->texture_layout, NULL);
    mem_free(render);
}

enum err render_set_target(struct render *render, const struct render_target *target)
{
    TRY(drain(render));
    render->recording_version++;
    render_output_fini(&render->output, render->gpu);
    TRY(render_output_init(&render->output, render->gpu, target));
    if (render->mirror.small.handle) {
        TRY(render_set_mirror(render, render->mirror.small.width, render->mirror.small.height));
    }
    const bool fits = render->has_passes && render->pass_color == target->color_format &&
                      render->pass_depth == render->output.depth_format &&
                      render->pass_has_depth == render->output.has_depth &&
                      render->pass_samples == render->output.samples;
    if (fits) {
        return ERR_OK; // render passes of equal formats are compatible: pipelines stay
    }
    fini_passes(render);
    return make_passes(render);
}

enum err render_set_sheet(struct render *render, const struct render_sheet_target *target)
{
    TRY(drain(render));
    render_sheet_fini(&render->sheet, render->gpu);
    return target ? render_sheet_init(&render->sheet, render->gpu, render->layout, target) : ERR_OK;
}

enum err render_set_photo(struct render *render, const struct image *picture)
{
    TRY(drain(render));
    TRY(render_photo_load(&render->photo, render->gpu, picture));
    render->geometry_version++; // each slot's set shows the new one
    render->recording_version++;
    return ERR_OK;
}

enum err render_fill_photo(struct render *render, VkImage to, VkFormat format,
                           const struct image *picture)
{
    return render_photo_fill(render->gpu, to, format, picture);
}

enum err render_load(struct render *render, const struct stage_geometry *levels, int level_count)
{
    struct render_geometry next = {0};
    const enum err err = render_geometry_init(&next, render->gpu, levels, level_count);
    if (err != ERR_OK) {
        render_geometry_fini(&next, render->gpu); // what was shown stays
        return err;
    }
    render_geometry_retire(&render->geometry, render->gpu, &render->retire, render->frame_count);
    render->geometry = next;
    render->geometry_version++;
    render->recording_version++;
    return ERR_OK;
}

// What the frame before drew once and for later was never submitted, so it is drawn again.
static void forget_unsubmitted(struct render *render)
{
    if (render->open) {
        render->sky.has_baked = false;
        render->shadow.has_drawn = false;
        render->open = NULL;
    }
}

enum err render_record(struct render *render, const struct render_frame *frame)
{
    const struct render_target *target = &render->output.target;
    assert(frame->color_image < target->image_count);
    assert(frame->width <= target->width && frame->height <= target->height);
    assert(!frame->sheet || render->sheet.pipeline);
    struct render_slot *slot = &render->slots[render->frame_count % render->slot_count];
    forget_unsubmitted(render);
    TRY(render_slot_finish(render, slot));
    TRY(render_frame_record(render, slot, frame));
    render->open = slot;
    return ERR_OK;
}

static uint32_t gather(const struct render_slot *slot, VkCommandBuffer commands[5])
{
    uint32_t count = 0;
    if (slot->stamps) {
        commands[count++] = slot->begin;
    }
    if (slot->has_before) {
        commands[count++] = slot->before;
    }
    commands[count++] = slot->main[slot->image];
    if (slot->has_after) {
        commands[count++] = slot->after;
    }
    if (slot->stamps) {
        commands[count++] = slot->end;
    }
    return count;
}

enum err render_submit(struct render *render, const struct view eyes[RENDER_EYE_COUNT])
{
    struct render_slot *slot = render->open;
    assert(slot); // render_record comes first
    render->open = NULL;
    struct shared_eye both[RENDER_EYE_COUNT];
    for (int i = 0; i < RENDER_EYE_COUNT; i++) {
        both[i] = render_block_eye(&eyes[i], RENDER_NEAR_M);
    }
    // vkQueueSubmit makes earlier writes of the host visible: no barrier is needed.
    memcpy((char *)slot->block.mapped + offsetof(struct shared_frame, eyes), both, sizeof both);
    VkCommandBuffer commands[5];
    const VkSubmitInfo info = {
        .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
        .commandBufferCount = gather(slot, commands),
        .pCommandBuffers = commands,
    };
    TRY_VK(vkQueueSubmit(render->gpu->queue, 1, &info, slot->fence));
    slot->is_pending = true;
    slot->frame = ++render->frame_count;
    slot->mirror_frame = slot->has_after ? slot->frame : 0;
    render_labels_submitted(&render->labels);
    return ERR_OK;
}

void render_prepare_text(struct render *render, const char *utf8)
{
    text_prepare(render->labels.text, utf8);
}

enum err render_set_mirror(struct render *render, uint32_t width, uint32_t height)
{
    TRY(drain(render));
    render_mirror_fini(&render->mirror, render->gpu);
    for (uint32_t i = 0; i < render->slot_count; i++) {
        render->slots[i].mirror_frame = 0;
    }
    if (width == 0 || height == 0) {
        return ERR_OK;
    }
    return render_mirror_init(&render->mirror, render->gpu, width, height,
                              gpu_image_is_srgb(render->output.target.color_format),
                              render->slot_count);
}

bool render_mirror_pixels(struct render *render, uint8_t *rgba)
{
    const struct render_slot *newest = NULL;
    for (uint32_t i = 0; i < render->slot_count; i++) {
        const struct render_slot *slot = &render->slots[i];
        const bool is_done =
            !slot->is_pending || vkGetFenceStatus(render->gpu->device, slot->fence) == VK_SUCCESS;
        if (is_done &&
            slot->mirror_frame > (newest ? newest->mirror_frame : render->mirror_shown)) {
            newest = slot;
        }
    }
    if (!newest) {
        return false;
    }
    const struct gpu_buffer *pixels = &render->mirror.pixels[newest - render->slots];
    memcpy(rgba, pixels->mapped, pixels->size);
    render->mirror_shown = newest->mirror_frame;
    return true;
}

struct render_stats render_stats(const struct render *render)
{
    return render->stats;
}
