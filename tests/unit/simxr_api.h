// The simulated runtime as an application meets it: through its negotiated xrGetInstanceProcAddr.
// For tests; on the virtual clock unless a test says otherwise.
#ifndef TESTS_SIMXR_API_H
#define TESTS_SIMXR_API_H

#include "base/mem.h"
#include "simxr/entry.h"
#include "simxr/handle.h"
#include "simxr/negotiate.h"
#include "simxr/xr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// Every function of the runtime, by its OpenXR name; NULL when its extension is not enabled.
static struct {
#define API_MEMBER(extension, name, function, params, args) XrResult(XRAPI_PTR *name) params;
    SIMXR_ENTRIES(API_MEMBER)
#undef API_MEMBER
} call;

static PFN_xrGetInstanceProcAddr get_proc;

static const char *const api_extensions[] = {
    "XR_KHR_vulkan_enable2",        "XR_KHR_composition_layer_depth",
    "XR_KHR_visibility_mask",       "XR_EXT_hand_tracking",
    "XR_KHR_convert_timespec_time", "XR_EXT_eye_gaze_interaction",
    "XR_EXT_local_floor",           "XR_RESPITEX_simulated_body",
    "XR_EXT_hand_interaction",      "XR_EXT_conformance_automation",
    "XR_FB_display_refresh_rate",   "XR_EXT_performance_settings",
};

struct api {
    XrInstance instance;
    XrSession session;
    VkInstance vk_instance;
    VkPhysicalDevice physical;
    VkDevice device;
};

