#include "gpu/gpu.h"

#include "base/log.h"
#include "gpu/cache.h"
#include "gpu/device.h"
#include "gpu/driver.h"
#include "gpu/instance.h"

#include <stdio.h>

enum err gpu_init(struct gpu *gpu, const struct gpu_desc *desc)
{
    if (desc->cache_file) {
        const int n = snprintf(gpu->cache_file, sizeof gpu->cache_file, "%s", desc->cache_file);
        if (n < 0 || (size_t)n >= sizeof gpu->cache_file) {
            LOG_WARN("the pipeline cache's path is too long: no cache");
            gpu->cache_file[0] = '\0';
        }
    }
    gpu_driver_prepare();
    TRY(gpu_instance_init(gpu, desc));
    TRY(gpu_device_init(gpu, &desc->creator));
    return gpu_cache_init(gpu);
}

void gpu_fini(struct gpu *gpu)
{
    if (gpu->device) {
        // Failure means the device is lost, and then nothing runs any more.
        (void)vkDeviceWaitIdle(gpu->device);
    }
    gpu_cache_fini(gpu);
    gpu_device_fini(gpu);
    gpu_instance_fini(gpu);
    const uint32_t messages = gpu->validation_messages; // kept: tests ask after the end
    *gpu = (struct gpu){.validation_messages = messages};
}

void gpu_save_cache(struct gpu *gpu)
{
    gpu_cache_save(gpu);
}

enum err gpu_clocks(const struct gpu *gpu, uint64_t *out_ticks, int64_t *out_ns)
{
    if (!gpu->get_calibrated_timestamps) {
        return ERR_UNSUPPORTED;
    }
    const VkCalibratedTimestampInfoEXT infos[] = {
        {
            .sType = VK_STRUCTURE_TYPE_CALIBRATED_TIMESTAMP_INFO_EXT,
            .timeDomain = VK_TIME_DOMAIN_DEVICE_EXT,
        },
        {
            .sType = VK_STRUCTURE_TYPE_CALIBRATED_TIMESTAMP_INFO_EXT,
            .timeDomain = VK_TIME_DOMAIN_CLOCK_MONOTONIC_EXT,
        },
    };
    uint64_t stamps[2] = {0};
    uint64_t deviation_ns = 0;
    TRY_VK(gpu->get_calibrated_timestamps(gpu->device, 2, infos, stamps, &deviation_ns));
    *out_ticks = stamps[0];
    *out_ns = (int64_t)stamps[1];
    return ERR_OK;
}

// clang-format off
#define RESULT_LIST(X)                                                                        \
    X(SUCCESS) X(NOT_READY) X(TIMEOUT) X(EVENT_SET) X(EVENT_RESET) X(INCOMPLETE)              \
    X(ERROR_OUT_OF_HOST_MEMORY) X(ERROR_OUT_OF_DEVICE_MEMORY) X(ERROR_INITIALIZATION_FAILED)  \
    X(ERROR_DEVICE_LOST) X(ERROR_MEMORY_MAP_FAILED) X(ERROR_LAYER_NOT_PRESENT)                \
    X(ERROR_EXTENSION_NOT_PRESENT) X(ERROR_FEATURE_NOT_PRESENT) X(ERROR_INCOMPATIBLE_DRIVER)  \
    X(ERROR_TOO_MANY_OBJECTS) X(ERROR_FORMAT_NOT_SUPPORTED) X(ERROR_FRAGMENTED_POOL)          \
    X(ERROR_UNKNOWN) X(ERROR_OUT_OF_POOL_MEMORY) X(ERROR_INVALID_EXTERNAL_HANDLE)             \
    X(ERROR_FRAGMENTATION) X(ERROR_INVALID_OPAQUE_CAPTURE_ADDRESS)                            \
    X(SUBOPTIMAL_KHR) X(ERROR_OUT_OF_DATE_KHR) X(ERROR_SURFACE_LOST_KHR)
// clang-format on

const char *gpu_result_text(VkResult result)
{
#define RESULT_TEXT(name)      \
    if (result == VK_##name) { \
        return "VK_" #name;    \
    }
    RESULT_LIST(RESULT_TEXT)
#undef RESULT_TEXT
    return "unnamed VkResult";
}

enum err gpu_err(VkResult result)
{
    if (result == VK_SUCCESS) {
        return ERR_OK;
    }
    if (result == VK_ERROR_DEVICE_LOST) {
        return ERR_DEVICE_LOST;
    }
    if (result == VK_ERROR_OUT_OF_HOST_MEMORY || result == VK_ERROR_OUT_OF_DEVICE_MEMORY ||
        result == VK_ERROR_OUT_OF_POOL_MEMORY) {
        return ERR_NO_MEMORY;
    }
    if (result == VK_ERROR_INCOMPATIBLE_DRIVER || result == VK_ERROR_FEATURE_NOT_PRESENT ||
        result == VK_ERROR_EXTENSION_NOT_PRESENT || result == VK_ERROR_LAYER_NOT_PRESENT ||
        result == VK_ERROR_FORMAT_NOT_SUPPORTED) {
        return ERR_UNSUPPORTED;
    }
    return ERR_DEVICE;
}
