// The OpenXR and Vulkan headers as the runtime needs them, and the few names that only newer
// OpenXR headers have (figures from the Khronos registry).
#ifndef SIMXR_XR_H
#define SIMXR_XR_H

#include <time.h>
#include <vulkan/vulkan.h>

#define XR_USE_GRAPHICS_API_VULKAN
#define XR_USE_TIMESPEC
#include <openxr/openxr.h>
#include <openxr/openxr_platform.h>

#ifndef XR_EXT_local_floor
#define XR_EXT_LOCAL_FLOOR_EXTENSION_NAME       "XR_EXT_local_floor"
#define XR_EXT_local_floor_SPEC_VERSION         1
#define XR_REFERENCE_SPACE_TYPE_LOCAL_FLOOR_EXT ((XrReferenceSpaceType)1000426000)
#endif

#ifndef XR_EXT_hand_interaction
#define XR_EXT_HAND_INTERACTION_EXTENSION_NAME "XR_EXT_hand_interaction"
#define XR_EXT_hand_interaction_SPEC_VERSION   1
#endif

// Propagate a failure. Legal only where this frame of the stack owns nothing.
#define TRY_XR(expr)                   \
    do {                               \
        const XrResult try_x = (expr); \
        if (XR_FAILED(try_x)) {        \
            return try_x;              \
        }                              \
    } while (0)

#endif
