#include "gpu/driver.h"

#include "base/log.h"
#include "base/path.h"
#include "gpu/gpu.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Multiview was mended between Mesa 22.3 (bad) and 25.0 (good, both looked at); 24 is the first
// that is trusted.
enum { GOOD_MESA_MAJOR = 24 };

static bool is_matched(const char *pattern)
{
    glob_t found = {0};
    const bool any = glob(pattern, GLOB_NOSORT, NULL, &found) == 0 && found.gl_pathc > 0;
    globfree(&found);
    return any;
}

static bool may_have_hardware(void)
{
    return is_matched("/dev/dri/renderD*") || is_matched("/dev/nvidia[0-9]*") ||
           is_matched("/dev/kgsl-3d0") || is_matched("/dev/mali0") || is_matched("/dev/dxg");
}

void gpu_driver_prepare(void)
{
    if (getenv("VK_DRIVER_FILES") || getenv("VK_ICD_FILENAMES")) {
        return;
    }
    char manifest[PATH_BYTES];
    if (!path_shipped(manifest, "../mesa/lvp.json") && !path_shipped(manifest, "mesa/lvp.json")) {
        return;
    }
    // Without hardware ours is the only one: nothing else is loaded. With it, ours takes the place
    // of the machine's own software driver. Either way an OpenXR runtime in this process cannot
    // pick the wrong one.
    const bool has_hardware = may_have_hardware();
    const char *variable = has_hardware ? "VK_ADD_DRIVER_FILES" : "VK_DRIVER_FILES";
    if (setenv(variable, manifest, 0) != 0 ||
        (has_hardware && setenv("VK_LOADER_DRIVERS_DISABLE", "*lvp_icd*", 0) != 0)) {
        LOG_WARN("environment is full: %s is not set", variable);
        return;
    }
    LOG_DEBUG("%s=%s", variable, manifest);
}

bool gpu_driver_is_known_bad(const char *driver_name, const char *driver_info)
{
    if (!strstr(driver_name, "llvmpipe")) {
        return false;
    }
    const char *mesa = strstr(driver_info, "Mesa ");
    return mesa && strtol(mesa + strlen("Mesa "), NULL, 10) < GOOD_MESA_MAJOR;
}

static bool has_driver_properties(VkPhysicalDevice device, uint32_t api)
{
    if (api >= VK_API_VERSION_1_2) {
        return true;
    }
    enum { EXTENSION_MAX = 512 };
    VkExtensionProperties extensions[EXTENSION_MAX];
    uint32_t count = EXTENSION_MAX;
    const VkResult res = vkEnumerateDeviceExtensionProperties(device, NULL, &count, extensions);
    if (res != VK_SUCCESS && res != VK_INCOMPLETE) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(extensions[i].extensionName, VK_KHR_DRIVER_PROPERTIES_EXTENSION_NAME) == 0) {
            return true;
        }
    }
    return false;
}

void gpu_driver_judge(VkPhysicalDevice device, struct gpu_driver_verdict *out)
{
    *out = (struct gpu_driver_verdict){.is_good = true};
    VkPhysicalDeviceProperties base;
    vkGetPhysicalDeviceProperties(device, &base);
    snprintf(out->device, sizeof out->device, "%s", base.deviceName);
    out->type = base.deviceType;
    if (base.apiVersion < VK_API_VERSION_1_1) {
        out->is_good = false;
        snprintf(out->reason, sizeof out->reason,
                 "it speaks Vulkan %u.%u and 1.1 is needed; a newer driver may help",
                 VK_API_VERSION_MAJOR(base.apiVersion), VK_API_VERSION_MINOR(base.apiVersion));
        return;
    }
    if (!has_driver_properties(device, base.apiVersion)) {
        snprintf(out->driver, sizeof out->driver, "unnamed driver %u", base.driverVersion);
        return;
    }
    VkPhysicalDeviceDriverProperties driver = {
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES,
    };
    VkPhysicalDeviceProperties2 all = {
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2,
        .pNext = &driver,
    };
    vkGetPhysicalDeviceProperties2(device, &all);
    snprintf(out->driver, sizeof out->driver, "%s, %s", driver.driverName, driver.driverInfo);
    if (gpu_driver_is_known_bad(driver.driverName, driver.driverInfo)) {
        out->is_good = false;
        snprintf(out->reason, sizeof out->reason,
                 "this version draws the two eyes into each other; start Respite with ./run.sh, "
                 "which brings a good one, or install Mesa 25");
    }
}

// Lower is better.
static int rank(const struct gpu_driver_verdict *verdict)
{
    static const int by_type[] = {
        [VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU] = 0, [VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU] = 1,
        [VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU] = 2,  [VK_PHYSICAL_DEVICE_TYPE_CPU] = 3,
        [VK_PHYSICAL_DEVICE_TYPE_OTHER] = 4,
    };
    const int kind = verdict->type <= VK_PHYSICAL_DEVICE_TYPE_CPU ? by_type[verdict->type] : 4;
    return verdict->is_good ? kind : kind + 5;
}

static enum err enumerate(VkInstance instance, VkPhysicalDevice devices[GPU_DRIVER_DEVICE_MAX],
                          uint32_t *out_count)
{
    *out_count = GPU_DRIVER_DEVICE_MAX;
    const VkResult res = vkEnumeratePhysicalDevices(instance, out_count, devices);
    if (res != VK_SUCCESS && res != VK_INCOMPLETE) {
        LOG_ERROR("vkEnumeratePhysicalDevices: %s", gpu_result_text(res));
        *out_count = 0;
        return gpu_err(res);
    }
    return ERR_OK;
}

enum err gpu_driver_pick(VkInstance instance, VkPhysicalDevice *out)
{
    VkPhysicalDevice devices[GPU_DRIVER_DEVICE_MAX];
    uint32_t count = 0;
    *out = VK_NULL_HANDLE;
    TRY(enumerate(instance, devices, &count));
    int best = 100;
    for (uint32_t i = 0; i < count; i++) {
        struct gpu_driver_verdict verdict;
        gpu_driver_judge(devices[i], &verdict);
        if (rank(&verdict) < best) {
            best = rank(&verdict);
            *out = devices[i];
        }
    }
    if (count == 0) {
        LOG_ERROR("no Vulkan device: run ./run.sh, which brings a software driver, or install the "
                  "graphics card's own");
        return ERR_UNSUPPORTED;
    }
    return ERR_OK;
}

enum err gpu_driver_list(struct gpu_driver_verdict out[GPU_DRIVER_DEVICE_MAX], int *out_count)
{
    *out_count = 0;
    gpu_driver_prepare();
    const VkApplicationInfo app = {
        .sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
        .pApplicationName = "respite",
        .apiVersion = VK_API_VERSION_1_1,
    };
    const VkInstanceCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
        .pApplicationInfo = &app,
    };
    VkInstance instance = VK_NULL_HANDLE;
    const VkResult res = vkCreateInstance(&info, NULL, &instance);
    if (res == VK_ERROR_INCOMPATIBLE_DRIVER) {
        return ERR_OK; // a loader and no driver: the list is empty
    }
    if (res != VK_SUCCESS) {
        LOG_ERROR("vkCreateInstance: %s", gpu_result_text(res));
        return gpu_err(res);
    }
    VkPhysicalDevice devices[GPU_DRIVER_DEVICE_MAX];
    uint32_t count = 0;
    const enum err err = enumerate(instance, devices, &count);
    for (uint32_t i = 0; i < count; i++) {
        gpu_driver_judge(devices[i], &out[i]);
    }
    *out_count = (int)count;
    vkDestroyInstance(instance, NULL);
    return err;
}
