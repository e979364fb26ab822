#include "render/mist.h"

enum err render_mist_init(struct render_mist *mist, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc desc = {
        .name = "mist",
        .vertex = "mist.vert",
        .fragment = "mist.frag",
        .input = &render_pass_mesh_input,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .cull = VK_CULL_MODE_NONE,
        .is_depth_tested = true,
        .blend = GPU_PIPELINE_PREMULTIPLIED,
        .constant_count = 3,
        .constants[2] = context->gpu->properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU,
    };
    return render_pass_pipeline(context, desc, &mist->pipeline);
}

void render_mist_record(const struct render_mist *mist, const struct render_pass_frame *frame)
{
    render_pass_bind_meshes(frame);
    render_pass_draw_kind(frame, STAGE_MATERIAL_MIST, mist->pipeline);
}

void render_mist_fini(struct render_mist *mist, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, mist->pipeline, NULL);
    *mist = (struct render_mist){0};
}
