#include "vr/instance.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "simxr/simulated_body.h"
#include "vr/foveation.h"
#include "vr/make.h"
#include "vr/result.h"
#include "vr/validation.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXTENSION_MAX = 1024 };

// A layer refuses a reference space that it does not know. LOCAL_FLOOR came with 1.0.28, but a
// layer's manifest says no more than "1.0" or "1.1".
static const XrVersion layer_knows_local_floor = XR_MAKE_VERSION(1, 1, 0);

static const struct wish {
    const char *name;
    size_t enabled; // offset in struct vr_enabled
} wishes[] = {
    {XR_KHR_VULKAN_ENABLE2_EXTENSION_NAME, offsetof(struct vr_enabled, vulkan_enable2)},
    {XR_KHR_COMPOSITION_LAYER_DEPTH_EXTENSION_NAME, offsetof(struct vr_enabled, depth)},
    {XR_KHR_CONVERT_TIMESPEC_TIME_EXTENSION_NAME, offsetof(struct vr_enabled, timespec)},
    {XR_EXT_HAND_TRACKING_EXTENSION_NAME, offsetof(struct vr_enabled, hand_tracking)},
    {XR_EXT_HAND_INTERACTION_EXTENSION_NAME, offsetof(struct vr_enabled, hand_interaction)},
    {XR_EXT_EYE_GAZE_INTERACTION_EXTENSION_NAME, offsetof(struct vr_enabled, eye_gaze)},
    {XR_EXT_LOCAL_FLOOR_EXTENSION_NAME, offsetof(struct vr_enabled, local_floor)},
    {XR_EXT_USER_PRESENCE_EXTENSION_NAME, offsetof(struct vr_enabled, user_presence)},
    {XR_FB_DISPLAY_REFRESH_RATE_EXTENSION_NAME, offsetof(struct vr_enabled, refresh_rate)},
    {XR_EXT_PERFORMANCE_SETTINGS_EXTENSION_NAME, offsetof(struct vr_enabled, performance)},
    {XR_META_RECOMMENDED_LAYER_RESOLUTION_EXTENSION_NAME,
     offsetof(struct vr_enabled, recommended_resolution)},
    {XR_HTC_FOVEATION_EXTENSION_NAME, offsetof(struct vr_enabled, foveation_htc)},
    {XR_FB_FOVEATION_EXTENSION_NAME, offsetof(struct vr_enabled, foveation_fb)},
    {XR_FB_FOVEATION_CONFIGURATION_EXTENSION_NAME,
     offsetof(struct vr_enabled, foveation_fb_configuration)},
    {XR_FB_FOVEATION_VULKAN_EXTENSION_NAME, offsetof(struct vr_enabled, foveation_fb_vulkan)},
    {XR_FB_SWAPCHAIN_UPDATE_STATE_EXTENSION_NAME, offsetof(struct vr_enabled, swapchain_update_fb)},
    {XR_KHR_COMPOSITION_LAYER_EQUIRECT2_EXTENSION_NAME, offsetof(struct vr_enabled, equirect2)},
    {XR_RESPITEX_SIMULATED_BODY_EXTENSION_NAME, offsetof(struct vr_enabled, simulated_body)},
};
enum { WISH_COUNT = sizeof wishes / sizeof wishes[0] };

static bool *flag_of(struct vr_enabled *enabled, const struct wish *wish)
{
    return (bool *)((char *)enabled + wish->enabled);
}

// One sentence for a person, with the way out.
static enum err explain(const struct vr *vr, XrResult result)
{
    const enum log_level level = vr->may_be_absent ? LOG_LEVEL_INFO : LOG_LEVEL_ERROR;
    const char *said = NULL;
    switch ((int)result) {
    case XR_ERROR_RUNTIME_UNAVAILABLE:
        said =
            "no OpenXR runtime is active on this machine: start the headset's software (SteamVR, "
            "Monado, ...) and make it the active OpenXR runtime";
        break;
    case XR_ERROR_FILE_ACCESS_ERROR:
    case XR_ERROR_FILE_CONTENTS_INVALID:
        said = "the OpenXR runtime's manifest or library cannot be read: reinstall the headset's "
               "software, or mend what XR_RUNTIME_JSON names";
        break;
    case XR_ERROR_API_VERSION_UNSUPPORTED:
        said = "the OpenXR runtime is too old for OpenXR 1.0: update the headset's software";
        break;
    case XR_ERROR_LIMIT_REACHED:
        said = "the OpenXR runtime serves another program: close that first";
        break;
    default:
        said = "the OpenXR runtime did not start: what it said is above, or the headset's software "
               "is not running";
        break;
    }
    char text[XR_MAX_RESULT_STRING_SIZE];
    log_write(level, __FILE__, __LINE__, "%s; or use the simulated headset (%s)", said,
              vr_result_text(XR_NULL_HANDLE, result, text));
    return vr_result_err(result);
}

