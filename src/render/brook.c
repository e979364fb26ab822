#include "render/brook.h"

enum err render_brook_init(struct render_brook *brook, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc desc = {
        .name = "brook",
        .vertex = "brook.vert",
        .fragment = "brook.frag",
        .input = &render_pass_mesh_input,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .cull = VK_CULL_MODE_BACK_BIT,
        .is_depth_tested = true,
        .is_depth_written = true,
        .blend = GPU_PIPELINE_PREMULTIPLIED,
    };
    return render_pass_pipeline(context, desc, &brook->pipeline);
}

void render_brook_record(const struct render_brook *brook, const struct render_pass_frame *frame)
{
    render_pass_bind_meshes(frame);
    render_pass_draw_kind(frame, STAGE_MATERIAL_BROOK, brook->pipeline);
}

void render_brook_fini(struct render_brook *brook, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, brook->pipeline, NULL);
    *brook = (struct render_brook){0};
}
