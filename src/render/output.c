#include "render/output.h"

#include "base/log.h"
#include "gpu/make.h"

#include <assert.h>

static const uint32_t EYE_MASK = (1u << RENDER_EYE_COUNT) - 1u;

enum use {
    DRAWN,      // into a tile that never leaves it
    DRAWN_KEPT, // straight into the target
    RESOLVED,   // written whole
};

static VkAttachmentDescription2 attachment(VkFormat format, VkSampleCountFlagBits samples,
                                           VkImageLayout layout, enum use use)
{
    return (VkAttachmentDescription2){
        .sType = VK_STRUCTURE_TYPE_ATTACHMENT_DESCRIPTION_2,
        .format = format,
        .samples = samples,
        .loadOp = use == RESOLVED ? VK_ATTACHMENT_LOAD_OP_DONT_CARE : VK_ATTACHMENT_LOAD_OP_CLEAR,
        .storeOp = use == DRAWN ? VK_ATTACHMENT_STORE_OP_DONT_CARE : VK_ATTACHMENT_STORE_OP_STORE,
        .stencilLoadOp = VK_ATTACHMENT_LOAD_OP_DONT_CARE,
        .stencilStoreOp = VK_ATTACHMENT_STORE_OP_DONT_CARE,
        .initialLayout = VK_IMAGE_LAYOUT_UNDEFINED,
        .finalLayout = layout,
    };
}

static VkAttachmentReference2 reference(uint32_t index, VkImageLayout layout,
                                        VkImageAspectFlags aspect)
{
    return (VkAttachmentReference2){
        .sType = VK_STRUCTURE_TYPE_ATTACHMENT_REFERENCE_2,
        .attachment = index,
        .layout = layout,
        .aspectMask = aspect,
    };
}

static bool is_multisampled(const struct render_output *output)
{
    return output->samples != VK_SAMPLE_COUNT_1_BIT;
}

// In the order of output.h. Without multisampling the first two are the target's own images.
static uint32_t describe(const struct render_output *output,
                         VkAttachmentDescription2 out[RENDER_OUTPUT_ATTACHMENT_MAX])
{
    const VkImageLayout color_layout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    const VkImageLayout depth_layout = VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL;
    const VkFormat color_format = output->target.color_format;
    if (!is_multisampled(output)) {
        out[0] = attachment(color_format, output->samples, color_layout, DRAWN_KEPT);
        out[1] = attachment(output->depth_format, output->samples, depth_layout,
                            output->has_depth ? DRAWN_KEPT : DRAWN);
        return 2;
    }
    out[0] = attachment(color_format, output->samples, color_layout, DRAWN);
    out[1] = attachment(output->depth_format, output->samples, depth_layout, DRAWN);
    out[2] = attachment(color_format, VK_SAMPLE_COUNT_1_BIT, color_layout, RESOLVED);
    out[3] = attachment(output->depth_format, VK_SAMPLE_COUNT_1_BIT, depth_layout, RESOLVED);
    return output->has_depth ? 4 : 3;
}

