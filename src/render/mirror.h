// A small copy of what the left eye sees, on its way to the host: for a window that shows it.
#ifndef RENDER_MIRROR_H
#define RENDER_MIRROR_H

#include "gpu/buffer.h"
#include "gpu/image.h"

enum { RENDER_MIRROR_SLOTS = 3, RENDER_MIRROR_PX_MAX = 4096 };

struct render_mirror {
    struct gpu_image small; // shared by the slots: one queue, one after the other
    struct gpu_buffer pixels[RENDER_MIRROR_SLOTS]; // mapped, RGBA
};

// `mirror` must be zeroed; fini is owed in every case. `is_srgb`: of the images it copies.
MUST_USE enum err render_mirror_init(struct render_mirror *mirror, struct gpu *gpu, uint32_t width,
                                     uint32_t height, bool is_srgb, uint32_t slot_count);
void render_mirror_fini(struct render_mirror *mirror, struct gpu *gpu);

// Outside a render pass. The first layer of `color`, from the top left, `width` x `height` of it;
// `color` is in COLOR_ATTACHMENT_OPTIMAL before and after and has TRANSFER_SRC usage.
void render_mirror_record(const struct render_mirror *mirror, uint32_t slot,
                          VkCommandBuffer commands, VkImage color, uint32_t width, uint32_t height);

#endif
