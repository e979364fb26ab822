#include "gpu/memory.h"

#include "base/log.h"

static const uint32_t NO_TYPE = UINT32_MAX;

static uint32_t find(const struct gpu *gpu, uint32_t type_bits, VkMemoryPropertyFlags wanted)
{
    for (uint32_t i = 0; i < gpu->memory.memoryTypeCount; i++) {
        const VkMemoryPropertyFlags has = gpu->memory.memoryTypes[i].propertyFlags;
        if ((type_bits & 1u << i) && (has & wanted) == wanted) {
            return i;
        }
    }
    return NO_TYPE;
}

bool gpu_memory_has(const struct gpu *gpu, uint32_t type_bits, VkMemoryPropertyFlags wanted)
{
    return find(gpu, type_bits, wanted) != NO_TYPE;
}

enum err gpu_memory_type(const struct gpu *gpu, uint32_t type_bits, VkMemoryPropertyFlags wanted,
                         uint32_t *out_type)
{
    *out_type = find(gpu, type_bits, wanted);
    if (*out_type == NO_TYPE) {
        LOG_ERROR("%s has no memory type with properties 0x%x", gpu->properties.deviceName, wanted);
        return ERR_UNSUPPORTED;
    }
    return ERR_OK;
}
