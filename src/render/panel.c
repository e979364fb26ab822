#include "render/panel.h"

#include <stddef.h>

static const VkVertexInputBindingDescription label_binding = {
    .stride = sizeof(struct render_label),
    .inputRate = VK_VERTEX_INPUT_RATE_INSTANCE,
};

static const VkVertexInputAttributeDescription label_attributes[] = {
    {0, 0, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(struct render_label, rect)},
    {1, 0, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(struct render_label, figure)},
    {2, 0, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(struct render_label, color)},
    {3, 0, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(struct render_label, traits)},
};

const VkPipelineVertexInputStateCreateInfo render_panel_label_input = {
    .sType = VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO,
    .vertexBindingDescriptionCount = 1,
    .pVertexBindingDescriptions = &label_binding,
    .vertexAttributeDescriptionCount = 4,
    .pVertexAttributeDescriptions = label_attributes,
};

enum err render_panel_init(struct render_panel *panel, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc desc = {
        .name = "panel",
        .vertex = "panel.vert",
        .fragment = "panel.frag",
        .input = &render_panel_label_input,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP,
        .blend = GPU_PIPELINE_PREMULTIPLIED,
    };
    return render_pass_pipeline(context, desc, &panel->pipeline);
}

void render_panel_record(const struct render_panel *panel, const struct render_pass_frame *frame,
                         VkBuffer labels, uint32_t label_count)
{
    const VkDeviceSize offset = 0;
    if (label_count == 0) {
        return;
    }
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, panel->pipeline);
    vkCmdBindVertexBuffers(frame->commands, 0, 1, &labels, &offset);
    vkCmdDraw(frame->commands, 4, label_count, 0, 0);
    frame->stats->draws++;
    frame->stats->triangles += 2 * label_count;
}

void render_panel_fini(struct render_panel *panel, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, panel->pipeline, NULL);
    *panel = (struct render_panel){0};
}
