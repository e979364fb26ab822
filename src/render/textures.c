#include "render/textures.h"

#include "gpu/make.h"
#include "gpu/upload.h"
#include "render/leaves.h"
#include "render/pass.h"
#include "render/surface.h"

#include <math.h>

static enum err make_images(struct render_textures *textures, struct gpu *gpu)
{
    const struct gpu_image_desc shadow = {
        .name = "shadow map",
        .format = VK_FORMAT_D16_UNORM, // every device samples and draws it
        .width = RENDER_PASS_SHADOW_PX,
        .height = RENDER_PASS_SHADOW_PX,
        .usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT |
                 VK_IMAGE_USAGE_TRANSFER_DST_BIT,
    };
    TRY(gpu_image_init(&textures->shadow, gpu, &shadow));
    const struct gpu_image_desc sky = {
        .name = "sky cube",
        .format = VK_FORMAT_R16G16B16A16_SFLOAT,
        .width = RENDER_PASS_SKY_PX,
        .height = RENDER_PASS_SKY_PX,
        .layers = 6,
        .view_type = VK_IMAGE_VIEW_TYPE_CUBE,
        .usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT |
                 VK_IMAGE_USAGE_TRANSFER_DST_BIT,
    };
    TRY(gpu_image_init(&textures->sky_cube, gpu, &sky));
    const struct gpu_image_desc atlas = {
        .name = "glyph atlas",
        .format = VK_FORMAT_R8_UNORM,
        .width = RENDER_TEXTURES_ATLAS_PX,
        .height = RENDER_TEXTURES_ATLAS_PX,
        .usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
    };
    return gpu_image_init(&textures->atlas, gpu, &atlas);
}

// A fixed pattern whose neighbours differ much (Roberts 2018, R2: steps of the plastic number's
// powers, which fill 0..1 evenly).
static enum err make_dither(struct gpu *gpu, struct gpu_image *image)
{
    enum { PX = RENDER_TEXTURES_DITHER_PX };
    const struct gpu_image_desc desc = {
        .name = "dither",
        .format = VK_FORMAT_R8_UNORM,
        .width = PX,
        .height = PX,
        .usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
    };
    TRY(gpu_image_init(image, gpu, &desc));
    uint8_t texels[PX * PX];
    for (int i = 0; i < PX * PX; i++) {
        const double at = (i % PX) * 0.7548776662466927 + (i / PX) * 0.5698402909980532;
        texels[i] = (uint8_t)((at - floor(at)) * 256.0);
    }
    return gpu_upload_image(gpu, image, texels, sizeof texels);
}

static VkSubpassDependency2 dependency(bool is_after, VkPipelineStageFlags stages,
                                       VkAccessFlags access)
{
    // Haze and stars read the sky for each vertex.
    const VkPipelineStageFlags readers =
        VK_PIPELINE_STAGE_VERTEX_SHADER_BIT | VK_PIPELINE_STAGE_FRAGMENT_SHADER_BIT;
    return (VkSubpassDependency2){
        .sType = VK_STRUCTURE_TYPE_SUBPASS_DEPENDENCY_2,
        .srcSubpass = is_after ? 0 : VK_SUBPASS_EXTERNAL,
        .dstSubpass = is_after ? VK_SUBPASS_EXTERNAL : 0,
        .srcStageMask = is_after ? stages : readers | stages,
        .dstStageMask = is_after ? readers : stages,
        .srcAccessMask = access,
        .dstAccessMask = is_after ? VK_ACCESS_SHADER_READ_BIT : access,
    };
}