static enum err make_pass(struct render_output *output, struct gpu *gpu)
{
    const VkImageLayout color_layout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    const VkImageLayout depth_layout = VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL;
    VkAttachmentDescription2 attachments[RENDER_OUTPUT_ATTACHMENT_MAX];
    const uint32_t attachment_count = describe(output, attachments);
    const VkImageAspectFlags aspect = VK_IMAGE_ASPECT_COLOR_BIT;
    const VkAttachmentReference2 color = reference(0, color_layout, aspect);
    const VkAttachmentReference2 resolve = reference(2, color_layout, aspect);
    const VkAttachmentReference2 depth =
        reference(1, depth_layout, gpu_image_aspect(output->depth_format));
    const VkAttachmentReference2 depth_resolve =
        reference(3, depth_layout, gpu_image_aspect(output->depth_format));
    const bool has_stencil = gpu_image_aspect(output->depth_format) & VK_IMAGE_ASPECT_STENCIL_BIT;
    const VkSubpassDescriptionDepthStencilResolve into_depth = {
        .sType = VK_STRUCTURE_TYPE_SUBPASS_DESCRIPTION_DEPTH_STENCIL_RESOLVE,
        .depthResolveMode = VK_RESOLVE_MODE_SAMPLE_ZERO_BIT,
        .stencilResolveMode = has_stencil ? VK_RESOLVE_MODE_SAMPLE_ZERO_BIT : VK_RESOLVE_MODE_NONE,
        .pDepthStencilResolveAttachment = &depth_resolve,
    };
    const VkSubpassDescription2 subpass = {
        .sType = VK_STRUCTURE_TYPE_SUBPASS_DESCRIPTION_2,
        .pNext = attachment_count > 3 ? &into_depth : NULL,
        .pipelineBindPoint = VK_PIPELINE_BIND_POINT_GRAPHICS,
        .viewMask = EYE_MASK,
        .colorAttachmentCount = 1,
        .pColorAttachments = &color,
        .pResolveAttachments = attachment_count > 2 ? &resolve : NULL,
        .pDepthStencilAttachment = &depth,
    };
    // The multisampled images are shared by the frames in flight: the next frame's clear waits for
    // this one's resolve. Vulkan resolves depth, too, as a colour attachment's write.
    const VkSubpassDependency2 after_last_frame = {
        .sType = VK_STRUCTURE_TYPE_SUBPASS_DEPENDENCY_2,
        .srcSubpass = VK_SUBPASS_EXTERNAL,
        .dstSubpass = 0,
        .srcStageMask = VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT |
                        VK_PIPELINE_STAGE_LATE_FRAGMENT_TESTS_BIT,
        .dstStageMask = VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT |
                        VK_PIPELINE_STAGE_EARLY_FRAGMENT_TESTS_BIT |
                        VK_PIPELINE_STAGE_LATE_FRAGMENT_TESTS_BIT,
        .srcAccessMask =
            VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT | VK_ACCESS_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_COLOR_ATTACHMENT_READ_BIT |
                         VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT |
                         VK_ACCESS_DEPTH_STENCIL_ATTACHMENT_READ_BIT |
                         VK_ACCESS_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT,
    };
    const VkRenderPassCreateInfo2 info = {
        .sType = VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO_2,
        .attachmentCount = attachment_count,
        .pAttachments = attachments,
        .subpassCount = 1,
        .pSubpasses = &subpass,
        .dependencyCount = 1,
        .pDependencies = &after_last_frame,
        .correlatedViewMaskCount = 1,
        .pCorrelatedViewMasks = &EYE_MASK,
    };
    return gpu_make_render_pass2(gpu, &info, "main pass", &output->pass);
}

// What is drawn into besides the target's images.
static enum err make_own_images(struct render_output *output, struct gpu *gpu)
{
    const VkImageUsageFlags transient = VK_IMAGE_USAGE_TRANSIENT_ATTACHMENT_BIT;
    struct gpu_image_desc desc = {
        .name = "multisampled colour",
        .format = output->target.color_format,
        .width = output->target.width,
        .height = output->target.height,
        .layers = RENDER_EYE_COUNT,
        .samples = output->samples,
        .usage = transient | VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT,
    };
    if (is_multisampled(output)) {
        TRY(gpu_image_init(&output->color, gpu, &desc));
    } else if (output->has_depth) {
        return ERR_OK;
    }
    desc.name = "own depth";
    desc.format = output->depth_format;
    desc.usage = transient | VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT;
    return gpu_image_init(&output->depth, gpu, &desc);
}

static enum err make_framebuffer(struct render_output *output, struct gpu *gpu, uint32_t color,
                                 uint32_t depth)
{
    const bool is_direct = !is_multisampled(output);
    const VkImageView views[RENDER_OUTPUT_ATTACHMENT_MAX] = {
        is_direct ? output->color_views[color] : output->color.view,
        is_direct && output->has_depth ? output->depth_views[depth] : output->depth.view,
        output->color_views[color],
        output->depth_views[depth],
    };
    const uint32_t multisampled_count = output->has_depth ? 4 : 3;
    const VkFramebufferCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO,
        .renderPass = output->pass,
        .attachmentCount = is_direct ? 2 : multisampled_count,
        .pAttachments = views,
        .width = output->target.width,
        .height = output->target.height,
        .layers = 1, // multiview counts the layers itself
    };
    return gpu_make_framebuffer(gpu, &info, "target", &output->framebuffers[color][depth]);
}

