#include "simxr/vulkan.h"

#include "base/log.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/system.h"

enum { DEVICE_MAX = 16, FAMILY_MAX = 16 };

// The smaller, the better: a person's GPU before a processor that plays one.
static int rank(VkPhysicalDeviceType type)
{
    static const VkPhysicalDeviceType order[] = {
        VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU,
        VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU,
        VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU,
        VK_PHYSICAL_DEVICE_TYPE_CPU,
    };
    int i = 0;
    while (i < 4 && order[i] != type) {
        i++;
    }
    return i;
}

static XrResult pick_device(VkInstance instance, VkPhysicalDevice *out)
{
    VkPhysicalDevice devices[DEVICE_MAX];
    uint32_t count = DEVICE_MAX;
    const VkResult res = vkEnumeratePhysicalDevices(instance, &count, devices);
    if (res != VK_INCOMPLETE) {
        TRY_XR(simxr_vulkan_result(res, "vkEnumeratePhysicalDevices"));
    }
    *out = VK_NULL_HANDLE;
    int best = 0;
    for (uint32_t i = 0; i < count; i++) {
        VkPhysicalDeviceProperties properties;
        vkGetPhysicalDeviceProperties(devices[i], &properties);
        if (*out == VK_NULL_HANDLE || rank(properties.deviceType) < best) {
            *out = devices[i];
            best = rank(properties.deviceType);
        }
    }
    return *out == VK_NULL_HANDLE ? XR_ERROR_RUNTIME_FAILURE : XR_SUCCESS;
}

static bool has_queue(VkPhysicalDevice physical, uint32_t family, uint32_t index)
{
    VkQueueFamilyProperties families[FAMILY_MAX];
    uint32_t count = FAMILY_MAX;
    vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, families);
    return family < count && index < families[family].queueCount;
}

static XrResult check_binding(const XrGraphicsBindingVulkanKHR *binding)
{
    if (binding->instance == VK_NULL_HANDLE || binding->physicalDevice == VK_NULL_HANDLE ||
        binding->device == VK_NULL_HANDLE) {
        return XR_ERROR_GRAPHICS_DEVICE_INVALID;
    }
    VkPhysicalDevice expected;
    TRY_XR(pick_device(binding->instance, &expected));
    if (binding->physicalDevice != expected ||
        !has_queue(expected, binding->queueFamilyIndex, binding->queueIndex)) {
        return XR_ERROR_GRAPHICS_DEVICE_INVALID;
    }
    return XR_SUCCESS;
}

XrResult simxr_vulkan_init(struct simxr_vulkan *vulkan, const struct simxr_instance *inst,
                           const XrSessionCreateInfo *info)
{
    const bool has_vulkan = simxr_instance_has(inst, SIMXR_KHR_VULKAN_ENABLE) ||
                            simxr_instance_has(inst, SIMXR_KHR_VULKAN_ENABLE2);
    const XrGraphicsBindingVulkanKHR *binding =
        simxr_check_chained(info->next, XR_TYPE_GRAPHICS_BINDING_VULKAN_KHR);
    if (!has_vulkan || !binding) {
        return XR_ERROR_GRAPHICS_DEVICE_INVALID;
    }
    if (!inst->has_vulkan_requirements) {
        return XR_ERROR_GRAPHICS_REQUIREMENTS_CALL_MISSING;
    }
    TRY_XR(check_binding(binding));
    vulkan->physical = binding->physicalDevice;
    vulkan->device = binding->device;
    vulkan->family = binding->queueFamilyIndex;
    vkGetDeviceQueue(binding->device, vulkan->family, binding->queueIndex, &vulkan->queue);
    vkGetPhysicalDeviceMemoryProperties(vulkan->physical, &vulkan->memory);
    const VkCommandPoolCreateInfo pool = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
        .flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT,
        .queueFamilyIndex = vulkan->family,
    };
    TRY_VK(vkCreateCommandPool(vulkan->device, &pool, NULL, &vulkan->pool));
    return XR_SUCCESS;
}

void simxr_vulkan_fini(struct simxr_vulkan *vulkan)
{
    if (vulkan->device != VK_NULL_HANDLE) {
        vkDestroyCommandPool(vulkan->device, vulkan->pool, NULL);
    }
    *vulkan = (struct simxr_vulkan){0};
}

bool simxr_vulkan_memory_type(const struct simxr_vulkan *vulkan, uint32_t type_bits,
                              VkMemoryPropertyFlags wanted, uint32_t *out_index)
{
    for (uint32_t i = 0; i < vulkan->memory.memoryTypeCount; i++) {
        if ((type_bits >> i & 1) &&
            (vulkan->memory.memoryTypes[i].propertyFlags & wanted) == wanted) {
            *out_index = i;
            return true;
        }
    }
    return false;
}

XrResult simxr_vulkan_result(VkResult result, const char *call)
{
    if (result == VK_SUCCESS) {
        return XR_SUCCESS;
    }
    LOG_ERROR("simulated runtime: %s: VkResult %d", call, (int)result);
    const bool is_memory =
        result == VK_ERROR_OUT_OF_HOST_MEMORY || result == VK_ERROR_OUT_OF_DEVICE_MEMORY;
    return is_memory ? XR_ERROR_OUT_OF_MEMORY : XR_ERROR_RUNTIME_FAILURE;
}

