// The pictures every pass reads (set 1) and the two that are drawn first: shadow map and sky cube.
#ifndef RENDER_TEXTURES_H
#define RENDER_TEXTURES_H

#include "gpu/image.h"

enum { RENDER_TEXTURES_COUNT = 8, RENDER_TEXTURES_ATLAS_PX = 1024, RENDER_TEXTURES_DITHER_PX = 64 };

struct render_textures {
    struct gpu_image shadow;   // one depth layer
    struct gpu_image sky_cube; // six faces, R16G16B16A16_SFLOAT
    struct gpu_image atlas;    // R8_UNORM, glyphs as signed distance
    struct gpu_image surface;  // see render/surface.h
    struct gpu_image leaves;   // see render/leaves.h
    struct gpu_image dither;   // R8_UNORM, hides the steps of 8 bits
    VkRenderPass shadow_pass, sky_pass;
    VkFramebuffer shadow_framebuffer, sky_framebuffer;
    VkImageView sky_faces; // the cube as six layers to draw into
    VkSampler shadow_sampler, linear_sampler, repeat_sampler, photo_sampler, dither_sampler;
};

// `textures` must be zeroed; fini is owed in every case. Shadow map and sky cube are defined
// (cleared) from the start.
MUST_USE enum err render_textures_init(struct render_textures *textures, struct gpu *gpu);
void render_textures_fini(struct render_textures *textures, struct gpu *gpu);

// Begin with the viewport over the whole map or face. The shadow map is cleared; of the sky's faces
// only the rows in `area` are drawn anew.
void render_textures_begin_shadow(const struct render_textures *textures, VkCommandBuffer commands);
void render_textures_begin_sky(const struct render_textures *textures, VkCommandBuffer commands,
                               VkRect2D area);

// Set 1: the layout's bindings in order, and what goes into a set of it.
MUST_USE enum err render_textures_make_layout(struct gpu *gpu, VkDescriptorSetLayout *out);
void render_textures_write(const struct render_textures *textures, struct gpu *gpu,
                           VkImageView height_map, VkImageView photo, VkDescriptorSet set);

#endif
