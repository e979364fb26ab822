// What the key light does not reach: meshes drawn from the light into the shadow map.
#ifndef RENDER_SHADOW_H
#define RENDER_SHADOW_H

#include "render/pass.h"

struct render_shadow {
    VkPipeline pipeline;
};

MUST_USE enum err render_shadow_init(struct render_shadow *shadow,
                                     const struct render_pass_context *context);
void render_shadow_record(const struct render_shadow *shadow,
                          const struct render_pass_frame *frame);
void render_shadow_fini(struct render_shadow *shadow, struct gpu *gpu);

#endif
