// The Vulkan device: picked, judged, made with what of its features is used.
#ifndef GPU_DEVICE_H
#define GPU_DEVICE_H

#include "gpu/gpu.h"

// Part of gpu_init, after gpu_instance_init.
MUST_USE enum err gpu_device_init(struct gpu *gpu, const struct gpu_creator *creator);
void gpu_device_fini(struct gpu *gpu);

#endif
