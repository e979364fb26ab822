// The application's Vulkan device, as far as the runtime uses it.
//
// The runtime needs no extension of Vulkan's. It submits to the application's queue only inside
// the calls during which OpenXR lends it that queue (XR_KHR_vulkan_enable2, "Concurrency").
#ifndef SIMXR_VULKAN_H
#define SIMXR_VULKAN_H

#include "simxr/xr.h"

#include <stdbool.h>

struct simxr_instance;

struct simxr_vulkan {
    VkPhysicalDevice physical; // all borrowed from the application until its session is destroyed
    VkDevice device;
    VkQueue queue;
    uint32_t family;
    VkCommandPool pool; // owned
    VkPhysicalDeviceMemoryProperties memory;
};

// From what xrCreateSession is given. Owes simxr_vulkan_fini when it succeeds.
XrResult simxr_vulkan_init(struct simxr_vulkan *vulkan, const struct simxr_instance *inst,
                           const XrSessionCreateInfo *info);
void simxr_vulkan_fini(struct simxr_vulkan *vulkan);

// False when the device has no such memory.
bool simxr_vulkan_memory_type(const struct simxr_vulkan *vulkan, uint32_t type_bits,
                              VkMemoryPropertyFlags wanted, uint32_t *out_index);

// XR_ERROR_OUT_OF_MEMORY or XR_ERROR_RUNTIME_FAILURE, logged with the call's name.
XrResult simxr_vulkan_result(VkResult result, const char *call);

#define TRY_VK(call) TRY_XR(simxr_vulkan_result((call), #call))

#endif
