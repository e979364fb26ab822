#include "gpu/cache.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>

static uint64_t fnv1a(const uint8_t *bytes, size_t size)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    }
    return hash;
}

void gpu_cache_header(const VkPhysicalDeviceProperties *device, const void *payload, size_t size,
                      uint8_t out[GPU_CACHE_HEADER_BYTES])
{
    const uint64_t wide[] = {size, fnv1a(payload, size)};
    const uint32_t narrow[] = {device->vendorID, device->deviceID, device->driverVersion, 0};
    memcpy(out, "RESPIPC1", 8);
    memcpy(out + 8, wide, sizeof wide);
    memcpy(out + 24, narrow, sizeof narrow);
    memcpy(out + 40, device->pipelineCacheUUID, VK_UUID_SIZE);
}

bool gpu_cache_is_whole(const VkPhysicalDeviceProperties *device, const void *bytes, size_t size)
{
    if (size < GPU_CACHE_HEADER_BYTES) {
        return false;
    }
    uint8_t header[GPU_CACHE_HEADER_BYTES];
    gpu_cache_header(device, (const uint8_t *)bytes + GPU_CACHE_HEADER_BYTES,
                     size - GPU_CACHE_HEADER_BYTES, header);
    return memcmp(bytes, header, sizeof header) == 0;
}

static enum err make(struct gpu *gpu, const void *payload, size_t size)
{
    const VkPipelineCacheCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO,
        .initialDataSize = size,
        .pInitialData = payload,
    };
    const VkResult res = vkCreatePipelineCache(gpu->device, &info, NULL, &gpu->pipelines);
    if (res != VK_SUCCESS) {
        gpu->pipelines = VK_NULL_HANDLE;
        return gpu_err(res);
    }
    return ERR_OK;
}

enum err gpu_cache_init(struct gpu *gpu)
{
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t size = 0;
    enum err err = ERR_IO;
    if (gpu->cache_file[0] && file_exists(gpu->cache_file)) {
        err = file_read(gpu->cache_file, GPU_CACHE_BYTES_MAX, &arena, &bytes, &size);
        if (err == ERR_OK && !gpu_cache_is_whole(&gpu->properties, bytes, size)) {
            LOG_INFO("%s is damaged or another driver's: starting a new one", gpu->cache_file);
            err = ERR_BAD_DATA;
        }
    }
    if (err == ERR_OK) {
        err = make(gpu, bytes + GPU_CACHE_HEADER_BYTES, size - GPU_CACHE_HEADER_BYTES);
    }
    arena_fini(&arena);
    if (err != ERR_OK) {
        TRY(make(gpu, NULL, 0));
    }
    return ERR_OK;
}

void gpu_cache_save(struct gpu *gpu)
{
    size_t size = 0;
    if (!gpu->cache_file[0] || !gpu->pipelines ||
        vkGetPipelineCacheData(gpu->device, gpu->pipelines, &size, NULL) != VK_SUCCESS ||
        size > GPU_CACHE_BYTES_MAX) {
        return;
    }
    uint8_t *bytes = mem_alloc(size + GPU_CACHE_HEADER_BYTES, 1);
    if (!bytes) {
        return;
    }
    void *payload = bytes + GPU_CACHE_HEADER_BYTES;
    const VkResult res = vkGetPipelineCacheData(gpu->device, gpu->pipelines, &size, payload);
    gpu_cache_header(&gpu->properties, payload, size, bytes);
    if (res != VK_SUCCESS ||
        file_write(gpu->cache_file, bytes, size + GPU_CACHE_HEADER_BYTES) != ERR_OK) {
        LOG_WARN("%s could not be written: the next start will be slower", gpu->cache_file);
    }
    mem_free(bytes);
}

void gpu_cache_fini(struct gpu *gpu)
{
    if (gpu->pipelines) {
        vkDestroyPipelineCache(gpu->device, gpu->pipelines, NULL);
    }
    gpu->pipelines = VK_NULL_HANDLE;
}
