// Panels as flat pictures, drawn from the front onto one image that a runtime lays over the scene.
// The same shader as in the scene, so that they look the same.
#ifndef RENDER_SHEET_H
#define RENDER_SHEET_H

#include "render/labels.h"
#include "render/pass.h"

struct render_sheet {
    struct render_sheet_target target;
    VkRenderPass pass;
    VkImageView views[RENDER_IMAGE_MAX];
    VkFramebuffer framebuffers[RENDER_IMAGE_MAX];
    VkPipeline pipeline;
};

// `sheet` must be zeroed; fini is owed in every case, and the GPU must be idle for it.
MUST_USE enum err render_sheet_init(struct render_sheet *sheet, struct gpu *gpu,
                                    VkPipelineLayout layout,
                                    const struct render_sheet_target *target);
void render_sheet_fini(struct render_sheet *sheet, struct gpu *gpu);

// Begins the pass, transparent as far down as `places` reach.
void render_sheet_begin(const struct render_sheet *sheet, VkCommandBuffer commands, uint32_t image,
                        const struct stage_sheet *places);
// Draws each panel within its own place.
void render_sheet_record(const struct render_sheet *sheet, const struct render_pass_frame *frame,
                         const struct stage_sheet *places, VkBuffer labels,
                         const struct render_labels_ends *ends);

#endif
