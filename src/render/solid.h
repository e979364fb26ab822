// Meshes in the light: one pipeline for each material.
#ifndef RENDER_SOLID_H
#define RENDER_SOLID_H

#include "render/pass.h"

struct render_solid {
    VkPipeline pipelines[STAGE_MATERIAL_SOLID_COUNT];
};

MUST_USE enum err render_solid_init(struct render_solid *solid,
                                    const struct render_pass_context *context);
void render_solid_record(const struct render_solid *solid, const struct render_pass_frame *frame);
void render_solid_fini(struct render_solid *solid, struct gpu *gpu);

#endif
