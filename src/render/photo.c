#include "render/photo.h"

#include "base/mem.h"
#include "gpu/upload.h"
#include "image/shrink.h"

#include <assert.h>
#include <string.h>

enum { TEXEL_BYTES = 4 };

static uint32_t half_px(uint32_t px)
{
    return px > 1 ? px / 2 : 1;
}

static uint32_t count_levels(const struct image *picture, size_t *out_bytes)
{
    uint32_t width = picture->width_px, height = picture->height_px, levels = 1;
    *out_bytes = (size_t)width * height * TEXEL_BYTES;
    for (; width > 1 || height > 1; levels++) {
        width = half_px(width);
        height = half_px(height);
        *out_bytes += (size_t)width * height * TEXEL_BYTES;
    }
    return levels;
}

// The picture, then each level from the one before.
static enum err fill_levels(const struct image *picture, uint32_t levels, uint8_t *texels)
{
    struct image level = {texels, picture->width_px, picture->height_px};
    memcpy(texels, picture->rgba, (size_t)level.width_px * level.height_px * TEXEL_BYTES);
    for (uint32_t i = 1; i < levels; i++) {
        struct image next = {
            .rgba = level.rgba + (size_t)level.width_px * level.height_px * TEXEL_BYTES,
            .width_px = half_px(level.width_px),
            .height_px = half_px(level.height_px),
        };
        TRY(image_shrink(&level, &next));
        level = next;
    }
    return ERR_OK;
}

static enum err upload(struct gpu_image *image, struct gpu *gpu, const struct image *picture)
{
    size_t bytes = 0;
    const uint32_t levels = count_levels(picture, &bytes);
    const struct gpu_image_desc desc = {
        .name = "photo",
        .format = VK_FORMAT_R8G8B8A8_SRGB,
        .width = picture->width_px,
        .height = picture->height_px,
        .levels = levels,
        .usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
    };
    TRY(gpu_image_init(image, gpu, &desc));
    uint8_t *texels = mem_alloc(bytes, 1);
    enum err err = texels ? fill_levels(picture, levels, texels) : ERR_NO_MEMORY;
    if (err == ERR_OK) {
        err = gpu_upload_image(gpu, image, texels, bytes);
    }
    mem_free(texels);
    return err;
}

enum err render_photo_load(struct render_photo *photo, struct gpu *gpu, const struct image *picture)
{
    static uint8_t black[TEXEL_BYTES] = {0, 0, 0, 255};
    static const struct image nothing = {black, 1, 1};
    struct gpu_image next = {0};
    const enum err err = upload(&next, gpu, picture ? picture : &nothing);
    if (err != ERR_OK) {
        gpu_image_fini(&next, gpu);
        return err;
    }
    gpu_image_fini(&photo->image, gpu);
    photo->image = next;
    photo->has_picture = picture != NULL;
    return ERR_OK;
}

void render_photo_unload(struct render_photo *photo, struct gpu *gpu)
{
    gpu_image_fini(&photo->image, gpu);
    photo->has_picture = false;
}

enum err render_photo_init(struct render_photo *photo, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc show = {
        .name = "photo",
        .vertex = "photo.vert",
        .fragment = "photo.frag",
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .is_depth_tested = true, // at depth 0: only where nothing nearer was drawn
    };
    return render_pass_pipeline(context, show, &photo->show);
}

void render_photo_record(const struct render_photo *photo, const struct render_pass_frame *frame)
{
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, photo->show);
    render_pass_draw_vertices(frame, 3, 1);
}

void render_photo_fini(struct render_photo *photo, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, photo->show, NULL);
    photo->show = VK_NULL_HANDLE;
}

// ---- for somebody else's image

static void copy_texels(const struct image *picture, bool is_bgra, uint8_t *out)
{
    const size_t count = (size_t)picture->width_px * picture->height_px;
    const uint8_t *in = picture->rgba;
    for (size_t i = 0; i < count; i++, in += TEXEL_BYTES, out += TEXEL_BYTES) {
        out[0] = in[is_bgra ? 2 : 0];
        out[1] = in[1];
        out[2] = in[is_bgra ? 0 : 2];
        out[3] = 255; // a photo hides all behind it
    }
}

enum err render_photo_fill(struct gpu *gpu, VkImage to, VkFormat format,
                           const struct image *picture)
{
    assert(gpu_image_is_srgb(format));
    const size_t bytes = (size_t)picture->width_px * picture->height_px * TEXEL_BYTES;
    struct gpu_image image = {
        // borrowed: nothing of it is ours to free
        .handle = to, .format = format, .width = picture->width_px, .height = picture->height_px,
        .layers = 1,  .levels = 1,
    };
    uint8_t *texels = mem_alloc(bytes, 1);
    if (!texels) {
        return ERR_NO_MEMORY;
    }
    copy_texels(picture, format == VK_FORMAT_B8G8R8A8_SRGB, texels);
    const enum err err =
        gpu_upload_image_as(gpu, &image, texels, bytes, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL);
    mem_free(texels);
    return err;
}
