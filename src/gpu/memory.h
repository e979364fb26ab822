// Which memory an object may live in.
#ifndef GPU_MEMORY_H
#define GPU_MEMORY_H

#include "gpu/gpu.h"

bool gpu_memory_has(const struct gpu *gpu, uint32_t type_bits, VkMemoryPropertyFlags wanted);

// The first type among `type_bits` with all of `wanted`. ERR_UNSUPPORTED when there is none.
MUST_USE enum err gpu_memory_type(const struct gpu *gpu, uint32_t type_bits,
                                  VkMemoryPropertyFlags wanted, uint32_t *out_type);

#endif