static enum err set_environment(const struct vr_desc *desc)
{
    // The loader repeats on stderr, in many lines, what is said here in one.
    setenv("XR_LOADER_DEBUG", "none", 0);
    if (!desc->runtime_json) {
        return ERR_OK;
    }
    if (!file_exists(desc->runtime_json)) {
        LOG_ERROR("there is no OpenXR runtime manifest at %s: name another one, or build the "
                  "simulated runtime first",
                  desc->runtime_json);
        return ERR_UNSUPPORTED;
    }
    const char *now = getenv("XR_RUNTIME_JSON");
    if (!now || strcmp(now, desc->runtime_json) != 0) {
        setenv("XR_RUNTIME_JSON", desc->runtime_json, 1);
    }
    return ERR_OK;
}

static void tick_wishes(struct vr *vr, const XrExtensionProperties *offered, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (int w = 0; w < WISH_COUNT; w++) {
            if (strcmp(offered[i].extensionName, wishes[w].name) == 0) {
                *flag_of(&vr->enabled, &wishes[w]) = true;
            }
        }
    }
}

// The first call that makes the loader look for a runtime.
static enum err find_extensions(struct vr *vr)
{
    uint32_t count = 0;
    XrResult result = xrEnumerateInstanceExtensionProperties(NULL, 0, &count, NULL);
    if (XR_FAILED(result)) {
        return explain(vr, result);
    }
    count = count < EXTENSION_MAX ? count : EXTENSION_MAX;
    XrExtensionProperties *offered = mem_alloc(count, sizeof *offered);
    if (!offered) {
        return ERR_NO_MEMORY;
    }
    for (uint32_t i = 0; i < count; i++) {
        offered[i].type = XR_TYPE_EXTENSION_PROPERTIES;
    }
    result = xrEnumerateInstanceExtensionProperties(NULL, count, &count, offered);
    if (XR_SUCCEEDED(result)) {
        tick_wishes(vr, offered, count);
    }
    mem_free(offered);
    return XR_FAILED(result) ? explain(vr, result) : ERR_OK;
}

static enum err create(struct vr *vr, const struct vr_desc *desc)
{
    const char *names[WISH_COUNT];
    uint32_t name_count = 0;
    for (int w = 0; w < WISH_COUNT; w++) {
        if (*flag_of(&vr->enabled, &wishes[w])) {
            names[name_count++] = wishes[w].name;
        }
    }
    const char *const layers[] = {vr_validation_layer};
    XrInstanceCreateInfo info = {
        .type = XR_TYPE_INSTANCE_CREATE_INFO,
        .applicationInfo =
            {
                .applicationVersion = 1,
                .engineVersion = 1,
                .apiVersion =
                    XR_MAKE_VERSION(1, 0, 0), // every runtime has it, whatever our headers
            },
        .enabledApiLayerCount = vr->is_validated ? 1 : 0,
        .enabledApiLayerNames = layers,
        .enabledExtensionCount = name_count,
        .enabledExtensionNames = names,
    };
    snprintf(info.applicationInfo.applicationName, sizeof info.applicationInfo.applicationName,
             "%s", desc->app_name ? desc->app_name : "Respite");
    snprintf(info.applicationInfo.engineName, sizeof info.applicationInfo.engineName, "Respite");

    const XrResult result = vr_make_instance(&info, &vr->instance);
    return XR_FAILED(result) ? explain(vr, result) : ERR_OK;
}

static enum err load(const struct vr *vr, bool is_enabled, const char *name,
                     PFN_xrVoidFunction *out)
{
    *out = NULL;
    if (!is_enabled) {
        return ERR_OK;
    }
    const XrResult result = xrGetInstanceProcAddr(vr->instance, name, out);
    if (XR_FAILED(result)) {
        *out = NULL;
        return vr_result_fail(vr->instance, result, name, __FILE__, __LINE__);
    }
    return ERR_OK;
}

