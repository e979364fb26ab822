#include "render/shadow.h"

// At 10 m a shadow's edge moves by less than a texel of the map.
static const float MOVED_RAD = 0.0012f;

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

bool render_shadow_is_stale(const struct render_shadow *shadow, const struct stage *stage,
                            const struct render_geometry *geometry)
{
    const struct stage_light *was = &shadow->drawn_light;
    const struct stage_light *is = &stage->light;
    return !shadow->has_drawn || shadow->drawn_vertices != geometry->vertices.handle ||
           shadow->drawn_level != stage->level || was->shadow_radius_m != is->shadow_radius_m ||
           glms_vec3_distance(was->shadow_centre_m, is->shadow_centre_m) > 0.0f ||
           glms_vec3_distance(was->key_direction, is->key_direction) > MOVED_RAD;
}

void render_shadow_record(struct render_shadow *shadow, const struct render_pass_frame *frame)
{
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, shadow->pipeline);
    render_pass_bind_meshes(frame);
    // What is out of view may cast into it: all casters are drawn.
    for (int i = 0; i < frame->stage->draw_count; i++) {
        const struct stage_draw *draw = &frame->stage->draws[i];
        const struct render_mesh *mesh =
            render_geometry_mesh(frame->geometry, frame->stage->level, draw->mesh);
        if (draw->casts_shadow && mesh) {
            const struct render_part part = {draw->material,           mesh->first_vertex,
                                             mesh->first_index,        mesh->index_count,
                                             frame->list->place_of[i], 1};
            render_pass_draw(frame, &part);
        }
    }
    shadow->drawn_light = frame->stage->light;
    shadow->drawn_vertices = frame->geometry->vertices.handle;
    shadow->drawn_level = frame->stage->level;
    shadow->has_drawn = true;
}

void render_shadow_fini(struct render_shadow *shadow, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, shadow->pipeline, NULL);
    *shadow = (struct render_shadow){0};
}
