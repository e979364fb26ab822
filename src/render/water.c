#include "render/water.h"

static enum err make(const struct render_pass_context *context, const char *name, bool is_shore,
                     VkPipeline *out)
{
    const struct gpu_pipeline_desc desc = {
        .name = name,
        .vertex = "water.vert",
        .fragment = "water.frag",
        .input = &render_pass_mesh_input,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .cull = VK_CULL_MODE_BACK_BIT,
        .is_depth_tested = true,
        .is_depth_written = true,
        .blend = is_shore ? GPU_PIPELINE_PREMULTIPLIED : GPU_PIPELINE_OPAQUE,
        .constant_count = 2,
        .constants[1] = is_shore,
    };
    return render_pass_pipeline(context, desc, out);
}

enum err render_water_init(struct render_water *water, const struct render_pass_context *context)
{
    TRY(make(context, "open sea", false, &water->open));
    return make(context, "sea by the shore", true, &water->shore);
}

void render_water_record(const struct render_water *water, const struct render_pass_frame *frame)
{
    render_pass_bind_meshes(frame);
    render_pass_draw_kind(frame, RENDER_LIST_OPEN_SEA, water->open);
    render_pass_draw_kind(frame, RENDER_LIST_SHORE, water->shore);
}

void render_water_fini(struct render_water *water, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, water->open, NULL);
    vkDestroyPipeline(gpu->device, water->shore, NULL);
    *water = (struct render_water){0};
}