#define LOAD(vr, flag, field, name)                          \
    do {                                                     \
        PFN_xrVoidFunction load_f;                           \
        TRY(load((vr), (vr)->enabled.flag, #name, &load_f)); \
        (vr)->calls.field = (PFN_##name)load_f;              \
    } while (0)

static enum err load_calls(struct vr *vr)
{
    LOAD(vr, vulkan_enable2, get_vulkan_requirements, xrGetVulkanGraphicsRequirements2KHR);
    LOAD(vr, vulkan_enable2, create_vulkan_instance, xrCreateVulkanInstanceKHR);
    LOAD(vr, vulkan_enable2, get_vulkan_device, xrGetVulkanGraphicsDevice2KHR);
    LOAD(vr, vulkan_enable2, create_vulkan_device, xrCreateVulkanDeviceKHR);
    LOAD(vr, timespec, time_to_timespec, xrConvertTimeToTimespecTimeKHR);
    LOAD(vr, hand_tracking, create_hand_tracker, xrCreateHandTrackerEXT);
    LOAD(vr, hand_tracking, destroy_hand_tracker, xrDestroyHandTrackerEXT);
    LOAD(vr, hand_tracking, locate_hand_joints, xrLocateHandJointsEXT);
    LOAD(vr, refresh_rate, get_refresh_rate, xrGetDisplayRefreshRateFB);
    LOAD(vr, refresh_rate, list_refresh_rates, xrEnumerateDisplayRefreshRatesFB);
    LOAD(vr, refresh_rate, request_refresh_rate, xrRequestDisplayRefreshRateFB);
    LOAD(vr, performance, set_performance_level, xrPerfSettingsSetPerformanceLevelEXT);
    LOAD(vr, recommended_resolution, get_recommended_resolution,
         xrGetRecommendedLayerResolutionMETA);
    LOAD(vr, foveation_htc, apply_foveation_htc, xrApplyFoveationHTC);
    LOAD(vr, foveation_fb, create_foveation_profile, xrCreateFoveationProfileFB);
    LOAD(vr, foveation_fb, destroy_foveation_profile, xrDestroyFoveationProfileFB);
    LOAD(vr, swapchain_update_fb, update_swapchain_fb, xrUpdateSwapchainFB);
    return load(vr, vr->enabled.simulated_body, "xrSetSimulatedBodyRESPITEX",
                &vr->calls.set_simulated_body);
}

static enum err name_runtime(struct vr *vr)
{
    XrInstanceProperties properties = {.type = XR_TYPE_INSTANCE_PROPERTIES};
    TRY_XR(vr->instance, xrGetInstanceProperties(vr->instance, &properties));
    const XrVersion version = properties.runtimeVersion;
    snprintf(vr->info.runtime, sizeof vr->info.runtime, "%.*s %u.%u.%u", XR_MAX_RUNTIME_NAME_SIZE,
             properties.runtimeName, (unsigned)XR_VERSION_MAJOR(version),
             (unsigned)XR_VERSION_MINOR(version), (unsigned)XR_VERSION_PATCH(version));
    vr->info.is_simulated = vr->enabled.simulated_body;
    vr->info.has_simulated_body = vr->enabled.simulated_body;
    return ERR_OK;
}

enum err vr_instance_init(struct vr *vr, const struct vr_desc *desc)
{
    TRY(set_environment(desc));
    TRY(find_extensions(vr));
    if (!vr->enabled.vulkan_enable2) {
        log_write(
            vr->may_be_absent ? LOG_LEVEL_INFO : LOG_LEVEL_ERROR, __FILE__, __LINE__,
            "the OpenXR runtime cannot draw with Vulkan (no XR_KHR_vulkan_enable2): update the "
            "headset's software, or use the simulated headset");
        return ERR_UNSUPPORTED;
    }
    XrVersion layer_version = 0;
    vr->is_validated = desc->want_validation && vr_validation_prepare(&layer_version);
    if (desc->want_validation && !vr->is_validated) {
        LOG_WARN("%s is not installed; OpenXR calls go unchecked", vr_validation_layer);
    }
    if (vr->is_validated && layer_version < layer_knows_local_floor) {
        vr->enabled.local_floor = false;
    }
    vr_foveation_prepare(vr);
    TRY(create(vr, desc));
    TRY(load_calls(vr));
    return name_runtime(vr);
}

void vr_instance_fini(struct vr *vr)
{
    if (vr->instance != XR_NULL_HANDLE) {
        xrDestroyInstance(vr->instance);
        vr->instance = XR_NULL_HANDLE;
    }
    vr_validation_fini(vr);
}