// One attachment, drawn, then read by shaders. Depth is cleared first; colour is drawn over.
static enum err make_pass(struct gpu *gpu, const struct gpu_image *image, const char *name,
                          VkRenderPass *out)
{
    const VkImageAspectFlags aspect = gpu_image_aspect(image->format);
    const bool is_depth = aspect & VK_IMAGE_ASPECT_DEPTH_BIT;
    const VkAttachmentDescription2 attachment = {
        .sType = VK_STRUCTURE_TYPE_ATTACHMENT_DESCRIPTION_2,
        .format = image->format,
        .samples = VK_SAMPLE_COUNT_1_BIT,
        .loadOp = is_depth ? VK_ATTACHMENT_LOAD_OP_CLEAR : VK_ATTACHMENT_LOAD_OP_LOAD,
        .storeOp = VK_ATTACHMENT_STORE_OP_STORE,
        .stencilLoadOp = VK_ATTACHMENT_LOAD_OP_DONT_CARE,
        .stencilStoreOp = VK_ATTACHMENT_STORE_OP_DONT_CARE,
        .initialLayout =
            is_depth ? VK_IMAGE_LAYOUT_UNDEFINED : VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL,
        .finalLayout = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL,
    };
    const VkAttachmentReference2 reference = {
        .sType = VK_STRUCTURE_TYPE_ATTACHMENT_REFERENCE_2,
        .layout = is_depth ? VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL
                           : VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
        .aspectMask = aspect,
    };
    const uint32_t view_mask = image->layers > 1 ? (1u << image->layers) - 1u : 0;
    const VkSubpassDescription2 subpass = {
        .sType = VK_STRUCTURE_TYPE_SUBPASS_DESCRIPTION_2,
        .pipelineBindPoint = VK_PIPELINE_BIND_POINT_GRAPHICS,
        .viewMask = view_mask,
        .colorAttachmentCount = is_depth ? 0 : 1,
        .pColorAttachments = &reference,
        .pDepthStencilAttachment = is_depth ? &reference : NULL,
    };
    const VkPipelineStageFlags stages = is_depth ? VK_PIPELINE_STAGE_EARLY_FRAGMENT_TESTS_BIT |
                                                       VK_PIPELINE_STAGE_LATE_FRAGMENT_TESTS_BIT
                                                 : VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT;
    const VkAccessFlags access =
        is_depth ? VK_ACCESS_DEPTH_STENCIL_ATTACHMENT_READ_BIT |
                       VK_ACCESS_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT
                 : VK_ACCESS_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT;
    const VkSubpassDependency2 dependencies[] = {
        dependency(false, stages, access),
        dependency(true, stages, access),
    };
    const VkRenderPassCreateInfo2 info = {
        .sType = VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO_2,
        .attachmentCount = 1,
        .pAttachments = &attachment,
        .subpassCount = 1,
        .pSubpasses = &subpass,
        .dependencyCount = 2,
        .pDependencies = dependencies,
    };
    return gpu_make_render_pass2(gpu, &info, name, out);
}

static enum err make_framebuffer(struct gpu *gpu, const struct gpu_image *image, VkImageView view,
                                 VkRenderPass pass, VkFramebuffer *out)
{
    const VkFramebufferCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO,
        .renderPass = pass,
        .attachmentCount = 1,
        .pAttachments = &view,
        .width = image->width,
        .height = image->height,
        .layers = 1,
    };
    return gpu_make_framebuffer(gpu, &info, "offscreen", out);
}

static bool filters_linearly(const struct gpu *gpu, VkFormat format)
{
    VkFormatProperties properties;
    vkGetPhysicalDeviceFormatProperties(gpu->physical, format, &properties);
    return properties.optimalTilingFeatures & VK_FORMAT_FEATURE_SAMPLED_IMAGE_FILTER_LINEAR_BIT;
}

