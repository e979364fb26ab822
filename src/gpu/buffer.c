#include "gpu/buffer.h"

#include "base/log.h"
#include "gpu/make.h"
#include "gpu/memory.h"

#include <assert.h>

enum err gpu_buffer_init(struct gpu_buffer *buf, struct gpu *gpu,
                         const struct gpu_buffer_desc *desc)
{
    assert(buf->handle == VK_NULL_HANDLE);

    const VkBufferCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO,
        .size = desc->size,
        .usage = desc->usage,
    };
    TRY(gpu_make_buffer(gpu, &info, desc->name, &buf->handle));

    VkMemoryRequirements need;
    vkGetBufferMemoryRequirements(gpu->device, buf->handle, &need);
    VkMemoryAllocateInfo alloc = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
        .allocationSize = need.size,
    };
    TRY(gpu_memory_type(gpu, need.memoryTypeBits, desc->memory, &alloc.memoryTypeIndex));
    TRY(gpu_make_memory(gpu, &alloc, desc->name, &buf->memory));
    TRY_VK(vkBindBufferMemory(gpu->device, buf->handle, buf->memory, 0));

    if (desc->memory & VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT) {
        TRY_VK(vkMapMemory(gpu->device, buf->memory, 0, VK_WHOLE_SIZE, 0, &buf->mapped));
    }
    buf->size = desc->size;
    return ERR_OK;
}

// Valid on a zeroed, half-made or finished buffer: Vulkan ignores null handles.
void gpu_buffer_fini(struct gpu_buffer *buf, struct gpu *gpu)
{
    if (buf->handle || buf->memory) {
        vkDestroyBuffer(gpu->device, buf->handle, NULL);
        vkFreeMemory(gpu->device, buf->memory, NULL);
    }
    *buf = (struct gpu_buffer){0};
}
