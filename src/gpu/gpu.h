// The Vulkan device: made by an OpenXR runtime (XR_KHR_vulkan_enable2), or by ourselves for stills
// and tests. One graphics queue, used by the main thread alone.
#ifndef GPU_GPU_H
#define GPU_GPU_H

#include "base/err.h"
#include "gpu/spread.h"

#include <vulkan/vulkan.h>

#include <stdbool.h>
#include <stdint.h>

// Whoever makes instance and device. All NULL: the Vulkan loader itself. They behave as the
// functions they stand for and log their own failures.
struct gpu_creator {
    void *user;
    VkResult (*create_instance)(void *user, const VkInstanceCreateInfo *info, VkInstance *out);
    VkResult (*pick_device)(void *user, VkInstance instance, VkPhysicalDevice *out);
    VkResult (*create_device)(void *user, VkPhysicalDevice device, const VkDeviceCreateInfo *info,
                              VkDevice *out);
};

struct gpu_desc {
    struct gpu_creator creator;
    bool want_validation;   // VK_LAYER_KHRONOS_validation, when it is installed
    const char *cache_file; // pipeline cache on disk; NULL: none. Borrowed during init
};

struct gpu {
    VkInstance instance;
    VkPhysicalDevice physical;
    VkDevice device;
    VkQueue queue;
    uint32_t queue_family;
    VkPipelineCache pipelines;
    VkDebugUtilsMessengerEXT messenger;
    VkPhysicalDeviceProperties properties;
    VkPhysicalDeviceMemoryProperties memory;
    char driver_text[520]; // "llvmpipe (LLVM 15.0.6), Mesa 25.0.7"
    bool has_timestamps;
    bool has_calibrated_timestamps;
    bool has_depth_clamp;
    bool has_depth_resolve;       // multisampled depth can be resolved within the pass
    float max_anisotropy;         // 0: none
    float timestamp_ns;           // of one tick
    uint32_t validation_messages; // seen so far; tests demand 0
    long pipelines_created;
    long memory_allocations;
    char cache_file[1024];
    PFN_vkCreateRenderPass2 create_render_pass2;
    PFN_vkSetDebugUtilsObjectNameEXT set_name; // NULL unless validated
    PFN_vkGetCalibratedTimestampsEXT get_calibrated_timestamps;
    struct gpu_spread spread; // of a software driver
};

// Picks build/mesa's driver when the machine's software driver is a known bad one and there is no
// hardware (see driver.h); a known bad driver that cannot be avoided is ERR_UNSUPPORTED with one
// clear log line. `gpu` must be zeroed and must not move afterwards (the validation messenger
// keeps its address); gpu_fini is owed in every case.
MUST_USE enum err gpu_init(struct gpu *gpu, const struct gpu_desc *desc);
void gpu_fini(struct gpu *gpu);

// Writes the pipeline cache to its file, when there is one and it has grown.
void gpu_save_cache(struct gpu *gpu);

// The GPU's tick and our clock (base/clock.h) at the same moment. ERR_UNSUPPORTED without
// VK_EXT_calibrated_timestamps.
MUST_USE enum err gpu_clocks(const struct gpu *gpu, uint64_t *out_ticks, int64_t *out_ns);

const char *gpu_result_text(VkResult result);
enum err gpu_err(VkResult result); // VK_ERROR_DEVICE_LOST -> ERR_DEVICE_LOST, ...

#define TRY_VK(call)                                            \
    do {                                                        \
        const VkResult try_v = (call);                          \
        if (try_v != VK_SUCCESS) {                              \
            LOG_ERROR("%s: %s", #call, gpu_result_text(try_v)); \
            return gpu_err(try_v);                              \
        }                                                       \
    } while (0)

#endif
