#include "base/log.h"
#include "vr/internal.h"
#include "vr/result.h"

// What both creating calls come to: the runtime's own refusal, or Vulkan's.
static VkResult conclude(const struct vr *vr, const char *call, XrResult result, VkResult vulkan)
{
    if (XR_FAILED(result)) {
        (void)vr_result_fail(vr->instance, result, call, __FILE__, __LINE__);
        return vulkan != VK_SUCCESS ? vulkan : VK_ERROR_INITIALIZATION_FAILED;
    }
    if (vulkan != VK_SUCCESS) {
        LOG_ERROR("%s: VkResult %d", call, (int)vulkan);
    }
    return vulkan;
}

// OpenXR 1.0, XR_KHR_vulkan_enable2: must be asked before a session, and must be met.
static VkResult check_version(const struct vr *vr, const VkInstanceCreateInfo *info)
{
    XrGraphicsRequirementsVulkan2KHR need = {.type = XR_TYPE_GRAPHICS_REQUIREMENTS_VULKAN2_KHR};
    const XrResult result = vr->calls.get_vulkan_requirements(vr->instance, vr->system, &need);
    if (XR_FAILED(result)) {
        return conclude(vr, "xrGetVulkanGraphicsRequirements2KHR", result, VK_SUCCESS);
    }
    const uint32_t ours =
        info->pApplicationInfo ? info->pApplicationInfo->apiVersion : VK_API_VERSION_1_0;
    const XrVersion version =
        XR_MAKE_VERSION(VK_API_VERSION_MAJOR(ours), VK_API_VERSION_MINOR(ours), 0);
    const XrVersion least = XR_MAKE_VERSION(XR_VERSION_MAJOR(need.minApiVersionSupported),
                                            XR_VERSION_MINOR(need.minApiVersionSupported), 0);
    if (version < least) {
        LOG_ERROR("the OpenXR runtime wants Vulkan %u.%u or newer, this program asks for %u.%u",
                  (unsigned)XR_VERSION_MAJOR(least), (unsigned)XR_VERSION_MINOR(least),
                  VK_API_VERSION_MAJOR(ours), VK_API_VERSION_MINOR(ours));
        return VK_ERROR_INCOMPATIBLE_DRIVER;
    }
    return VK_SUCCESS;
}

VkResult vr_gpu_create_instance(void *user, const VkInstanceCreateInfo *info, VkInstance *out)
{
    struct vr *vr = user;
    *out = VK_NULL_HANDLE;
    const VkResult met = check_version(vr, info);
    if (met != VK_SUCCESS) {
        return met;
    }
    const XrVulkanInstanceCreateInfoKHR create = {
        .type = XR_TYPE_VULKAN_INSTANCE_CREATE_INFO_KHR,
        .systemId = vr->system,
        .pfnGetInstanceProcAddr = vkGetInstanceProcAddr,
        .vulkanCreateInfo = info,
    };
    VkInstance made = VK_NULL_HANDLE;
    VkResult vulkan = VK_SUCCESS;
    const XrResult result = vr->calls.create_vulkan_instance(vr->instance, &create, &made, &vulkan);
    vulkan = conclude(vr, "xrCreateVulkanInstanceKHR", result, vulkan);
    *out = vulkan == VK_SUCCESS ? made : VK_NULL_HANDLE;
    return vulkan;
}

VkResult vr_gpu_pick_device(void *user, VkInstance instance, VkPhysicalDevice *out)
{
    struct vr *vr = user;
    *out = VK_NULL_HANDLE;
    const XrVulkanGraphicsDeviceGetInfoKHR info = {
        .type = XR_TYPE_VULKAN_GRAPHICS_DEVICE_GET_INFO_KHR,
        .systemId = vr->system,
        .vulkanInstance = instance,
    };
    VkPhysicalDevice picked = VK_NULL_HANDLE;
    const XrResult result = vr->calls.get_vulkan_device(vr->instance, &info, &picked);
    if (XR_FAILED(result)) {
        return conclude(vr, "xrGetVulkanGraphicsDevice2KHR", result, VK_SUCCESS);
    }
    *out = picked;
    return VK_SUCCESS;
}

VkResult vr_gpu_create_device(void *user, VkPhysicalDevice physical, const VkDeviceCreateInfo *info,
                              VkDevice *out)
{
    struct vr *vr = user;
    const XrVulkanDeviceCreateInfoKHR create = {
        .type = XR_TYPE_VULKAN_DEVICE_CREATE_INFO_KHR,
        .systemId = vr->system,
        .pfnGetInstanceProcAddr = vkGetInstanceProcAddr,
        .vulkanPhysicalDevice = physical,
        .vulkanCreateInfo = info,
    };
    VkDevice made = VK_NULL_HANDLE;
    VkResult vulkan = VK_SUCCESS;
    const XrResult result = vr->calls.create_vulkan_device(vr->instance, &create, &made, &vulkan);
    vulkan = conclude(vr, "xrCreateVulkanDeviceKHR", result, vulkan);
    *out = vulkan == VK_SUCCESS ? made : VK_NULL_HANDLE;
    return vulkan;
}
