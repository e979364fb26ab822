// Stands before the Vulkan loader (LD_PRELOAD): from the LOSE_DEVICE_AT-th submission of the first
// device on, that device is lost. A device made later is well.
//
// Vulkan 1.3, 5.2.3 "Lost Device": from then on waiting and submitting answer so, nothing hangs,
// and everything can be destroyed.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <vulkan/vulkan.h>

static atomic_int submissions;
static atomic_int devices_gone;

// One line a submission, for whoever wants to know when to lose it.
static void tell(void)
{
    const char *path = getenv("LOSE_DEVICE_LOG");
    FILE *file = path ? fopen(path, "ae") : NULL;
    if (file) {
        fputs("submitted\n", file);
        fclose(file);
    }
}

#define NEXT(name) (__extension__(PFN_##name) dlsym(RTLD_NEXT, #name)) // POSIX allows the cast

static int is_lost(void)
{
    const char *at = getenv("LOSE_DEVICE_AT");
    return at && devices_gone == 0 && submissions >= atoi(at);
}

VKAPI_ATTR VkResult VKAPI_CALL vkQueueSubmit(VkQueue queue, uint32_t count,
                                             const VkSubmitInfo *submits, VkFence fence)
{
    submissions++;
    tell();
    return is_lost() ? VK_ERROR_DEVICE_LOST : NEXT(vkQueueSubmit)(queue, count, submits, fence);
}

VKAPI_ATTR VkResult VKAPI_CALL vkWaitForFences(VkDevice device, uint32_t count,
                                               const VkFence *fences, VkBool32 all,
                                               uint64_t timeout)
{
    return is_lost() ? VK_ERROR_DEVICE_LOST
                     : NEXT(vkWaitForFences)(device, count, fences, all, timeout);
}

// What was submitted before still runs in truth, and is waited for.
VKAPI_ATTR VkResult VKAPI_CALL vkDeviceWaitIdle(VkDevice device)
{
    const VkResult result = NEXT(vkDeviceWaitIdle)(device);
    return is_lost() ? VK_ERROR_DEVICE_LOST : result;
}

VKAPI_ATTR void VKAPI_CALL vkDestroyDevice(VkDevice device, const VkAllocationCallbacks *allocator)
{
    devices_gone += is_lost();
    NEXT(vkDestroyDevice)(device, allocator);
}
