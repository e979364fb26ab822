// OpenXR as this program sees it: the loader's headers for Vulkan and timespec, and by hand what
// Debian 12's headers (1.0.20) do not name. Figures from the registry; each block vanishes where
// the installed headers know the extension, so what is built on it is always compiled.
#ifndef VR_EXT_H
#define VR_EXT_H

#include <time.h>
#include <vulkan/vulkan.h>

#define XR_USE_GRAPHICS_API_VULKAN
#define XR_USE_TIMESPEC
#include <openxr/openxr.h>
#include <openxr/openxr_platform.h>

#ifndef XR_EXT_hand_interaction
#define XR_EXT_hand_interaction                1
#define XR_EXT_HAND_INTERACTION_EXTENSION_NAME "XR_EXT_hand_interaction"
#endif

#ifndef XR_EXT_local_floor
#define XR_EXT_local_floor                      1
#define XR_EXT_LOCAL_FLOOR_EXTENSION_NAME       "XR_EXT_local_floor"
#define XR_REFERENCE_SPACE_TYPE_LOCAL_FLOOR_EXT ((XrReferenceSpaceType)1000426000)
#endif

#ifndef XR_EXT_user_presence
#define XR_EXT_user_presence                         1
#define XR_EXT_USER_PRESENCE_EXTENSION_NAME          "XR_EXT_user_presence"
#define XR_TYPE_EVENT_DATA_USER_PRESENCE_CHANGED_EXT ((XrStructureType)1000470000)
#define XR_TYPE_SYSTEM_USER_PRESENCE_PROPERTIES_EXT  ((XrStructureType)1000470001)

typedef struct XrEventDataUserPresenceChangedEXT {
    XrStructureType type;
    const void *XR_MAY_ALIAS next;
    XrSession session;
    XrBool32 isUserPresent;
} XrEventDataUserPresenceChangedEXT;

typedef struct XrSystemUserPresencePropertiesEXT {
    XrStructureType type;
    void *XR_MAY_ALIAS next;
    XrBool32 supportsUserPresence;
} XrSystemUserPresencePropertiesEXT;
#endif

#ifndef XR_HTC_foveation
#define XR_HTC_foveation                        1
#define XR_HTC_FOVEATION_EXTENSION_NAME         "XR_HTC_foveation"
#define XR_TYPE_FOVEATION_APPLY_INFO_HTC        ((XrStructureType)1000318000)
#define XR_TYPE_FOVEATION_DYNAMIC_MODE_INFO_HTC ((XrStructureType)1000318001)
#define XR_TYPE_FOVEATION_CUSTOM_MODE_INFO_HTC  ((XrStructureType)1000318002)

typedef enum XrFoveationModeHTC {
    XR_FOVEATION_MODE_DISABLE_HTC = 0,
    XR_FOVEATION_MODE_FIXED_HTC = 1,
    XR_FOVEATION_MODE_DYNAMIC_HTC = 2,
    XR_FOVEATION_MODE_CUSTOM_HTC = 3,
    XR_FOVEATION_MODE_MAX_ENUM_HTC = 0x7FFFFFFF
} XrFoveationModeHTC;

typedef struct XrFoveationApplyInfoHTC {
    XrStructureType type;
    const void *XR_MAY_ALIAS next;
    XrFoveationModeHTC mode;
    uint32_t subImageCount;
    XrSwapchainSubImage *subImages;
} XrFoveationApplyInfoHTC;

typedef XrResult(XRAPI_PTR *PFN_xrApplyFoveationHTC)(XrSession session,
                                                     const XrFoveationApplyInfoHTC *applyInfo);
#endif

#ifndef XR_META_recommended_layer_resolution
#define XR_META_recommended_layer_resolution                1
#define XR_META_RECOMMENDED_LAYER_RESOLUTION_EXTENSION_NAME "XR_META_recommended_layer_resolution"
#define XR_TYPE_RECOMMENDED_LAYER_RESOLUTION_META           ((XrStructureType)1000254000)
#define XR_TYPE_RECOMMENDED_LAYER_RESOLUTION_GET_INFO_META  ((XrStructureType)1000254001)

typedef struct XrRecommendedLayerResolutionMETA {
    XrStructureType type;
    void *XR_MAY_ALIAS next;
    XrExtent2Di recommendedImageDimensions;
    XrBool32 isValid;
} XrRecommendedLayerResolutionMETA;

typedef struct XrRecommendedLayerResolutionGetInfoMETA {
    XrStructureType type;
    const void *XR_MAY_ALIAS next;
    const XrCompositionLayerBaseHeader *layer;
    XrTime predictedDisplayTime;
} XrRecommendedLayerResolutionGetInfoMETA;

typedef XrResult(XRAPI_PTR *PFN_xrGetRecommendedLayerResolutionMETA)(
    XrSession session, const XrRecommendedLayerResolutionGetInfoMETA *info,
    XrRecommendedLayerResolutionMETA *resolution);
#endif

#endif
