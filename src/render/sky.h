// The sky: its slow colours are baked into a small cube when they change; what is fine is added
// where the cube is shown.
#ifndef RENDER_SKY_H
#define RENDER_SKY_H

#include "render/pass.h"

struct render_sky {
    VkPipeline bake, show;
    struct stage_sky baked; // what the cube shows
    bool has_baked;
};

MUST_USE enum err render_sky_init(struct render_sky *sky,
                                  const struct render_pass_context *context);
// True when the cube no longer fits the stage and render_sky_bake is to be called this frame,
// within the sky pass.
bool render_sky_is_stale(const struct render_sky *sky, const struct stage *stage);
void render_sky_bake(struct render_sky *sky, const struct render_pass_frame *frame);
void render_sky_record(const struct render_sky *sky, const struct render_pass_frame *frame);
void render_sky_fini(struct render_sky *sky, struct gpu *gpu);

#endif
