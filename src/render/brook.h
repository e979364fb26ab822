// Water that runs: the list's parts of STAGE_MATERIAL_BROOK, drawn after the sky over what lies in
// its bed.
#ifndef RENDER_BROOK_H
#define RENDER_BROOK_H

#include "render/pass.h"

struct render_brook {
    VkPipeline pipeline;
};

MUST_USE enum err render_brook_init(struct render_brook *brook,
                                    const struct render_pass_context *context);
void render_brook_record(const struct render_brook *brook, const struct render_pass_frame *frame);
void render_brook_fini(struct render_brook *brook, struct gpu *gpu);

#endif
