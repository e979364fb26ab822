// Bytes into device-local buffers and images, waiting until they are there. For start and scene
// load only, never in a frame.
#ifndef GPU_UPLOAD_H
#define GPU_UPLOAD_H

#include "gpu/buffer.h"
#include "gpu/image.h"

MUST_USE enum err gpu_upload_buffer(struct gpu *gpu, struct gpu_buffer *to, VkDeviceSize offset,
                                    const void *bytes, VkDeviceSize size);

// The whole of an image, tightly packed: all layers of the largest level, then of the next smaller
// one (each half as wide and high, at least 1), and so on. It ends in SHADER_READ_ONLY_OPTIMAL,
// whatever its layout was.
MUST_USE enum err gpu_upload_image(struct gpu *gpu, struct gpu_image *to, const void *bytes,
                                   VkDeviceSize size);

// All zero, of colour or depth, several at once; each ends in SHADER_READ_ONLY_OPTIMAL. The images
// need VK_IMAGE_USAGE_TRANSFER_DST_BIT.
MUST_USE enum err gpu_upload_zeros(struct gpu *gpu, struct gpu_image *const images[], int count);

// The same as gpu_upload_image, ending in another layout: for an image that is not only sampled.
MUST_USE enum err gpu_upload_image_as(struct gpu *gpu, struct gpu_image *to, const void *bytes,
                                      VkDeviceSize size, VkImageLayout end_layout);

#endif
