#include "render/sky.h"

#include <string.h>

enum err render_sky_init(struct render_sky *sky, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc bake = {
        .name = "sky bake",
        .vertex = "sky_bake.vert",
        .fragment = "sky_bake.frag",
        .layout = context->layout,
        .render_pass = context->sky_pass,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .has_color = true,
    };
    TRY(gpu_pipeline_make(context->gpu, &bake, &sky->bake));
    const struct gpu_pipeline_desc show = {
        .name = "sky",
        .vertex = "sky.vert",
        .fragment = "sky.frag",
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .is_depth_tested = true, // at depth 0: only where nothing nearer was drawn
    };
    return render_pass_pipeline(context, show, &sky->show);
}

bool render_sky_is_stale(const struct render_sky *sky, const struct stage *stage)
{
    return !sky->has_baked || memcmp(&sky->baked, &stage->sky, sizeof sky->baked) != 0;
}

void render_sky_bake(struct render_sky *sky, const struct render_pass_frame *frame)
{
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, sky->bake);
    render_pass_draw_vertices(frame, 3, 1);
    sky->baked = frame->stage->sky;
    sky->has_baked = true;
}

void render_sky_record(const struct render_sky *sky, const struct render_pass_frame *frame)
{
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, sky->show);
    render_pass_draw_vertices(frame, 3, 1);
}

void render_sky_fini(struct render_sky *sky, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, sky->bake, NULL);
    vkDestroyPipeline(gpu->device, sky->show, NULL);
    *sky = (struct render_sky){0};
}