static enum err make_samplers(struct render_textures *textures, struct gpu *gpu)
{
    const VkSamplerCreateInfo linear = {
        .sType = VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO,
        .magFilter = VK_FILTER_LINEAR,
        .minFilter = VK_FILTER_LINEAR,
        .addressModeU = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE,
        .addressModeV = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE,
        .addressModeW = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE,
    };
    TRY(gpu_make_sampler(gpu, &linear, "linear", &textures->linear_sampler));
    VkSamplerCreateInfo repeat = linear;
    repeat.addressModeU = repeat.addressModeV = VK_SAMPLER_ADDRESS_MODE_REPEAT;
    repeat.maxLod = VK_LOD_CLAMP_NONE;
    // Water is seen at grazing angles. Software pays too much for that and for mixing two levels,
    // which is a tenth of its whole frame.
    const bool is_software = gpu->properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
    repeat.mipmapMode =
        is_software ? VK_SAMPLER_MIPMAP_MODE_NEAREST : VK_SAMPLER_MIPMAP_MODE_LINEAR;
    repeat.anisotropyEnable = gpu->max_anisotropy >= 4.0f && !is_software;
    repeat.maxAnisotropy = 4.0f;
    TRY(gpu_make_sampler(gpu, &repeat, "repeat", &textures->repeat_sampler));
    const VkSamplerCreateInfo dither = {
        .sType = VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO, // nearest, repeats
    };
    TRY(gpu_make_sampler(gpu, &dither, "dither", &textures->dither_sampler));
    // Around and around, but not over the poles.
    VkSamplerCreateInfo photo = linear;
    photo.addressModeU = VK_SAMPLER_ADDRESS_MODE_REPEAT;
    photo.mipmapMode = VK_SAMPLER_MIPMAP_MODE_LINEAR;
    photo.maxLod = VK_LOD_CLAMP_NONE;
    TRY(gpu_make_sampler(gpu, &photo, "photo", &textures->photo_sampler));
    // Vulkan does not promise that depth is filtered; nearly every device does it.
    const VkFilter filter =
        filters_linearly(gpu, textures->shadow.format) ? VK_FILTER_LINEAR : VK_FILTER_NEAREST;
    VkSamplerCreateInfo shadow = linear;
    shadow.magFilter = shadow.minFilter = filter;
    // Outside the map lies nothing that casts: depth 0 is farthest, so all is lit.
    shadow.addressModeU = shadow.addressModeV = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_BORDER;
    shadow.borderColor = VK_BORDER_COLOR_FLOAT_TRANSPARENT_BLACK;
    shadow.compareEnable = VK_TRUE;
    shadow.compareOp = VK_COMPARE_OP_GREATER_OR_EQUAL;
    return gpu_make_sampler(gpu, &shadow, "shadow", &textures->shadow_sampler);
}

enum err render_textures_init(struct render_textures *textures, struct gpu *gpu)
{
    TRY(make_images(textures, gpu));
    TRY(render_surface_make(gpu, &textures->surface));
    TRY(render_leaves_make(gpu, &textures->leaves));
    TRY(make_dither(gpu, &textures->dither));
    // Zero is far for the shadow map, black for the sky, outside for a glyph.
    struct gpu_image *const empty[] = {&textures->shadow, &textures->sky_cube, &textures->atlas};
    TRY(gpu_upload_zeros(gpu, empty, 3));
    TRY(make_samplers(textures, gpu));
    TRY(make_pass(gpu, &textures->shadow, "shadow pass", &textures->shadow_pass));
    TRY(make_pass(gpu, &textures->sky_cube, "sky pass", &textures->sky_pass));
    TRY(gpu_image_view(gpu, textures->sky_cube.handle, textures->sky_cube.format, 6,
                       &textures->sky_faces));
    TRY(make_framebuffer(gpu, &textures->shadow, textures->shadow.view, textures->shadow_pass,
                         &textures->shadow_framebuffer));
    return make_framebuffer(gpu, &textures->sky_cube, textures->sky_faces, textures->sky_pass,
                            &textures->sky_framebuffer);
}

void render_textures_fini(struct render_textures *textures, struct gpu *gpu)
{
    vkDestroyFramebuffer(gpu->device, textures->shadow_framebuffer, NULL);
    vkDestroyFramebuffer(gpu->device, textures->sky_framebuffer, NULL);
    vkDestroyImageView(gpu->device, textures->sky_faces, NULL);
    vkDestroyRenderPass(gpu->device, textures->shadow_pass, NULL);
    vkDestroyRenderPass(gpu->device, textures->sky_pass, NULL);
    vkDestroySampler(gpu->device, textures->shadow_sampler, NULL);
    vkDestroySampler(gpu->device, textures->linear_sampler, NULL);
    vkDestroySampler(gpu->device, textures->repeat_sampler, NULL);
    vkDestroySampler(gpu->device, textures->photo_sampler, NULL);
    vkDestroySampler(gpu->device, textures->dither_sampler, NULL);
    gpu_image_fini(&textures->shadow, gpu);
    gpu_image_fini(&textures->sky_cube, gpu);
    gpu_image_fini(&textures->atlas, gpu);
    gpu_image_fini(&textures->surface, gpu);
    gpu_image_fini(&textures->leaves, gpu);
    gpu_image_fini(&textures->dither, gpu);
    *textures = (struct render_textures){0};
}