static enum err make_framebuffers(struct render_output *output, struct gpu *gpu)
{
    const struct render_target *target = &output->target;
    const uint32_t depth_count = output->has_depth ? target->depth_count : 0;
    for (uint32_t i = 0; i < target->image_count; i++) {
        TRY(gpu_image_view(gpu, target->color[i], target->color_format, RENDER_EYE_COUNT,
                           &output->color_views[i]));
    }
    for (uint32_t i = 0; i < depth_count; i++) {
        TRY(gpu_image_view(gpu, target->depth[i], target->depth_format, RENDER_EYE_COUNT,
                           &output->depth_views[i]));
    }
    for (uint32_t i = 0; i < target->image_count; i++) {
        for (uint32_t j = 0; j < (depth_count ? depth_count : 1); j++) {
            TRY(make_framebuffer(output, gpu, i, j));
        }
    }
    return ERR_OK;
}

// Vulkan promises one of the two as a depth attachment.
static VkFormat own_depth_format(const struct gpu *gpu)
{
    VkFormatProperties properties;
    vkGetPhysicalDeviceFormatProperties(gpu->physical, VK_FORMAT_D32_SFLOAT, &properties);
    const bool is_good =
        properties.optimalTilingFeatures & VK_FORMAT_FEATURE_DEPTH_STENCIL_ATTACHMENT_BIT;
    return is_good ? VK_FORMAT_D32_SFLOAT : VK_FORMAT_X8_D24_UNORM_PACK32;
}

enum err render_output_init(struct render_output *output, struct gpu *gpu,
                            const struct render_target *target)
{
    assert(target->image_count > 0 && target->image_count <= RENDER_IMAGE_MAX);
    assert(target->depth_count <= RENDER_IMAGE_MAX);
    output->target = *target;
    output->has_depth = target->depth_format != VK_FORMAT_UNDEFINED && target->depth_count > 0;
    output->samples = target->is_single_sampled ? VK_SAMPLE_COUNT_1_BIT : RENDER_OUTPUT_SAMPLES;
    if (output->has_depth && is_multisampled(output) && !gpu->has_depth_resolve) {
        LOG_ERROR("%s cannot resolve depth: ask for no depth layer", gpu->properties.deviceName);
        return ERR_UNSUPPORTED;
    }
    output->depth_format = output->has_depth ? target->depth_format : own_depth_format(gpu);
    TRY(make_pass(output, gpu));
    TRY(make_own_images(output, gpu));
    return make_framebuffers(output, gpu);
}

void render_output_fini(struct render_output *output, struct gpu *gpu)
{
    for (int i = 0; i < RENDER_IMAGE_MAX; i++) {
        for (int j = 0; j < RENDER_IMAGE_MAX; j++) {
            vkDestroyFramebuffer(gpu->device, output->framebuffers[i][j], NULL);
        }
        vkDestroyImageView(gpu->device, output->color_views[i], NULL);
        vkDestroyImageView(gpu->device, output->depth_views[i], NULL);
    }
    gpu_image_fini(&output->color, gpu);
    gpu_image_fini(&output->depth, gpu);
    vkDestroyRenderPass(gpu->device, output->pass, NULL);
    *output = (struct render_output){0};
}

void render_output_begin(const struct render_output *output, VkCommandBuffer commands,
                         const struct render_list *list)
{
    const VkClearValue clear[2] = {
        {.color = {{0.0f, 0.0f, 0.0f, list->clear_alpha}}},
        {.depthStencil = {.depth = 0.0f}}, // reversed: 0 is infinitely far
    };
    const VkRect2D area = {.extent = {list->width, list->height}};
    const VkRenderPassBeginInfo info = {
        .sType = VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO,
        .renderPass = output->pass,
        .framebuffer =
            output->framebuffers[list->color_image][output->has_depth ? list->depth_image : 0],
        .renderArea = area,
        .clearValueCount = 2,
        .pClearValues = clear,
    };
    const VkViewport viewport = {
        .width = (float)list->width,
        .height = (float)list->height,
        .maxDepth = 1.0f,
    };
    vkCmdBeginRenderPass(commands, &info, VK_SUBPASS_CONTENTS_INLINE);
    vkCmdSetViewport(commands, 0, 1, &viewport);
    vkCmdSetScissor(commands, 0, 1, &area);
}
