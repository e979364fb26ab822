#include "simxr/system.h"

#include "simxr/check.h"
#include "simxr/display.h"
#include "simxr/entry.h"
#include "simxr/instance.h"

#include <stdio.h>

// The checks that all functions of a view configuration begin with.
static XrResult check_system(XrInstance instance, XrSystemId system, struct simxr_instance **out)
{
    TRY_XR(simxr_instance_get(instance, out));
    return simxr_system_check(system);
}

XrResult simxr_system_check(XrSystemId system)
{
    return system == SIMXR_SYSTEM_ID ? XR_SUCCESS : XR_ERROR_SYSTEM_INVALID;
}

XrResult simxr_system_check_view_type(XrViewConfigurationType type)
{
    // Also of values that are none of OpenXR's: Khronos' conformance suite takes nothing else in
    // its older versions (ViewConfigurations asks for the type's MAX_ENUM), and either in its newer
    // ones.
    return type == XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO
               ? XR_SUCCESS
               : XR_ERROR_VIEW_CONFIGURATION_TYPE_UNSUPPORTED;
}

XrResult simxr_system_get(XrInstance instance, const XrSystemGetInfo *info, XrSystemId *out_system)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(info, XR_TYPE_SYSTEM_GET_INFO));
    if (!out_system) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    if (info->formFactor != XR_FORM_FACTOR_HEAD_MOUNTED_DISPLAY) {
        return XR_ERROR_FORM_FACTOR_UNSUPPORTED;
    }
    *out_system = SIMXR_SYSTEM_ID;
    return XR_SUCCESS;
}

// What extensions add to XrSystemProperties.
static void fill_chained(const struct simxr_instance *inst, XrSystemProperties *properties)
{
    for (XrBaseOutStructure *at = properties->next; at; at = at->next) {
        if (at->type == XR_TYPE_SYSTEM_HAND_TRACKING_PROPERTIES_EXT &&
            simxr_instance_has(inst, SIMXR_EXT_HAND_TRACKING)) {
            ((XrSystemHandTrackingPropertiesEXT *)at)->supportsHandTracking = XR_TRUE;
        }
        if (at->type == XR_TYPE_SYSTEM_EYE_GAZE_INTERACTION_PROPERTIES_EXT &&
            simxr_instance_has(inst, SIMXR_EXT_EYE_GAZE_INTERACTION)) {
            ((XrSystemEyeGazeInteractionPropertiesEXT *)at)->supportsEyeGazeInteraction = XR_TRUE;
        }
    }
}

XrResult simxr_system_properties(XrInstance instance, XrSystemId system,
                                 XrSystemProperties *properties)
{
    struct simxr_instance *inst;
    TRY_XR(check_system(instance, system, &inst));
    TRY_XR(simxr_check_type(properties, XR_TYPE_SYSTEM_PROPERTIES));
    properties->systemId = SIMXR_SYSTEM_ID;
    properties->vendorId = 0; // none of Khronos'
    snprintf(properties->systemName, sizeof properties->systemName, "%s",
             inst->config.headset->system_name);
    properties->graphicsProperties = (XrSystemGraphicsProperties){
        .maxSwapchainImageHeight = SIMXR_SYSTEM_SWAPCHAIN_SIZE_MAX,
        .maxSwapchainImageWidth = SIMXR_SYSTEM_SWAPCHAIN_SIZE_MAX,
        .maxLayerCount = SIMXR_SYSTEM_LAYER_MAX,
    };
    properties->trackingProperties = (XrSystemTrackingProperties){XR_TRUE, XR_TRUE};
    fill_chained(inst, properties);
    return XR_SUCCESS;
}

XrResult simxr_system_blend_modes(XrInstance instance, XrSystemId system,
                                  XrViewConfigurationType type, uint32_t capacity,
                                  uint32_t *out_count, XrEnvironmentBlendMode *modes)
{
    struct simxr_instance *inst;
    TRY_XR(check_system(instance, system, &inst));
    TRY_XR(simxr_system_check_view_type(type));
    const XrEnvironmentBlendMode mode = XR_ENVIRONMENT_BLEND_MODE_OPAQUE;
    return simxr_check_copy(capacity, out_count, modes, &mode, 1, sizeof mode);
}

XrResult simxr_system_view_types(XrInstance instance, XrSystemId system, uint32_t capacity,
                                 uint32_t *out_count, XrViewConfigurationType *types)
{
    struct simxr_instance *inst;
    TRY_XR(check_system(instance, system, &inst));
    const XrViewConfigurationType type = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO;
    return simxr_check_copy(capacity, out_count, types, &type, 1, sizeof type);
}

XrResult simxr_system_view_properties(XrInstance instance, XrSystemId system,
                                      XrViewConfigurationType type,
                                      XrViewConfigurationProperties *properties)
{
    struct simxr_instance *inst;
    TRY_XR(check_system(instance, system, &inst));
    TRY_XR(simxr_check_type(properties, XR_TYPE_VIEW_CONFIGURATION_PROPERTIES));
    TRY_XR(simxr_system_check_view_type(type));
    properties->viewConfigurationType = type;
    properties->fovMutable = XR_TRUE;
    return XR_SUCCESS;
}

XrResult simxr_system_view_sizes(XrInstance instance, XrSystemId system,
                                 XrViewConfigurationType type, uint32_t capacity,
                                 uint32_t *out_count, XrViewConfigurationView *views)
{
    struct simxr_instance *inst;
    TRY_XR(check_system(instance, system, &inst));
    TRY_XR(simxr_system_check_view_type(type));
    bool fill;
    TRY_XR(simxr_check_list(capacity, out_count, views, SIMXR_SYSTEM_VIEW_COUNT, &fill));
    for (uint32_t i = 0; fill && i < SIMXR_SYSTEM_VIEW_COUNT; i++) {
        TRY_XR(simxr_check_type(&views[i], XR_TYPE_VIEW_CONFIGURATION_VIEW));
        views[i].recommendedImageRectWidth = inst->config.headset->width_px;
        views[i].maxImageRectWidth = SIMXR_SYSTEM_SWAPCHAIN_SIZE_MAX;
        views[i].recommendedImageRectHeight = inst->config.headset->height_px;
        views[i].maxImageRectHeight = SIMXR_SYSTEM_SWAPCHAIN_SIZE_MAX;
        views[i].recommendedSwapchainSampleCount = 1;
        views[i].maxSwapchainSampleCount = 1;
    }
    return XR_SUCCESS;
}