static inline void api_load(XrInstance instance)
{
    struct simxr_negotiate_loader loader = {
        SIMXR_NEGOTIATE_LOADER_INFO, SIMXR_NEGOTIATE_STRUCT_VERSION,   sizeof loader, 1, 1,
        XR_MAKE_VERSION(1, 0, 0),    XR_MAKE_VERSION(1, 0x3ff, 0xfff),
    };
    struct simxr_negotiate_runtime runtime = {
        .kind = SIMXR_NEGOTIATE_RUNTIME_REQUEST,
        .struct_version = SIMXR_NEGOTIATE_STRUCT_VERSION,
        .struct_size = sizeof runtime,
    };
    assert_int_equal(xrNegotiateLoaderRuntimeInterface(&loader, &runtime), XR_SUCCESS);
    get_proc = runtime.get_instance_proc_addr;
#define API_LOAD(extension, name, function, params, args) \
    get_proc(instance, #name, (PFN_xrVoidFunction *)&call.name);
    SIMXR_ENTRIES(API_LOAD)
#undef API_LOAD
}

static inline XrInstanceCreateInfo api_instance_info(void)
{
    return (XrInstanceCreateInfo){
        .type = XR_TYPE_INSTANCE_CREATE_INFO,
        .applicationInfo = {.applicationName = "test", .apiVersion = XR_MAKE_VERSION(1, 0, 20)},
        .enabledExtensionCount = COUNT(api_extensions),
        .enabledExtensionNames = api_extensions,
    };
}

// An instance with all extensions of api_extensions.
static inline void api_open(struct api *api)
{
    *api = (struct api){0};
    setenv("RESPITE_SIMXR_HEADSET", "small", 0);
    setenv("RESPITE_SIMXR_CLOCK", "virtual", 0);
    api_load(XR_NULL_HANDLE);
    const XrInstanceCreateInfo info = api_instance_info();
    assert_int_equal(call.xrCreateInstance(&info, &api->instance), XR_SUCCESS);
    api_load(api->instance);
}

static inline XrSystemId api_system(const struct api *api)
{
    const XrSystemGetInfo info = {.type = XR_TYPE_SYSTEM_GET_INFO,
                                  .formFactor = XR_FORM_FACTOR_HEAD_MOUNTED_DISPLAY};
    XrSystemId system = XR_NULL_SYSTEM_ID;
    assert_int_equal(call.xrGetSystem(api->instance, &info, &system), XR_SUCCESS);
    return system;
}

static inline XrPath api_path(const struct api *api, const char *text)
{
    XrPath path = XR_NULL_PATH;
    assert_int_equal(call.xrStringToPath(api->instance, text, &path), XR_SUCCESS);
    return path;
}

// A Vulkan device as the runtime wants it; false when this machine has none.
static inline bool api_open_device(struct api *api)
{
    const VkInstanceCreateInfo info = {.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    const XrVulkanInstanceCreateInfoKHR instance = {
        .type = XR_TYPE_VULKAN_INSTANCE_CREATE_INFO_KHR,
        .systemId = api_system(api),
        .pfnGetInstanceProcAddr = vkGetInstanceProcAddr,
        .vulkanCreateInfo = &info,
    };
    VkResult res;
    if (call.xrCreateVulkanInstanceKHR(api->instance, &instance, &api->vk_instance, &res) != 0 ||
        res != VK_SUCCESS) {
        return false;
    }
    const XrVulkanGraphicsDeviceGetInfoKHR get = {
        .type = XR_TYPE_VULKAN_GRAPHICS_DEVICE_GET_INFO_KHR,
        .systemId = api_system(api),
        .vulkanInstance = api->vk_instance,
    };
    if (call.xrGetVulkanGraphicsDevice2KHR(api->instance, &get, &api->physical) != XR_SUCCESS) {
        return false;
    }
    const float priority = 1.0f;
    const VkDeviceQueueCreateInfo queue = {
        .sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
        .queueCount = 1,
        .pQueuePriorities = &priority,
    };
    const VkDeviceCreateInfo device_info = {
        .sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
        .queueCreateInfoCount = 1,
        .pQueueCreateInfos = &queue,
    };
    const XrVulkanDeviceCreateInfoKHR device = {
        .type = XR_TYPE_VULKAN_DEVICE_CREATE_INFO_KHR,
        .systemId = api_system(api),
        .pfnGetInstanceProcAddr = vkGetInstanceProcAddr,
        .vulkanPhysicalDevice = api->physical,
        .vulkanCreateInfo = &device_info,
    };
    return call.xrCreateVulkanDeviceKHR(api->instance, &device, &api->device, &res) == XR_SUCCESS &&
           res == VK_SUCCESS;
}

static inline void api_ask_requirements(const struct api *api)
{
    XrGraphicsRequirementsVulkanKHR need = {.type = XR_TYPE_GRAPHICS_REQUIREMENTS_VULKAN2_KHR};
    assert_int_equal(
        call.xrGetVulkanGraphicsRequirements2KHR(api->instance, api_system(api), &need),
        XR_SUCCESS);
}

static inline XrGraphicsBindingVulkanKHR api_binding(const struct api *api)
{
    return (XrGraphicsBindingVulkanKHR){
        .type = XR_TYPE_GRAPHICS_BINDING_VULKAN2_KHR,
        .instance = api->vk_instance,
        .physicalDevice = api->physical,
        .device = api->device,
    };
}

static inline XrResult api_create_session(struct api *api)
{
    const XrGraphicsBindingVulkanKHR binding = api_binding(api);
    const XrSessionCreateInfo info = {
        .type = XR_TYPE_SESSION_CREATE_INFO,
        .next = &binding,
        .systemId = api_system(api),
    };
    return call.xrCreateSession(api->instance, &info, &api->session);
}

// An instance, a device and a session in READY.
static inline void api_open_session(struct api *api)
{
    api_open(api);
    assert_true(api_open_device(api));
    api_ask_requirements(api);
    assert_int_equal(api_create_session(api), XR_SUCCESS);
}

static inline void api_close(struct api *api)
{
    if (api->instance) {
        assert_int_equal(call.xrDestroyInstance(api->instance), XR_SUCCESS);
    }
    if (api->device) {
        vkDestroyDevice(api->device, NULL);
    }
    if (api->vk_instance) {
        vkDestroyInstance(api->vk_instance, NULL);
    }
    assert_int_equal(simxr_handle_count(), 0);
    assert_int_equal(mem_live(), 0);
    *api = (struct api){0};
}

static inline XrResult api_begin_session(const struct api *api)
{
    const XrSessionBeginInfo info = {
        .type = XR_TYPE_SESSION_BEGIN_INFO,
        .primaryViewConfigurationType = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO,
    };
    return call.xrBeginSession(api->session, &info);
}

static inline XrFrameEndInfo api_end_info(XrTime display)
{
    return (XrFrameEndInfo){
        .type = XR_TYPE_FRAME_END_INFO,
        .displayTime = display,
        .environmentBlendMode = XR_ENVIRONMENT_BLEND_MODE_OPAQUE,
    };
}

// wait + begin; returns the predicted display time.
static inline XrTime api_start_frame(const struct api *api)
{
    XrFrameState state = {.type = XR_TYPE_FRAME_STATE};
    assert_int_equal(call.xrWaitFrame(api->session, NULL, &state), XR_SUCCESS);
    assert_true(XR_SUCCEEDED(call.xrBeginFrame(api->session, NULL)));
    return state.predictedDisplayTime;
}

// A whole frame without layers.
static inline XrTime api_frame(const struct api *api)
{
    const XrTime display = api_start_frame(api);
    const XrFrameEndInfo info = api_end_info(display);
    assert_int_equal(call.xrEndFrame(api->session, &info), XR_SUCCESS);
    return display;
}

// The next event of `type`, others passed over; false when the queue is empty.
static inline bool api_next_event(const struct api *api, XrStructureType type,
                                  XrEventDataBuffer *out)
{
    for (;;) {
        *out = (XrEventDataBuffer){.type = XR_TYPE_EVENT_DATA_BUFFER};
        if (call.xrPollEvent(api->instance, out) != XR_SUCCESS) {
            return false;
        }
        if (out->type == type) {
            return true;
        }
    }
}

// XR_SESSION_STATE_UNKNOWN when there is no more.
static inline XrSessionState api_next_state(const struct api *api)
{
    XrEventDataBuffer event;
    return api_next_event(api, XR_TYPE_EVENT_DATA_SESSION_STATE_CHANGED, &event)
               ? ((XrEventDataSessionStateChanged *)&event)->state
               : XR_SESSION_STATE_UNKNOWN;
}

// From READY to FOCUSED, the queue emptied.
static inline void api_focus(const struct api *api)
{
    assert_int_equal(api_begin_session(api), XR_SUCCESS);
    api_frame(api);
    XrSessionState state = XR_SESSION_STATE_UNKNOWN, next;
    while ((next = api_next_state(api)) != XR_SESSION_STATE_UNKNOWN) {
        state = next;
    }
    assert_int_equal(state, XR_SESSION_STATE_FOCUSED);
}

// For main: false, and a sentence, when this machine has no Vulkan device.
static inline bool api_has_device(void)
{
    // Where the machine's software driver is a known bad one, the right one lies there.
    const char *driver = SOURCE_FOLDER "/build/mesa/lvp.json";
    if (access(driver, R_OK) == 0) {
        setenv("VK_DRIVER_FILES", driver, 0);
    }
    struct api api;
    api_open(&api);
    const bool has_one = api_open_device(&api);
    api_close(&api);
    if (!has_one) {
        printf("skipped: this machine has no Vulkan device\n");
    }
    return has_one;
}

#endif
