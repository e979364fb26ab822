// The pipeline cache on disk: what the driver compiled once it need not compile again.
//
// Drivers are not to be trusted with a damaged cache, so ours stands before theirs:
//
//     bytes  0..7   "RESPIPC1"
//     bytes  8..15  size of what follows the header
//     bytes 16..23  FNV-1a of what follows the header
//     bytes 24..27  vendor, 28..31 device, 32..35 driver version, 36..39 zero
//     bytes 40..55  pipelineCacheUUID
//     bytes 56..    Vulkan's own cache, its header first
#ifndef GPU_CACHE_H
#define GPU_CACHE_H

#include "gpu/gpu.h"

#include <stddef.h>

enum { GPU_CACHE_HEADER_BYTES = 56, GPU_CACHE_BYTES_MAX = 64 << 20 };

// Makes gpu->pipelines, from gpu->cache_file when that is whole and of this device and driver.
MUST_USE enum err gpu_cache_init(struct gpu *gpu);
void gpu_cache_fini(struct gpu *gpu);

// Writes it beside the old one and renames. Failure is a warning: the next start is slower.
void gpu_cache_save(struct gpu *gpu);

// Our header, for `size` bytes of Vulkan's.
void gpu_cache_header(const VkPhysicalDeviceProperties *device, const void *payload, size_t size,
                      uint8_t out[GPU_CACHE_HEADER_BYTES]);
// True when `bytes` (header and payload) may be handed to the driver.
bool gpu_cache_is_whole(const VkPhysicalDeviceProperties *device, const void *bytes, size_t size);

#endif
