// The Vulkan instance: version, layers, the messenger that counts what validation says.
#ifndef GPU_INSTANCE_H
#define GPU_INSTANCE_H

#include "gpu/gpu.h"

// Part of gpu_init. Vulkan 1.2 is asked for where the loader has it, 1.1 otherwise.
MUST_USE enum err gpu_instance_init(struct gpu *gpu, const struct gpu_desc *desc);
void gpu_instance_fini(struct gpu *gpu);

// True when VK_LAYER_KHRONOS_validation is installed.
bool gpu_instance_can_validate(void);

#endif
