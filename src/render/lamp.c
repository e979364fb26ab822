#include "render/lamp.h"

enum err render_lamp_init(struct render_lamp *lamp, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc desc = {
        .name = "lamp glow",
        .vertex = "lamp.vert",
        .fragment = "lamp.frag",
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .is_depth_tested = true,
        .blend = GPU_PIPELINE_PREMULTIPLIED,
    };
    return render_pass_pipeline(context, desc, &lamp->pipeline);
}

void render_lamp_record(const struct render_lamp *lamp, const struct render_pass_frame *frame)
{
    const uint32_t count = frame->list->lamp_count;
    if (count > 0) {
        vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, lamp->pipeline);
        render_pass_draw_vertices(frame, 6, 2 * count);
    }
}

void render_lamp_fini(struct render_lamp *lamp, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, lamp->pipeline, NULL);
    *lamp = (struct render_lamp){0};
}
