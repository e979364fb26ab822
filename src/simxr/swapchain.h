// Swapchains: images the application draws into and the compositor reads.
#ifndef SIMXR_SWAPCHAIN_H
#define SIMXR_SWAPCHAIN_H

#include "simxr/handle.h"
#include "simxr/vulkan.h"
#include "simxr/xr.h"

#include <stdbool.h>
#include <stdint.h>

enum { SIMXR_SWAPCHAIN_IMAGE_MAX = 3 };

struct simxr_session;

struct simxr_swapchain {
    struct simxr_object object;
    struct simxr_session *session;
    XrSwapchainCreateInfo info;
    VkImageAspectFlags aspect;
    uint32_t image_count;
    VkImage images[SIMXR_SWAPCHAIN_IMAGE_MAX];            // owned
    VkDeviceMemory memory[SIMXR_SWAPCHAIN_IMAGE_MAX];     // owned
    VkCommandBuffer first_use[SIMXR_SWAPCHAIN_IMAGE_MAX]; // out of the undefined layout
    VkFence prepared[SIMXR_SWAPCHAIN_IMAGE_MAX];          // owned; when first_use is done
    bool is_prepared[SIMXR_SWAPCHAIN_IMAGE_MAX];
    bool is_acquired[SIMXR_SWAPCHAIN_IMAGE_MAX];
    uint32_t queue[SIMXR_SWAPCHAIN_IMAGE_MAX]; // acquired, oldest first
    uint32_t queue_count;
    bool is_waited;    // the oldest acquired one was waited for
    uint32_t next;     // to be acquired
    bool was_acquired; // ever; a static image only once
    int released;      // newest released image; -1: none
};

// A swapchain of this session, or XR_ERROR_HANDLE_INVALID.
XrResult simxr_swapchain_get(const struct simxr_session *session, XrSwapchain handle,
                             struct simxr_swapchain **out);

#endif