XrResult simxr_vulkan_requirements(XrInstance instance, XrSystemId system,
                                   XrGraphicsRequirementsVulkanKHR *requirements)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(requirements, XR_TYPE_GRAPHICS_REQUIREMENTS_VULKAN_KHR));
    TRY_XR(simxr_system_check(system));
    inst->has_vulkan_requirements = true;
    requirements->minApiVersionSupported = XR_MAKE_VERSION(1, 0, 0);
    // Nothing later is known to break what the runtime uses, which is Vulkan 1.0.
    requirements->maxApiVersionSupported = XR_MAKE_VERSION(1, 1023, 0);
    return XR_SUCCESS;
}

XrResult simxr_vulkan_requirements2(XrInstance instance, XrSystemId system,
                                    XrGraphicsRequirementsVulkanKHR *requirements)
{
    return simxr_vulkan_requirements(instance, system, requirements);
}

// The runtime needs no Vulkan extensions: an empty list.
static XrResult list_extensions(XrInstance instance, XrSystemId system, uint32_t capacity,
                                uint32_t *out_count, char *buffer)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_system_check(system));
    return simxr_check_text(capacity, out_count, buffer, "");
}

XrResult simxr_vulkan_instance_extensions(XrInstance instance, XrSystemId system, uint32_t capacity,
                                          uint32_t *out_count, char *buffer)
{
    return list_extensions(instance, system, capacity, out_count, buffer);
}

XrResult simxr_vulkan_device_extensions(XrInstance instance, XrSystemId system, uint32_t capacity,
                                        uint32_t *out_count, char *buffer)
{
    return list_extensions(instance, system, capacity, out_count, buffer);
}

XrResult simxr_vulkan_graphics_device(XrInstance instance, XrSystemId system,
                                      VkInstance vk_instance, VkPhysicalDevice *out_device)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_system_check(system));
    if (!out_device || vk_instance == VK_NULL_HANDLE) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    TRY_XR(pick_device(vk_instance, out_device));
    inst->vk_instance = vk_instance;
    inst->vk_device = *out_device;
    return XR_SUCCESS;
}

XrResult simxr_vulkan_graphics_device2(XrInstance instance,
                                       const XrVulkanGraphicsDeviceGetInfoKHR *info,
                                       VkPhysicalDevice *out_device)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(info, XR_TYPE_VULKAN_GRAPHICS_DEVICE_GET_INFO_KHR));
    return simxr_vulkan_graphics_device(instance, info->systemId, info->vulkanInstance, out_device);
}

XrResult simxr_vulkan_create_instance(XrInstance instance,
                                      const XrVulkanInstanceCreateInfoKHR *info,
                                      VkInstance *out_instance, VkResult *out_result)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(info, XR_TYPE_VULKAN_INSTANCE_CREATE_INFO_KHR));
    TRY_XR(simxr_system_check(info->systemId));
    if (info->createFlags != 0 || !info->pfnGetInstanceProcAddr || !info->vulkanCreateInfo ||
        !out_instance || !out_result) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    const PFN_vkCreateInstance create =
        (PFN_vkCreateInstance)info->pfnGetInstanceProcAddr(VK_NULL_HANDLE, "vkCreateInstance");
    if (!create) {
        return XR_ERROR_RUNTIME_FAILURE;
    }
    // What Vulkan says is told in *out_result; the call itself has then succeeded.
    *out_result = create(info->vulkanCreateInfo, info->vulkanAllocator, out_instance);
    return XR_SUCCESS;
}

XrResult simxr_vulkan_create_device(XrInstance instance, const XrVulkanDeviceCreateInfoKHR *info,
                                    VkDevice *out_device, VkResult *out_result)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(info, XR_TYPE_VULKAN_DEVICE_CREATE_INFO_KHR));
    TRY_XR(simxr_system_check(info->systemId));
    if (info->createFlags != 0 || !info->pfnGetInstanceProcAddr || !info->vulkanCreateInfo ||
        !out_device || !out_result) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    // XR_KHR_vulkan_enable2, XrVulkanDeviceCreateInfoKHR: another device than the one that
    // xrGetVulkanGraphicsDevice2KHR named is an invalid handle.
    if (inst->vk_device == VK_NULL_HANDLE || info->vulkanPhysicalDevice != inst->vk_device) {
        return XR_ERROR_HANDLE_INVALID;
    }
    const PFN_vkCreateDevice create =
        (PFN_vkCreateDevice)info->pfnGetInstanceProcAddr(inst->vk_instance, "vkCreateDevice");
    if (!create) {
        return XR_ERROR_RUNTIME_FAILURE;
    }
    *out_result = create(info->vulkanPhysicalDevice, info->vulkanCreateInfo, info->vulkanAllocator,
                         out_device);
    return XR_SUCCESS;
}
