// A 360-degree photo around everything: its texture, drawn over the whole picture by direction.
#ifndef RENDER_PHOTO_H
#define RENDER_PHOTO_H

#include "image/image.h"
#include "render/pass.h"

struct render_photo {
    VkPipeline show;
    struct gpu_image image; // with mip levels; one black texel: there is none
    bool has_picture;
};

// The texture, apart from the pass: it lives longer. `picture` NULL: one black texel. On failure
// the old one stays. The GPU must be idle.
MUST_USE enum err render_photo_load(struct render_photo *photo, struct gpu *gpu,
                                    const struct image *picture);
void render_photo_unload(struct render_photo *photo, struct gpu *gpu);

MUST_USE enum err render_photo_init(struct render_photo *photo,
                                    const struct render_pass_context *context);
void render_photo_record(const struct render_photo *photo, const struct render_pass_frame *frame);
void render_photo_fini(struct render_photo *photo, struct gpu *gpu);

// Fills somebody else's image of an sRGB format, of the picture's size, once. It ends in
// COLOR_ATTACHMENT_OPTIMAL.
MUST_USE enum err render_photo_fill(struct gpu *gpu, VkImage to, VkFormat format,
                                    const struct image *picture);

#endif
