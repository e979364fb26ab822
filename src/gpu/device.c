#include "gpu/device.h"

#include "base/log.h"
#include "gpu/driver.h"
#include "gpu/spread.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXTENSION_MAX = 512, USED_MAX = 8 };

struct extensions {
    VkExtensionProperties all[EXTENSION_MAX];
    uint32_t count;
    const char *used[USED_MAX];
    uint32_t used_count;
};

static bool use(struct extensions *ext, const char *name)
{
    for (uint32_t i = 0; i < ext->count && ext->used_count < USED_MAX; i++) {
        if (strcmp(ext->all[i].extensionName, name) == 0) {
            ext->used[ext->used_count++] = name;
            return true;
        }
    }
    return false;
}

static enum err pick(struct gpu *gpu, const struct gpu_creator *creator)
{
    if (creator->pick_device) {
        TRY_VK(creator->pick_device(creator->user, gpu->instance, &gpu->physical));
    } else {
        TRY(gpu_driver_pick(gpu->instance, &gpu->physical));
    }
    struct gpu_driver_verdict verdict;
    gpu_driver_judge(gpu->physical, &verdict);
    snprintf(gpu->driver_text, sizeof gpu->driver_text, "%s", verdict.driver);
    const char *allowed = getenv("RESPITE_ALLOW_BAD_DRIVER");
    if (verdict.is_good || (allowed && strcmp(allowed, "1") == 0)) {
        return ERR_OK;
    }
    LOG_ERROR("%s (%s) cannot be used: %s", verdict.device, verdict.driver, verdict.reason);
    return ERR_UNSUPPORTED;
}

static enum err find_queue_family(struct gpu *gpu, uint32_t *out_timestamp_bits)
{
    enum { FAMILY_MAX = 32 };
    VkQueueFamilyProperties families[FAMILY_MAX];
    uint32_t count = FAMILY_MAX;
    vkGetPhysicalDeviceQueueFamilyProperties(gpu->physical, &count, families);
    for (uint32_t i = 0; i < count; i++) {
        if (families[i].queueFlags & VK_QUEUE_GRAPHICS_BIT) {
            gpu->queue_family = i;
            *out_timestamp_bits = families[i].timestampValidBits;
            return ERR_OK;
        }
    }
    LOG_ERROR("%s has no graphics queue", gpu->properties.deviceName);
    return ERR_UNSUPPORTED;
}

// Fills what is used of the device's features; multiview is the one that cannot be missed.
static enum err choose_features(struct gpu *gpu, VkPhysicalDeviceFeatures2 *out_features,
                                VkPhysicalDeviceMultiviewFeatures *out_multiview)
{
    VkPhysicalDeviceMultiviewFeatures multiview = {
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MULTIVIEW_FEATURES,
    };
    VkPhysicalDeviceFeatures2 has = {
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2,
        .pNext = &multiview,
    };
    vkGetPhysicalDeviceFeatures2(gpu->physical, &has);
    if (!multiview.multiview) {
        LOG_ERROR("%s cannot draw both eyes at once (multiview)", gpu->properties.deviceName);
        return ERR_UNSUPPORTED;
    }
    *out_multiview = (VkPhysicalDeviceMultiviewFeatures){
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MULTIVIEW_FEATURES,
        .multiview = VK_TRUE,
    };
    *out_features = (VkPhysicalDeviceFeatures2){
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2,
        .pNext = out_multiview,
        .features.depthClamp = has.features.depthClamp,
        .features.samplerAnisotropy = has.features.samplerAnisotropy,
    };
    gpu->has_depth_clamp = has.features.depthClamp;
    gpu->max_anisotropy =
        has.features.samplerAnisotropy ? gpu->properties.limits.maxSamplerAnisotropy : 0.0f;
    return ERR_OK;
}

static enum err choose_extensions(struct gpu *gpu, struct extensions *ext)
{
    ext->count = EXTENSION_MAX;
    const VkResult res =
        vkEnumerateDeviceExtensionProperties(gpu->physical, NULL, &ext->count, ext->all);
    if (res != VK_SUCCESS && res != VK_INCOMPLETE) {
        LOG_ERROR("vkEnumerateDeviceExtensionProperties: %s", gpu_result_text(res));
        return gpu_err(res);
    }
    gpu->has_calibrated_timestamps = use(ext, VK_EXT_CALIBRATED_TIMESTAMPS_EXTENSION_NAME);
    // Core from 1.2 on; drivers go on listing them, and naming them costs nothing.
    const bool has_render_pass2 = use(ext, VK_KHR_CREATE_RENDERPASS_2_EXTENSION_NAME);
    gpu->has_depth_resolve =
        has_render_pass2 && use(ext, VK_KHR_DEPTH_STENCIL_RESOLVE_EXTENSION_NAME);
    if (!has_render_pass2) {
        LOG_ERROR("%s (%s) lacks VK_KHR_create_renderpass2: a newer driver has it",
                  gpu->properties.deviceName, gpu->driver_text);
        return ERR_UNSUPPORTED;
    }
    return ERR_OK;
}

