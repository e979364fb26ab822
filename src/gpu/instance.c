#include "gpu/instance.h"

#include "base/log.h"

#include <string.h>

static const char validation_layer[] = "VK_LAYER_KHRONOS_validation";

bool gpu_instance_can_validate(void)
{
    enum { LAYER_MAX = 64 };
    VkLayerProperties layers[LAYER_MAX];
    uint32_t count = LAYER_MAX;
    const VkResult res = vkEnumerateInstanceLayerProperties(&count, layers);
    if (res != VK_SUCCESS && res != VK_INCOMPLETE) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(layers[i].layerName, validation_layer) == 0) {
            return true;
        }
    }
    return false;
}

// May be called from any thread that calls Vulkan.
static VKAPI_ATTR VkBool32 VKAPI_CALL on_message(VkDebugUtilsMessageSeverityFlagBitsEXT severity,
                                                 VkDebugUtilsMessageTypeFlagsEXT types,
                                                 const VkDebugUtilsMessengerCallbackDataEXT *data,
                                                 void *user)
{
    (void)severity;
    (void)types;
    struct gpu *gpu = user;
    __atomic_fetch_add(&gpu->validation_messages, 1, __ATOMIC_RELAXED);
    LOG_ERROR("validation: %s", data->pMessage);
    return VK_FALSE;
}

static VkDebugUtilsMessengerCreateInfoEXT messenger_info(struct gpu *gpu)
{
    return (VkDebugUtilsMessengerCreateInfoEXT){
        .sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT,
        .messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT |
                           VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT,
        .messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT,
        .pfnUserCallback = on_message,
        .pUserData = gpu,
    };
}

static enum err make_messenger(struct gpu *gpu)
{
    const PFN_vkCreateDebugUtilsMessengerEXT create =
        (PFN_vkCreateDebugUtilsMessengerEXT)vkGetInstanceProcAddr(gpu->instance,
                                                                  "vkCreateDebugUtilsMessengerEXT");
    if (!create) {
        LOG_WARN("validation is on, but the instance has no VK_EXT_debug_utils");
        return ERR_OK;
    }
    const VkDebugUtilsMessengerCreateInfoEXT info = messenger_info(gpu);
    const VkResult res = create(gpu->instance, &info, NULL, &gpu->messenger);
    if (res != VK_SUCCESS) {
        gpu->messenger = VK_NULL_HANDLE;
        LOG_ERROR("vkCreateDebugUtilsMessengerEXT: %s", gpu_result_text(res));
        return gpu_err(res);
    }
    return ERR_OK;
}

static uint32_t best_version(void)
{
    uint32_t version = VK_API_VERSION_1_0;
    if (vkEnumerateInstanceVersion(&version) != VK_SUCCESS) {
        return VK_API_VERSION_1_0;
    }
    return version >= VK_API_VERSION_1_2 ? VK_API_VERSION_1_2 : version;
}

static VkResult create(struct gpu *gpu, const struct gpu_creator *creator,
                       const VkInstanceCreateInfo *info)
{
    const VkResult res = creator->create_instance
                             ? creator->create_instance(creator->user, info, &gpu->instance)
                             : vkCreateInstance(info, NULL, &gpu->instance);
    if (res != VK_SUCCESS) {
        gpu->instance = VK_NULL_HANDLE;
    }
    return res;
}

enum err gpu_instance_init(struct gpu *gpu, const struct gpu_desc *desc)
{
    const VkApplicationInfo app = {
        .sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
        .pApplicationName = "respite",
        .apiVersion = best_version(),
    };
    if (app.apiVersion < VK_API_VERSION_1_1) {
        LOG_ERROR("the Vulkan loader is older than 1.1: update libvulkan1");
        return ERR_UNSUPPORTED;
    }
    const bool is_validated = desc->want_validation && gpu_instance_can_validate();
    const char *const layer = validation_layer;
    const char *const extensions[] = {
        VK_EXT_DEBUG_UTILS_EXTENSION_NAME,
        VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME,
    };
    const VkValidationFeatureEnableEXT enables[] = {
        VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT,
    };
    const VkValidationFeaturesEXT features = {
        .sType = VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT,
        .enabledValidationFeatureCount = 1,
        .pEnabledValidationFeatures = enables,
    };
    VkDebugUtilsMessengerCreateInfoEXT messenger = messenger_info(gpu);
    messenger.pNext = &features;
    VkInstanceCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
        .pApplicationInfo = &app,
    };
    if (is_validated) {
        info.pNext = &messenger; // also hears vkCreateInstance and vkDestroyInstance
        info.enabledLayerCount = 1;
        info.ppEnabledLayerNames = &layer;
        info.enabledExtensionCount = sizeof extensions / sizeof extensions[0];
        info.ppEnabledExtensionNames = extensions;
    } else if (desc->want_validation) {
        LOG_WARN("Vulkan is not validated: install vulkan-validationlayers");
    }
    const VkResult res = create(gpu, &desc->creator, &info);
    if (res == VK_ERROR_INCOMPATIBLE_DRIVER) {
        LOG_ERROR("no Vulkan driver: run ./run.sh, which brings a software driver, or install the "
                  "graphics card's own");
        return ERR_UNSUPPORTED;
    }
    if (res != VK_SUCCESS) {
        LOG_ERROR("vkCreateInstance: %s", gpu_result_text(res));
        return gpu_err(res);
    }
    return is_validated ? make_messenger(gpu) : ERR_OK;
}

void gpu_instance_fini(struct gpu *gpu)
{
    if (gpu->messenger) {
        const PFN_vkDestroyDebugUtilsMessengerEXT destroy =
            (PFN_vkDestroyDebugUtilsMessengerEXT)vkGetInstanceProcAddr(
                gpu->instance, "vkDestroyDebugUtilsMessengerEXT");
        destroy(gpu->instance, gpu->messenger, NULL);
        gpu->messenger = VK_NULL_HANDLE;
    }
    vkDestroyInstance(gpu->instance, NULL); // null is ignored
    gpu->instance = VK_NULL_HANDLE;
}
