// The surface of the water, drawn after sky and solids and blended over them.
#ifndef RENDER_WATER_H
#define RENDER_WATER_H

#include "render/pass.h"

struct render_water {
    VkPipeline open, shore;
};

MUST_USE enum err render_water_init(struct render_water *water,
                                    const struct render_pass_context *context);
// Called only when the stage has water.
void render_water_record(const struct render_water *water, const struct render_pass_frame *frame);
void render_water_fini(struct render_water *water, struct gpu *gpu);

#endif
