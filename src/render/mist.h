// Mist and light in it: soft puffs and shafts that face the eye, the list's parts of
// STAGE_MATERIAL_MIST. Drawn last of the place, never written into depth: one light for all, so
// their order matters little.
#ifndef RENDER_MIST_H
#define RENDER_MIST_H

#include "render/pass.h"

struct render_mist {
    VkPipeline pipeline;
};

MUST_USE enum err render_mist_init(struct render_mist *mist,
                                   const struct render_pass_context *context);
void render_mist_record(const struct render_mist *mist, const struct render_pass_frame *frame);
void render_mist_fini(struct render_mist *mist, struct gpu *gpu);

#endif
