#include "render/solid.h"

enum err render_solid_init(struct render_solid *solid, const struct render_pass_context *context)
{
    static const struct {
        const char *vertex, *fragment;
    } shaders[STAGE_MATERIAL_SOLID_COUNT] = {
        [STAGE_MATERIAL_SOLID] = {"solid.vert", "solid.frag"},
        [STAGE_MATERIAL_GROUND] = {"ground.vert", "ground.frag"},
        [STAGE_MATERIAL_FOLIAGE] = {"foliage.vert", "foliage.frag"},
        [STAGE_MATERIAL_SPRAY] = {"spray.vert", "spray.frag"},
    };
    const bool is_software = context->gpu->properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
    for (uint32_t i = 0; i < STAGE_MATERIAL_SOLID_COUNT; i++) {
        const struct gpu_pipeline_desc desc = {
            .name = "solid",
            .vertex = shaders[i].vertex,
            .fragment = shaders[i].fragment,
            .input = &render_pass_mesh_input,
            .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
            .cull = i >= STAGE_MATERIAL_FOLIAGE ? VK_CULL_MODE_NONE : VK_CULL_MODE_BACK_BIT,
            .is_depth_tested = true,
            .is_depth_written = true,
            .constant_count = 3,
            .constants[2] = is_software,
        };
        TRY(render_pass_pipeline(context, desc, &solid->pipelines[i]));
    }
    return ERR_OK;
}

void render_solid_record(const struct render_solid *solid, const struct render_pass_frame *frame)
{
    render_pass_bind_meshes(frame);
    for (uint32_t material = 0; material < STAGE_MATERIAL_SOLID_COUNT; material++) {
        render_pass_draw_kind(frame, material, solid->pipelines[material]);
    }
}

void render_solid_fini(struct render_solid *solid, struct gpu *gpu)
{
    for (int i = 0; i < STAGE_MATERIAL_SOLID_COUNT; i++) {
        vkDestroyPipeline(gpu->device, solid->pipelines[i], NULL);
    }
    *solid = (struct render_solid){0};
}
