#include "render/sheet.h"

#include "gpu/make.h"
#include "render/panel.h"

#include <assert.h>

static enum err make_pass(struct render_sheet *sheet, struct gpu *gpu)
{
    const VkAttachmentDescription2 attachment = {
        .sType = VK_STRUCTURE_TYPE_ATTACHMENT_DESCRIPTION_2,
        .format = sheet->target.color_format,
        .samples = VK_SAMPLE_COUNT_1_BIT, // the shader softens edges itself
        .loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR,
        .storeOp = VK_ATTACHMENT_STORE_OP_STORE,
        .stencilLoadOp = VK_ATTACHMENT_LOAD_OP_DONT_CARE,
        .stencilStoreOp = VK_ATTACHMENT_STORE_OP_DONT_CARE,
        .initialLayout = VK_IMAGE_LAYOUT_UNDEFINED,
        .finalLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
    };
    const VkAttachmentReference2 reference = {
        .sType = VK_STRUCTURE_TYPE_ATTACHMENT_REFERENCE_2,
        .layout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
        .aspectMask = VK_IMAGE_ASPECT_COLOR_BIT,
    };
    const VkSubpassDescription2 subpass = {
        .sType = VK_STRUCTURE_TYPE_SUBPASS_DESCRIPTION_2,
        .pipelineBindPoint = VK_PIPELINE_BIND_POINT_GRAPHICS,
        .colorAttachmentCount = 1,
        .pColorAttachments = &reference,
    };
    // The clear waits for whatever the runtime's last use of the image ended with.
    const VkSubpassDependency2 after_last_use = {
        .sType = VK_STRUCTURE_TYPE_SUBPASS_DEPENDENCY_2,
        .srcSubpass = VK_SUBPASS_EXTERNAL,
        .dstSubpass = 0,
        .srcStageMask = VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT,
        .dstStageMask = VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT,
        .srcAccessMask = VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT,
    };
    const VkRenderPassCreateInfo2 info = {
        .sType = VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO_2,
        .attachmentCount = 1,
        .pAttachments = &attachment,
        .subpassCount = 1,
        .pSubpasses = &subpass,
        .dependencyCount = 1,
        .pDependencies = &after_last_use,
    };
    return gpu_make_render_pass2(gpu, &info, "sheet", &sheet->pass);
}

static enum err make_framebuffer(struct render_sheet *sheet, struct gpu *gpu, uint32_t image)
{
    const struct render_sheet_target *target = &sheet->target;
    TRY(gpu_image_view(gpu, target->color[image], target->color_format, 1, &sheet->views[image]));
    const VkFramebufferCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO,
        .renderPass = sheet->pass,
        .attachmentCount = 1,
        .pAttachments = &sheet->views[image],
        .width = target->width,
        .height = target->height,
        .layers = 1,
    };
    return gpu_make_framebuffer(gpu, &info, "sheet", &sheet->framebuffers[image]);
}

static enum err make_pipeline(struct render_sheet *sheet, struct gpu *gpu, VkPipelineLayout layout)
{
    const struct gpu_pipeline_desc desc = {
        .name = "sheet",
        .vertex = "sheet.vert",
        .fragment = "panel.frag",
        .layout = layout,
        .render_pass = sheet->pass,
        .input = &render_panel_label_input,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP,
        .has_color = true,
        .blend = GPU_PIPELINE_PREMULTIPLIED,
        .constant_count = 1, // an SRGB format: the attachment encodes
    };
    return gpu_pipeline_make(gpu, &desc, &sheet->pipeline);
}

enum err render_sheet_init(struct render_sheet *sheet, struct gpu *gpu, VkPipelineLayout layout,
                           const struct render_sheet_target *target)
{
    assert(target->image_count > 0 && target->image_count <= RENDER_IMAGE_MAX);
    assert(gpu_image_is_srgb(target->color_format));
    sheet->target = *target;
    TRY(make_pass(sheet, gpu));
    for (uint32_t i = 0; i < target->image_count; i++) {
        TRY(make_framebuffer(sheet, gpu, i));
    }
    return make_pipeline(sheet, gpu, layout);
}

void render_sheet_fini(struct render_sheet *sheet, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, sheet->pipeline, NULL);
    for (int i = 0; i < RENDER_IMAGE_MAX; i++) {
        vkDestroyFramebuffer(gpu->device, sheet->framebuffers[i], NULL);
        vkDestroyImageView(gpu->device, sheet->views[i], NULL);
    }
    vkDestroyRenderPass(gpu->device, sheet->pass, NULL);
    *sheet = (struct render_sheet){0};
}

void render_sheet_begin(const struct render_sheet *sheet, VkCommandBuffer commands, uint32_t image,
                        const struct stage_sheet *places)
{
    assert(image < sheet->target.image_count);
    assert(places->height_px > 0 && (uint32_t)places->height_px <= sheet->target.height);
    const VkClearValue transparent = {.color = {{0.0f, 0.0f, 0.0f, 0.0f}}};
    const VkRenderPassBeginInfo info = {
        .sType = VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO,
        .renderPass = sheet->pass,
        .framebuffer = sheet->framebuffers[image],
        .renderArea = {.extent = {sheet->target.width, (uint32_t)places->height_px}},
        .clearValueCount = 1,
        .pClearValues = &transparent,
    };
    const VkViewport viewport = {
        .width = (float)sheet->target.width,
        .height = (float)sheet->target.height,
        .maxDepth = 1.0f,
    };
    vkCmdBeginRenderPass(commands, &info, VK_SUBPASS_CONTENTS_INLINE);
    vkCmdSetViewport(commands, 0, 1, &viewport);
}

void render_sheet_record(const struct render_sheet *sheet, const struct render_pass_frame *frame,
                         const struct stage_sheet *places, VkBuffer labels,
                         const struct render_labels_ends *ends)
{
    const VkDeviceSize offset = 0;
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, sheet->pipeline);
    vkCmdBindVertexBuffers(frame->commands, 0, 1, &labels, &offset);
    for (int i = 0; i < places->count; i++) {
        const struct stage_sheet_place *place = &places->places[i];
        const VkRect2D own = {{place->x_px, place->y_px},
                              {(uint32_t)place->width_px, (uint32_t)place->height_px}};
        const uint32_t first = i > 0 ? ends->of[i - 1] : 0;
        if (ends->of[i] > first) {
            vkCmdSetScissor(frame->commands, 0, 1, &own);
            vkCmdDraw(frame->commands, 4, ends->of[i] - first, 0, first);
            frame->stats->draws++;
            frame->stats->triangles += 2 * (ends->of[i] - first);
        }
    }
}