static void load_functions(struct gpu *gpu)
{
    gpu->create_render_pass2 =
        (PFN_vkCreateRenderPass2)vkGetDeviceProcAddr(gpu->device, "vkCreateRenderPass2KHR");
    if (gpu->messenger) {
        gpu->set_name = (PFN_vkSetDebugUtilsObjectNameEXT)vkGetInstanceProcAddr(
            gpu->instance, "vkSetDebugUtilsObjectNameEXT");
    }
    if (gpu->has_calibrated_timestamps) {
        gpu->get_calibrated_timestamps = (PFN_vkGetCalibratedTimestampsEXT)vkGetDeviceProcAddr(
            gpu->device, "vkGetCalibratedTimestampsEXT");
    }
}

// A software driver draws in threads that it starts with the device. Started by a thread of the
// batch class they are of that class too: they draw as much, but when the frame's own thread hands
// them work they do not push it aside before it has ended the frame (sched(7), SCHED_BATCH).
static void set_batch(const struct gpu *gpu, bool is_batch)
{
    const struct sched_param none = {0};
    if (gpu->properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU &&
        sched_setscheduler(0, is_batch ? SCHED_BATCH : SCHED_OTHER, &none) != 0) {
        LOG_DEBUG("the scheduling class cannot be changed");
    }
}

static enum err create(struct gpu *gpu, const struct gpu_creator *creator,
                       const VkDeviceCreateInfo *info)
{
    set_batch(gpu, true);
    const VkResult res =
        creator->create_device
            ? creator->create_device(creator->user, gpu->physical, info, &gpu->device)
            : vkCreateDevice(gpu->physical, info, NULL, &gpu->device);
    set_batch(gpu, false);
    if (res != VK_SUCCESS) {
        gpu->device = VK_NULL_HANDLE;
        LOG_ERROR("vkCreateDevice: %s", gpu_result_text(res));
        return gpu_err(res);
    }
    if (gpu->properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU) {
        gpu_spread_init(&gpu->spread);
    }
    return ERR_OK;
}

enum err gpu_device_init(struct gpu *gpu, const struct gpu_creator *creator)
{
    TRY(pick(gpu, creator));
    vkGetPhysicalDeviceProperties(gpu->physical, &gpu->properties);
    vkGetPhysicalDeviceMemoryProperties(gpu->physical, &gpu->memory);
    uint32_t timestamp_bits = 0;
    TRY(find_queue_family(gpu, &timestamp_bits));
    gpu->timestamp_ns = gpu->properties.limits.timestampPeriod;
    gpu->has_timestamps = timestamp_bits > 0 && gpu->timestamp_ns > 0.0f;

    VkPhysicalDeviceMultiviewFeatures multiview;
    VkPhysicalDeviceFeatures2 features;
    TRY(choose_features(gpu, &features, &multiview));
    struct extensions ext = {0};
    TRY(choose_extensions(gpu, &ext));
    const float priority = 1.0f;
    const VkDeviceQueueCreateInfo queue = {
        .sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
        .queueFamilyIndex = gpu->queue_family,
        .queueCount = 1,
        .pQueuePriorities = &priority,
    };
    const VkDeviceCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
        .pNext = &features,
        .queueCreateInfoCount = 1,
        .pQueueCreateInfos = &queue,
        .enabledExtensionCount = ext.used_count,
        .ppEnabledExtensionNames = ext.used,
    };
    TRY(create(gpu, creator, &info));
    load_functions(gpu);
    vkGetDeviceQueue(gpu->device, gpu->queue_family, 0, &gpu->queue);
    LOG_INFO("Vulkan: %s, %s", gpu->properties.deviceName, gpu->driver_text);
    return ERR_OK;
}

void gpu_device_fini(struct gpu *gpu)
{
    vkDestroyDevice(gpu->device, NULL); // null is ignored
    gpu->device = VK_NULL_HANDLE;
}
