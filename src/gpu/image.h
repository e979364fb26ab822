// An image with memory and one view of its own.
#ifndef GPU_IMAGE_H
#define GPU_IMAGE_H

#include "gpu/gpu.h"

struct gpu_image {
    VkImage handle;
    VkDeviceMemory memory;
    VkImageView view; // all layers and levels
    VkFormat format;
    uint32_t width, height, layers, levels;
};

struct gpu_image_desc {
    const char *name;
    VkFormat format;
    uint32_t width, height;
    uint32_t layers;               // 0: 1
    uint32_t levels;               // of a mip chain; 0: 1
    VkImageViewType view_type;     // VK_IMAGE_VIEW_TYPE_1D (0): 2D, or 2D array for several layers
    VkSampleCountFlagBits samples; // 0: one
    VkImageUsageFlags usage;       // TRANSIENT_ATTACHMENT: lazily allocated where there is such
};

// `image` must be zeroed; gpu_image_fini is owed in every case.
MUST_USE enum err gpu_image_init(struct gpu_image *image, struct gpu *gpu,
                                 const struct gpu_image_desc *desc);
void gpu_image_fini(struct gpu_image *image, struct gpu *gpu);

// A view of someone else's image (a swapchain's).
MUST_USE enum err gpu_image_view(struct gpu *gpu, VkImage image, VkFormat format, uint32_t layers,
                                 VkImageView *out);

VkImageAspectFlags gpu_image_aspect(VkFormat format);
bool gpu_image_is_srgb(VkFormat format);

#endif
