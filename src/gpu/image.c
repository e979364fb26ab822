#include "gpu/image.h"

#include "base/log.h"
#include "gpu/make.h"
#include "gpu/memory.h"

#include <assert.h>

VkImageAspectFlags gpu_image_aspect(VkFormat format)
{
    const bool has_depth = format >= VK_FORMAT_D16_UNORM && format <= VK_FORMAT_D32_SFLOAT_S8_UINT;
    // A view used as an attachment of a combined format names both aspects.
    const bool has_stencil = format >= VK_FORMAT_S8_UINT && format <= VK_FORMAT_D32_SFLOAT_S8_UINT;
    if (has_depth && has_stencil) {
        return VK_IMAGE_ASPECT_DEPTH_BIT | VK_IMAGE_ASPECT_STENCIL_BIT;
    }
    return has_depth ? VK_IMAGE_ASPECT_DEPTH_BIT : VK_IMAGE_ASPECT_COLOR_BIT;
}

bool gpu_image_is_srgb(VkFormat format)
{
    return format == VK_FORMAT_R8G8B8A8_SRGB || format == VK_FORMAT_B8G8R8A8_SRGB ||
           format == VK_FORMAT_A8B8G8R8_SRGB_PACK32;
}

static enum err make_view(struct gpu *gpu, const VkImageViewCreateInfo *base, uint32_t layers,
                          uint32_t levels, VkImageView *out)
{
    VkImageViewCreateInfo info = *base;
    info.sType = VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO;
    info.subresourceRange = (VkImageSubresourceRange){
        .aspectMask = gpu_image_aspect(info.format),
        .levelCount = levels,
        .layerCount = layers,
    };
    return gpu_make_view(gpu, &info, "view", out);
}

enum err gpu_image_view(struct gpu *gpu, VkImage image, VkFormat format, uint32_t layers,
                        VkImageView *out)
{
    const VkImageViewCreateInfo info = {
        .image = image,
        .viewType = layers > 1 ? VK_IMAGE_VIEW_TYPE_2D_ARRAY : VK_IMAGE_VIEW_TYPE_2D,
        .format = format,
    };
    return make_view(gpu, &info, layers, 1, out);
}

static enum err allocate(struct gpu_image *image, struct gpu *gpu,
                         const struct gpu_image_desc *desc)
{
    VkMemoryRequirements need;
    vkGetImageMemoryRequirements(gpu->device, image->handle, &need);
    VkMemoryAllocateInfo alloc = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
        .allocationSize = need.size,
    };
    const VkMemoryPropertyFlags lazy = VK_MEMORY_PROPERTY_LAZILY_ALLOCATED_BIT;
    const bool is_lazy = (desc->usage & VK_IMAGE_USAGE_TRANSIENT_ATTACHMENT_BIT) &&
                         gpu_memory_has(gpu, need.memoryTypeBits, lazy);
    const VkMemoryPropertyFlags wanted = is_lazy ? lazy : VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
    TRY(gpu_memory_type(gpu, need.memoryTypeBits, wanted, &alloc.memoryTypeIndex));
    TRY(gpu_make_memory(gpu, &alloc, desc->name, &image->memory));
    TRY_VK(vkBindImageMemory(gpu->device, image->handle, image->memory, 0));
    return ERR_OK;
}

enum err gpu_image_init(struct gpu_image *image, struct gpu *gpu, const struct gpu_image_desc *desc)
{
    assert(image->handle == VK_NULL_HANDLE);
    const uint32_t layers = desc->layers ? desc->layers : 1;
    const uint32_t levels = desc->levels ? desc->levels : 1;
    const bool is_cube = desc->view_type == VK_IMAGE_VIEW_TYPE_CUBE;
    const VkImageCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO,
        .flags = is_cube ? VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT : 0,
        .imageType = VK_IMAGE_TYPE_2D,
        .format = desc->format,
        .extent = {desc->width, desc->height, 1},
        .mipLevels = levels,
        .arrayLayers = layers,
        .samples = desc->samples ? desc->samples : VK_SAMPLE_COUNT_1_BIT,
        .usage = desc->usage,
    };
    TRY(gpu_make_image(gpu, &info, desc->name, &image->handle));
    TRY(allocate(image, gpu, desc));
    image->format = desc->format;
    image->width = desc->width;
    image->height = desc->height;
    image->layers = layers;
    image->levels = levels;
    const VkImageViewCreateInfo view = {
        .image = image->handle,
        .viewType = is_cube      ? VK_IMAGE_VIEW_TYPE_CUBE
                    : layers > 1 ? VK_IMAGE_VIEW_TYPE_2D_ARRAY
                                 : VK_IMAGE_VIEW_TYPE_2D,
        .format = desc->format,
    };
    return make_view(gpu, &view, layers, levels, &image->view);
}

void gpu_image_fini(struct gpu_image *image, struct gpu *gpu)
{
    if (image->handle || image->memory) {
        vkDestroyImageView(gpu->device, image->view, NULL);
        vkDestroyImage(gpu->device, image->handle, NULL);
        vkFreeMemory(gpu->device, image->memory, NULL);
    }
    *image = (struct gpu_image){0};
}
