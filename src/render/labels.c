#include "render/labels.h"

#include "render/textures.h"
#include "shaders/shared.h"

#include <string.h>

_Static_assert((int)TEXT_ATLAS_SIZE_PX == (int)RENDER_TEXTURES_ATLAS_PX, "one atlas, one size");
_Static_assert((int)STAGE_PANEL_MAX <= SHARED_PANELS, "every panel has its place in the block");
_Static_assert((int)STAGE_ALIGN_LEFT == (int)TEXT_ALIGN_LEFT &&
                   (int)STAGE_ALIGN_RIGHT == (int)TEXT_ALIGN_RIGHT,
               "stage and text name sides alike");

// Room around a shape for its soft edge: a pixel of the smallest headset is as wide.
static const float EDGE_DMM = 8.0f;

static const VkMemoryPropertyFlags mapped =
    VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;

enum err render_labels_init(struct render_labels *labels, struct gpu *gpu, const char *font,
                            uint32_t slot_count)
{
    TRY(text_create(font, &labels->text));
    const struct gpu_buffer_desc instances = {
        .name = "labels",
        .size = RENDER_LABELS_MAX * sizeof(struct render_label),
        .usage = VK_BUFFER_USAGE_VERTEX_BUFFER_BIT,
        .memory = mapped,
    };
    const struct gpu_buffer_desc staging = {
        .name = "glyphs",
        .size = TEXT_ATLAS_SIZE_PX * TEXT_ATLAS_SIZE_PX,
        .usage = VK_BUFFER_USAGE_TRANSFER_SRC_BIT,
        .memory = mapped,
    };
    for (uint32_t i = 0; i < slot_count; i++) {
        TRY(gpu_buffer_init(&labels->instances[i], gpu, &instances));
        TRY(gpu_buffer_init(&labels->staging[i], gpu, &staging));
    }
    return ERR_OK;
}

void render_labels_fini(struct render_labels *labels, struct gpu *gpu)
{
    for (int i = 0; i < RENDER_LABELS_SLOTS; i++) {
        gpu_buffer_fini(&labels->instances[i], gpu);
        gpu_buffer_fini(&labels->staging[i], gpu);
    }
    text_destroy(labels->text);
    *labels = (struct render_labels){0};
}

struct fill {
    struct render_label *labels;
    uint32_t count, lost;
};

static struct render_label *add(struct fill *fill)
{
    if (fill->count == RENDER_LABELS_MAX) {
        fill->lost++;
        return NULL;
    }
    return &fill->labels[fill->count++];
}

static void add_shape(struct fill *fill, const struct stage_shape *shape, int panel)
{
    static const float kinds[] = {
        [STAGE_SHAPE_RECT] = SHARED_RECT,
        [STAGE_SHAPE_DISC] = SHARED_DISC,
        [STAGE_SHAPE_RING] = SHARED_RING,
    };
    if (shape->kind > STAGE_SHAPE_RING ||
        (shape->kind == STAGE_SHAPE_RING && !(shape->part > 0.0f))) {
        return;
    }
    struct render_label *label = add(fill);
    if (!label) {
        return;
    }
    const bool is_rect = shape->kind == STAGE_SHAPE_RECT;
    const float half_x = is_rect ? 0.5f * shape->size_dmm.x : shape->radius_dmm;
    const float half_y = is_rect ? 0.5f * shape->size_dmm.y : shape->radius_dmm;
    const float part = shape->part < 1.0f ? shape->part : 1.0f;
    *label = (struct render_label){
        .rect = {{shape->at_dmm.x, shape->at_dmm.y, half_x + EDGE_DMM, half_y + EDGE_DMM}},
        .figure = {{half_x, half_y, shape->radius_dmm, 0.0f}},
        .color = shape->color,
        .traits = {{kinds[shape->kind], (float)panel, shape->thickness_dmm, part}},
    };
}

