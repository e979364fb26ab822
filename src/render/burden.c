#include "render/burden.h"

enum err render_burden_init(struct render_burden *burden, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc desc = {
        .name = "burden",
        .vertex = "sky.vert",
        .fragment = "burden.frag",
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .blend = GPU_PIPELINE_PREMULTIPLIED,
    };
    return render_pass_pipeline(context, desc, &burden->pipeline);
}

void render_burden_record(const struct render_burden *burden, const struct render_pass_frame *frame)
{
    if (frame->list->has_burden) {
        vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, burden->pipeline);
        render_pass_draw_vertices(frame, 3, 1);
    }
}

void render_burden_fini(struct render_burden *burden, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, burden->pipeline, NULL);
    *burden = (struct render_burden){0};
}
