// What the key light does not reach: meshes drawn from the light into the shadow map. The map is
// drawn again only when the light has moved enough to be seen.
#ifndef RENDER_SHADOW_H
#define RENDER_SHADOW_H

#include "render/pass.h"

struct render_shadow {
    VkPipeline pipeline;
    bool has_drawn;
    VkBuffer drawn_vertices;        // of which scene
    int drawn_level;                // of detail
    struct stage_light drawn_light; // and in which light
};

MUST_USE enum err render_shadow_init(struct render_shadow *shadow,
                                     const struct render_pass_context *context);
// True when the map no longer fits and render_shadow_record is to be called this frame, within the
// shadow pass.
bool render_shadow_is_stale(const struct render_shadow *shadow, const struct stage *stage,
                            const struct render_geometry *geometry);
void render_shadow_record(struct render_shadow *shadow, const struct render_pass_frame *frame);
void render_shadow_fini(struct render_shadow *shadow, struct gpu *gpu);

#endif