static void add_text(struct fill *fill, struct text *text, const struct stage_text *from, int panel)
{
    const struct text_desc desc = {
        .utf8 = from->utf8,
        .width = from->width_dmm,
        .size = from->size_dmm,
        .align = (enum text_align)from->align,
    };
    const struct text_block block = text_layout(text, &desc);
    for (int i = 0; i < block.quad_count; i++) {
        const struct text_quad *quad = &block.quads[i];
        struct render_label *label = add(fill);
        if (!label) {
            continue; // counted
        }
        *label = (struct render_label){
            .rect = {{from->at_dmm.x + 0.5f * (quad->x0 + quad->x1),
                      from->at_dmm.y + 0.5f * (quad->y0 + quad->y1), 0.5f * (quad->x1 - quad->x0),
                      0.5f * (quad->y1 - quad->y0)}},
            .figure = {{quad->u0, quad->v0, quad->u1, quad->v1}},
            .color = from->color,
            .traits = {{SHARED_GLYPH, (float)panel, 0.0f, 0.0f}},
        };
    }
}

static void add_panel(struct fill *fill, struct text *text, const struct stage_panel *panel,
                      int index)
{
    if (!(panel->opacity > 0.0f)) {
        return;
    }
    for (int i = 0; i < panel->shape_count; i++) {
        add_shape(fill, &panel->shapes[i], index);
    }
    for (int i = 0; i < panel->text_count; i++) {
        add_text(fill, text, &panel->texts[i], index);
    }
}

struct render_labels_ends render_labels_fill(struct render_label out[RENDER_LABELS_MAX],
                                             struct text *text, const struct stage *stage,
                                             uint32_t *out_lost)
{
    struct fill fill = {.labels = out};
    struct render_labels_ends ends = {0};
    for (int i = 0; i < STAGE_PANEL_MAX; i++) {
        if (i < stage->panel_count) {
            add_panel(&fill, text, &stage->panels[i], i);
        }
        ends.of[i] = fill.count;
    }
    *out_lost = fill.lost;
    return ends;
}

static void move_layout(VkCommandBuffer commands, const struct gpu_image *atlas, bool is_before)
{
    const VkImageLayout read = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL;
    const VkImageLayout write = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    const VkImageMemoryBarrier barrier = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER,
        .srcAccessMask = is_before ? 0 : VK_ACCESS_TRANSFER_WRITE_BIT,
        .dstAccessMask = is_before ? VK_ACCESS_TRANSFER_WRITE_BIT : VK_ACCESS_SHADER_READ_BIT,
        .oldLayout = is_before ? read : write,
        .newLayout = is_before ? write : read,
        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .image = atlas->handle,
        .subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1},
    };
    const VkPipelineStageFlags draw = VK_PIPELINE_STAGE_FRAGMENT_SHADER_BIT;
    const VkPipelineStageFlags copy = VK_PIPELINE_STAGE_TRANSFER_BIT;
    vkCmdPipelineBarrier(commands, is_before ? draw : copy, is_before ? copy : draw, 0, 0, NULL, 0,
                         NULL, 1, &barrier);
}

struct render_labels_ends render_labels_lay_out(struct render_labels *labels, uint32_t slot,
                                                const struct stage *stage, uint32_t *out_lost)
{
    const struct render_labels_ends ends =
        render_labels_fill(labels->instances[slot].mapped, labels->text, stage, out_lost);
    uint32_t top = 0, bottom = 0;
    text_dirty_rows(labels->text, &top, &bottom);
    labels->row_count = bottom - top;
    return ends;
}

void render_labels_record(struct render_labels *labels, uint32_t slot, VkCommandBuffer commands,
                          const struct gpu_image *atlas)
{
    uint32_t top = 0, bottom = 0;
    text_dirty_rows(labels->text, &top, &bottom);
    const size_t offset = (size_t)top * TEXT_ATLAS_SIZE_PX;
    const size_t size = (size_t)(bottom - top) * TEXT_ATLAS_SIZE_PX;
    memcpy((uint8_t *)labels->staging[slot].mapped + offset, text_pixels(labels->text) + offset,
           size);
    const VkBufferImageCopy region = {
        .bufferOffset = offset,
        .imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1},
        .imageOffset = {0, (int32_t)top, 0},
        .imageExtent = {TEXT_ATLAS_SIZE_PX, bottom - top, 1},
    };
    move_layout(commands, atlas, true);
    vkCmdCopyBufferToImage(commands, labels->staging[slot].handle, atlas->handle,
                           VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &region);
    move_layout(commands, atlas, false);
}

void render_labels_submitted(struct render_labels *labels)
{
    if (labels->row_count > 0) {
        text_clean(labels->text);
        labels->row_count = 0;
    }
}
