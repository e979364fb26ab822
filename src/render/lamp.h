// The glow of lit lanterns: a halo in the damp air and a trail of light on the water. Drawn last,
// added to the picture; nothing when no lantern burns.
#ifndef RENDER_LAMP_H
#define RENDER_LAMP_H

#include "render/pass.h"

struct render_lamp {
    VkPipeline pipeline;
};

MUST_USE enum err render_lamp_init(struct render_lamp *lamp,
                                   const struct render_pass_context *context);
void render_lamp_record(const struct render_lamp *lamp, const struct render_pass_frame *frame);
void render_lamp_fini(struct render_lamp *lamp, struct gpu *gpu);

#endif