static void begin(VkCommandBuffer commands, const struct gpu_image *image, VkRenderPass pass,
                  VkFramebuffer framebuffer, VkRect2D area)
{
    const VkClearValue clear = {0};
    const VkRenderPassBeginInfo info = {
        .sType = VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO,
        .renderPass = pass,
        .framebuffer = framebuffer,
        .renderArea = area,
        .clearValueCount = 1,
        .pClearValues = &clear,
    };
    const VkViewport viewport = {
        .width = (float)image->width,
        .height = (float)image->height,
        .maxDepth = 1.0f,
    };
    vkCmdBeginRenderPass(commands, &info, VK_SUBPASS_CONTENTS_INLINE);
    vkCmdSetViewport(commands, 0, 1, &viewport);
    vkCmdSetScissor(commands, 0, 1, &area);
}

void render_textures_begin_shadow(const struct render_textures *textures, VkCommandBuffer commands)
{
    const VkRect2D all = {.extent = {textures->shadow.width, textures->shadow.height}};
    begin(commands, &textures->shadow, textures->shadow_pass, textures->shadow_framebuffer, all);
}

void render_textures_begin_sky(const struct render_textures *textures, VkCommandBuffer commands,
                               VkRect2D area)
{
    begin(commands, &textures->sky_cube, textures->sky_pass, textures->sky_framebuffer, area);
}

enum err render_textures_make_layout(struct gpu *gpu, VkDescriptorSetLayout *out)
{
    VkDescriptorSetLayoutBinding bindings[RENDER_TEXTURES_COUNT];
    for (uint32_t i = 0; i < RENDER_TEXTURES_COUNT; i++) {
        bindings[i] = (VkDescriptorSetLayoutBinding){
            .binding = i,
            .descriptorType = VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
            .descriptorCount = 1,
            .stageFlags = VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT,
        };
    }
    const VkDescriptorSetLayoutCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
        .bindingCount = RENDER_TEXTURES_COUNT,
        .pBindings = bindings,
    };
    return gpu_make_set_layout(gpu, &info, "textures", out);
}

void render_textures_write(const struct render_textures *textures, struct gpu *gpu,
                           VkImageView height_map, VkImageView photo, VkDescriptorSet set)
{
    const VkImageView views[RENDER_TEXTURES_COUNT] = {
        textures->shadow.view,  height_map, textures->sky_cube.view, textures->atlas.view,
        textures->surface.view, photo,      textures->dither.view,   textures->leaves.view};
    const VkSampler samplers[RENDER_TEXTURES_COUNT] = {
        textures->shadow_sampler, textures->linear_sampler, textures->linear_sampler,
        textures->linear_sampler, textures->repeat_sampler, textures->photo_sampler,
        textures->dither_sampler, textures->photo_sampler};
    VkDescriptorImageInfo images[RENDER_TEXTURES_COUNT];
    VkWriteDescriptorSet writes[RENDER_TEXTURES_COUNT];
    for (uint32_t i = 0; i < RENDER_TEXTURES_COUNT; i++) {
        images[i] = (VkDescriptorImageInfo){
            .sampler = samplers[i],
            .imageView = views[i],
            .imageLayout = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL,
        };
        writes[i] = (VkWriteDescriptorSet){
            .sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,
            .dstSet = set,
            .dstBinding = i,
            .descriptorCount = 1,
            .descriptorType = VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
            .pImageInfo = &images[i],
        };
    }
    vkUpdateDescriptorSets(gpu->device, RENDER_TEXTURES_COUNT, writes, 0, NULL);
}
