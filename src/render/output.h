// The main render pass and what it draws into: multisampled colour and depth that never leave the
// tile, resolved into the layers of the target's images.
//
// Attachments: 0 colour 4x, 1 depth 4x, 2 the target's colour, 3 the target's depth (sample zero,
// as the runtime reprojects with it), when there is one. A single-sampled target is drawn into
// itself: 0 its colour, 1 its depth, or one of our own.
#ifndef RENDER_OUTPUT_H
#define RENDER_OUTPUT_H

#include "gpu/image.h"
#include "render/list.h"

#define RENDER_OUTPUT_SAMPLES VK_SAMPLE_COUNT_4_BIT // Vulkan promises it for colour and depth
enum { RENDER_OUTPUT_ATTACHMENT_MAX = 4 };

struct render_output {
    struct render_target target;
    VkFormat depth_format;
    VkSampleCountFlagBits samples;
    VkRenderPass pass;
    struct gpu_image color, depth; // what is drawn into besides the target's, two layers each
    VkImageView color_views[RENDER_IMAGE_MAX], depth_views[RENDER_IMAGE_MAX];
    VkFramebuffer framebuffers[RENDER_IMAGE_MAX][RENDER_IMAGE_MAX]; // [colour][depth or 0]
    bool has_depth;
};

// `output` must be zeroed; fini is owed in every case, and the GPU must be idle for it.
MUST_USE enum err render_output_init(struct render_output *output, struct gpu *gpu,
                                     const struct render_target *target);
void render_output_fini(struct render_output *output, struct gpu *gpu);

// Begins the pass into the list's images, cleared, with viewport and scissor over its width x
// height from the top left.
void render_output_begin(const struct render_output *output, VkCommandBuffer commands,
                         const struct render_list *list);

#endif
