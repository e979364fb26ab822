#include "render/shadow.h"

enum err render_shadow_init(struct render_shadow *shadow, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc desc = {
        .name = "shadow",
        .vertex = "shadow.vert",
        .layout = context->layout,
        .render_pass = context->shadow_pass,
        .input = &render_pass_mesh_input,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .is_depth_tested = true,
        .is_depth_written = true,
        .is_depth_clamped = context->gpu->has_depth_clamp,
        .depth_bias = -2.0f, // reversed: away from the light is less
        .depth_bias_slope = -2.5f,
    };
    return gpu_pipeline_make(context->gpu, &desc, &shadow->pipeline);
}

void render_shadow_record(const struct render_shadow *shadow, const struct render_pass_frame *frame)
{
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, shadow->pipeline);
    render_pass_bind_meshes(frame);
    // What is out of view may cast into it: all casters are drawn.
    for (int i = 0; i < frame->stage->draw_count; i++) {
        if (frame->stage->draws[i].casts_shadow) {
            render_pass_draw(frame, &frame->stage->draws[i]);
        }
    }
}

void render_shadow_fini(struct render_shadow *shadow, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, shadow->pipeline, NULL);
    *shadow = (struct render_shadow){0};
}
