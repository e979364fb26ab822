#include "render/pass.h"

#include <stddef.h>

static const VkVertexInputBindingDescription mesh_binding = {
    .stride = sizeof(struct stage_vertex),
    .inputRate = VK_VERTEX_INPUT_RATE_VERTEX,
};

static const VkVertexInputAttributeDescription mesh_attributes[] = {
    {0, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(struct stage_vertex, at_m)},
    {1, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(struct stage_vertex, normal)},
    {2, 0, VK_FORMAT_R8G8B8A8_UNORM, offsetof(struct stage_vertex, albedo)},
    {3, 0, VK_FORMAT_R8G8B8A8_UNORM, offsetof(struct stage_vertex, traits)},
};

const VkPipelineVertexInputStateCreateInfo render_pass_mesh_input = {
    .sType = VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO,
    .vertexBindingDescriptionCount = 1,
    .pVertexBindingDescriptions = &mesh_binding,
    .vertexAttributeDescriptionCount = 4,
    .pVertexAttributeDescriptions = mesh_attributes,
};

enum err render_pass_pipeline(const struct render_pass_context *context,
                              struct gpu_pipeline_desc desc, VkPipeline *out)
{
    desc.layout = context->layout;
    desc.render_pass = context->main_pass;
    desc.samples = context->samples;
    desc.has_color = true;
    desc.constants[0] = context->encodes_srgb;
    if (desc.constant_count == 0) {
        desc.constant_count = 1;
    }
    return gpu_pipeline_make(context->gpu, &desc, out);
}

void render_pass_bind_meshes(const struct render_pass_frame *frame)
{
    const VkDeviceSize offset = 0;
    vkCmdBindVertexBuffers(frame->commands, 0, 1, &frame->geometry->vertices.handle, &offset);
    vkCmdBindIndexBuffer(frame->commands, frame->geometry->indices.handle, 0, VK_INDEX_TYPE_UINT32);
}

void render_pass_draw(const struct render_pass_frame *frame, const struct stage_draw *draw)
{
    if (draw->mesh >= frame->geometry->mesh_count) {
        return;
    }
    const struct render_mesh *mesh = &frame->geometry->meshes[draw->mesh];
    const vec3s glow = glms_vec3_scale(draw->glow, frame->stage->light.exposure);
    const struct shared_draw push = {
        .world_from_mesh = draw->world_from_mesh,
        .glow = {{glow.x, glow.y, glow.z, 0.0f}},
        .traits = {{(float)draw->material, 0.0f, 0.0f, 0.0f}},
    };
    vkCmdPushConstants(frame->commands, frame->layout,
                       VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT, 0, sizeof push,
                       &push);
    vkCmdDrawIndexed(frame->commands, mesh->index_count, 1, mesh->first_index,
                     (int32_t)mesh->first_vertex, 0);
    frame->stats->draws++;
    frame->stats->triangles += mesh->index_count / 3;
}

void render_pass_draw_vertices(const struct render_pass_frame *frame, uint32_t vertex_count,
                               uint32_t instance_count)
{
    vkCmdDraw(frame->commands, vertex_count, instance_count, 0, 0);
    frame->stats->draws++;
    frame->stats->triangles += vertex_count / 3 * instance_count;
}
