// The sky: its slow colours and clouds are baked into a small cube when they have changed enough to
// be seen; stars and sun, which are fine, are drawn over it as small discs.
#ifndef RENDER_SKY_H
#define RENDER_SKY_H

#include "render/pass.h"

struct render_sky {
    VkPipeline bake, show, stars;
    struct stage_sky baked; // what the cube shows, at the oldest
    float baked_exposure;
    bool has_baked;
    int next_slice; // of a bake under way; 0: none is
};

MUST_USE enum err render_sky_init(struct render_sky *sky,
                                  const struct render_pass_context *context);
// True when the cube no longer fits the stage, and render_sky_next and render_sky_bake are to be
// called this frame. A jump in the stage's time is answered at once; slow change every few hundred
// milliseconds, by steps far below what can be seen, a few rows of each face a frame: all at once
// they cost software more than the rest of the frame.
bool render_sky_is_stale(const struct render_sky *sky, const struct stage *stage);
// What of each face is due. Then, within the sky pass over that area:
VkRect2D render_sky_next(struct render_sky *sky, const struct stage *stage);
void render_sky_bake(const struct render_sky *sky, const struct render_pass_frame *frame);
void render_sky_record(const struct render_sky *sky, const struct render_pass_frame *frame);
void render_sky_fini(struct render_sky *sky, struct gpu *gpu);

#endif
