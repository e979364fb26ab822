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

void render_pass_draw(const struct render_pass_frame *frame, const struct render_part *part)
{
    vkCmdDrawIndexed(frame->commands, part->index_count, part->instance_count, part->first_index,
                     (int32_t)part->first_vertex, part->first_instance);
    frame->stats->draws++;
    frame->stats->triangles += part->index_count / 3 * part->instance_count;
}

void render_pass_draw_kind(const struct render_pass_frame *frame, uint32_t kind,
                           VkPipeline pipeline)
{
    bool is_bound = false;
    for (uint32_t i = 0; i < frame->list->part_count; i++) {
        const struct render_part *part = &frame->list->parts[i];
        if (part->kind != kind) {
            continue;
        }
        if (!is_bound) {
            vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
            is_bound = true;
        }
        render_pass_draw(frame, part);
    }
}

void render_pass_draw_vertices(const struct render_pass_frame *frame, uint32_t vertex_count,
                               uint32_t instance_count)
{
    vkCmdDraw(frame->commands, vertex_count, instance_count, 0, 0);
    frame->stats->draws++;
    frame->stats->triangles += vertex_count / 3 * instance_count;
}
