// Panels over the scene: one draw for all shapes and glyphs. Never hidden by what is nearer.
#ifndef RENDER_PANEL_H
#define RENDER_PANEL_H

#include "render/labels.h"
#include "render/pass.h"

struct render_panel {
    VkPipeline pipeline;
};

// One instance each, struct render_label.
extern const VkPipelineVertexInputStateCreateInfo render_panel_label_input;

MUST_USE enum err render_panel_init(struct render_panel *panel,
                                    const struct render_pass_context *context);
void render_panel_record(const struct render_panel *panel, const struct render_pass_frame *frame,
                         VkBuffer labels, uint32_t label_count);
void render_panel_fini(struct render_panel *panel, struct gpu *gpu);

#endif
