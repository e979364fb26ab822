// A buffer with memory of its own. There are few, all made at start or when a scene is loaded.
#ifndef GPU_BUFFER_H
#define GPU_BUFFER_H

#include "gpu/gpu.h"

struct gpu_buffer {
    VkBuffer handle;
    VkDeviceMemory memory;
    VkDeviceSize size;
    void *mapped; // NULL unless host-visible; coherent
};

struct gpu_buffer_desc {
    const char *name;
    VkDeviceSize size;
    VkBufferUsageFlags usage;
    VkMemoryPropertyFlags memory; // required
};

// `buf` must be zeroed; gpu_buffer_fini is owed in every case.
MUST_USE enum err gpu_buffer_init(struct gpu_buffer *buf, struct gpu *gpu,
                                  const struct gpu_buffer_desc *desc);
void gpu_buffer_fini(struct gpu_buffer *buf, struct gpu *gpu);

#endif
