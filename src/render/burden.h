// Work for nothing, over every pixel of both eyes: how a measurement makes the GPU as busy as a
// heavier place or a hotter chip would, to see what the governor does. Drawn last; adds nothing to
// the picture.
#ifndef RENDER_BURDEN_H
#define RENDER_BURDEN_H

#include "render/pass.h"

struct render_burden {
    VkPipeline pipeline;
};

MUST_USE enum err render_burden_init(struct render_burden *burden,
                                     const struct render_pass_context *context);
void render_burden_record(const struct render_burden *burden,
                          const struct render_pass_frame *frame);
void render_burden_fini(struct render_burden *burden, struct gpu *gpu);

#endif
