// The one head-mounted display there is.
#ifndef SIMXR_SYSTEM_H
#define SIMXR_SYSTEM_H

#include "simxr/xr.h"

#define SIMXR_SYSTEM_ID ((XrSystemId)1)

enum {
    SIMXR_SYSTEM_LAYER_MAX = 16,
    SIMXR_SYSTEM_SWAPCHAIN_SIZE_MAX = 4096,
    SIMXR_SYSTEM_VIEW_COUNT = 2,
};

// XR_ERROR_SYSTEM_INVALID.
XrResult simxr_system_check(XrSystemId system);

// XR_ERROR_VIEW_CONFIGURATION_TYPE_UNSUPPORTED.
XrResult simxr_system_check_view_type(XrViewConfigurationType type);

#endif
