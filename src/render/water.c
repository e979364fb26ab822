#include "render/water.h"

enum err render_water_init(struct render_water *water, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc desc = {
        .name = "water",
        .vertex = "water.vert",
        .fragment = "water.frag",
        .input = &render_pass_mesh_input,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .cull = VK_CULL_MODE_BACK_BIT,
        .is_depth_tested = true,
        .is_depth_written = true,
        .blend = GPU_PIPELINE_PREMULTIPLIED,
    };
    return render_pass_pipeline(context, desc, &water->pipeline);
}

void render_water_record(const struct render_water *water, const struct render_pass_frame *frame)
{
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, water->pipeline);
    render_pass_bind_meshes(frame);
    const struct stage_draw sea = {
        .mesh = frame->stage->water.mesh,
        .world_from_mesh = glms_mat4_identity(),
    };
    render_pass_draw(frame, &sea);
}

void render_water_fini(struct render_water *water, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, water->pipeline, NULL);
    *water = (struct render_water){0};
}
