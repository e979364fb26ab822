// Every function of the runtime, in one table.
//
// X(extension, OpenXR name, our function, parameters, arguments). From it come the prototypes of
// our functions, the wrappers an application is given (lock, injected faults, unlock), and what
// xrGetInstanceProcAddr finds. So nothing can be forgotten in one place only.
#ifndef SIMXR_ENTRY_H
#define SIMXR_ENTRY_H

#include "simxr/simulated_body.h"
#include "simxr/xr.h"

#include <stdint.h>

// clang-format off
#define SIMXR_ENTRIES_CORE(X)                                                                   \
    X(CORE, xrEnumerateApiLayerProperties, simxr_instance_list_layers,                          \
      (uint32_t capacity, uint32_t *out_count, XrApiLayerProperties *properties),               \
      (capacity, out_count, properties))                                                        \
    X(CORE, xrEnumerateInstanceExtensionProperties, simxr_instance_list_extensions,             \
      (const char *layerName, uint32_t capacity, uint32_t *out_count,                           \
       XrExtensionProperties *properties),                                                      \
      (layerName, capacity, out_count, properties))                                             \
    X(CORE, xrCreateInstance, simxr_instance_create,                                            \
      (const XrInstanceCreateInfo *info, XrInstance *instance),                                 \
      (info, instance))                                                                         \
    X(CORE, xrDestroyInstance, simxr_instance_destroy,                                          \
      (XrInstance instance),                                                                    \
      (instance))                                                                               \
    X(CORE, xrGetInstanceProperties, simxr_instance_properties,                                 \
      (XrInstance instance, XrInstanceProperties *properties),                                  \
      (instance, properties))                                                                   \
    X(CORE, xrPollEvent, simxr_event_poll,                                                      \
      (XrInstance instance, XrEventDataBuffer *event),                                          \
      (instance, event))                                                                        \
    X(CORE, xrResultToString, simxr_text_result,                                                \
      (XrInstance instance, XrResult value, char buffer[XR_MAX_RESULT_STRING_SIZE]),            \
      (instance, value, buffer))                                                                \
    X(CORE, xrStructureTypeToString, simxr_text_structure,                                      \
      (XrInstance instance, XrStructureType value, char                                         \
       buffer[XR_MAX_STRUCTURE_NAME_SIZE]),                                                     \
      (instance, value, buffer))                                                                \
    X(CORE, xrGetSystem, simxr_system_get,                                                      \
      (XrInstance instance, const XrSystemGetInfo *info, XrSystemId *systemId),                 \
      (instance, info, systemId))                                                               \
    X(CORE, xrGetSystemProperties, simxr_system_properties,                                     \
      (XrInstance instance, XrSystemId systemId, XrSystemProperties *properties),               \
      (instance, systemId, properties))                                                         \
    X(CORE, xrEnumerateEnvironmentBlendModes, simxr_system_blend_modes,                         \
      (XrInstance instance, XrSystemId systemId, XrViewConfigurationType type, uint32_t         \
       capacity, uint32_t *out_count, XrEnvironmentBlendMode *modes),                           \
      (instance, systemId, type, capacity, out_count, modes))                                   \
    X(CORE, xrCreateSession, simxr_session_create,                                              \
      (XrInstance instance, const XrSessionCreateInfo *info, XrSession *session),               \
      (instance, info, session))                                                                \
    X(CORE, xrDestroySession, simxr_session_destroy,                                            \
      (XrSession session),                                                                      \
      (session))                                                                                \
    X(CORE, xrEnumerateReferenceSpaces, simxr_space_list,                                       \
      (XrSession session, uint32_t capacity, uint32_t *out_count, XrReferenceSpaceType          \
       *spaces),                                                                                \
      (session, capacity, out_count, spaces))                                                   \
    X(CORE, xrCreateReferenceSpace, simxr_space_create_reference,                               \
      (XrSession session, const XrReferenceSpaceCreateInfo *info, XrSpace *space),              \
      (session, info, space))                                                                   \
    X(CORE, xrGetReferenceSpaceBoundsRect, simxr_space_bounds,                                  \
      (XrSession session, XrReferenceSpaceType type, XrExtent2Df *bounds),                      \
      (session, type, bounds))                                                                  \
    X(CORE, xrCreateActionSpace, simxr_space_create_action,                                     \
      (XrSession session, const XrActionSpaceCreateInfo *info, XrSpace *space),                 \
      (session, info, space))                                                                   \
    X(CORE, xrLocateSpace, simxr_space_locate,                                                  \
      (XrSpace space, XrSpace base, XrTime time, XrSpaceLocation *location),                    \
      (space, base, time, location))                                                            \
    X(CORE, xrDestroySpace, simxr_space_destroy,                                                \
      (XrSpace space),                                                                          \
      (space))                                                                                  \
    X(CORE, xrEnumerateViewConfigurations, simxr_system_view_types,                             \
      (XrInstance instance, XrSystemId systemId, uint32_t capacity, uint32_t *out_count,        \
       XrViewConfigurationType *types),                                                         \
      (instance, systemId, capacity, out_count, types))                                         \
    X(CORE, xrGetViewConfigurationProperties, simxr_system_view_properties,                     \
      (XrInstance instance, XrSystemId systemId, XrViewConfigurationType type,                  \
       XrViewConfigurationProperties *properties),                                              \
      (instance, systemId, type, properties))                                                   \
    X(CORE, xrEnumerateViewConfigurationViews, simxr_system_view_sizes,                         \
      (XrInstance instance, XrSystemId systemId, XrViewConfigurationType type, uint32_t         \
       capacity, uint32_t *out_count, XrViewConfigurationView *views),                          \
      (instance, systemId, type, capacity, out_count, views))                                   \
    X(CORE, xrEnumerateSwapchainFormats, simxr_swapchain_formats,                               \
      (XrSession session, uint32_t capacity, uint32_t *out_count, int64_t *formats),            \
      (session, capacity, out_count, formats))                                                  \
    X(CORE, xrCreateSwapchain, simxr_swapchain_create,                                          \
      (XrSession session, const XrSwapchainCreateInfo *info, XrSwapchain *swapchain),           \
      (session, info, swapchain))                                                               \
    X(CORE, xrDestroySwapchain, simxr_swapchain_destroy,                                        \
      (XrSwapchain swapchain),                                                                  \
      (swapchain))                                                                              \
    X(CORE, xrEnumerateSwapchainImages, simxr_swapchain_images,                                 \
      (XrSwapchain swapchain, uint32_t capacity, uint32_t *out_count,                           \
       XrSwapchainImageBaseHeader *images),                                                     \
      (swapchain, capacity, out_count, images))                                                 \
    X(CORE, xrAcquireSwapchainImage, simxr_swapchain_acquire,                                   \
      (XrSwapchain swapchain, const XrSwapchainImageAcquireInfo *info, uint32_t *index),        \
      (swapchain, info, index))                                                                 \
    X(CORE, xrWaitSwapchainImage, simxr_swapchain_wait,                                         \
      (XrSwapchain swapchain, const XrSwapchainImageWaitInfo *info),                            \
      (swapchain, info))                                                                        \
    X(CORE, xrReleaseSwapchainImage, simxr_swapchain_release,                                   \
      (XrSwapchain swapchain, const XrSwapchainImageReleaseInfo *info),                         \
      (swapchain, info))                                                                        \
    X(CORE, xrBeginSession, simxr_session_begin,                                                \
      (XrSession session, const XrSessionBeginInfo *info),                                      \
      (session, info))                                                                          \
    X(CORE, xrEndSession, simxr_session_end,                                                    \
      (XrSession session),                                                                      \
      (session))                                                                                \
    X(CORE, xrRequestExitSession, simxr_session_request_exit,                                   \
      (XrSession session),                                                                      \
      (session))                                                                                \
    X(CORE, xrWaitFrame, simxr_frame_wait,                                                      \
      (XrSession session, const XrFrameWaitInfo *info, XrFrameState *state),                    \
      (session, info, state))                                                                   \
    X(CORE, xrBeginFrame, simxr_frame_begin,                                                    \
      (XrSession session, const XrFrameBeginInfo *info),                                        \
      (session, info))                                                                          \
    X(CORE, xrEndFrame, simxr_frame_end,                                                        \
      (XrSession session, const XrFrameEndInfo *info),                                          \
      (session, info))                                                                          \
    X(CORE, xrLocateViews, simxr_view_locate,                                                   \
      (XrSession session, const XrViewLocateInfo *info, XrViewState *state, uint32_t            \
       capacity, uint32_t *out_count, XrView *views),                                           \
      (session, info, state, capacity, out_count, views))                                       \
    X(CORE, xrStringToPath, simxr_path_from_text,                                               \
      (XrInstance instance, const char *text, XrPath *path),                                    \
      (instance, text, path))                                                                   \
    X(CORE, xrPathToString, simxr_path_to_text,                                                 \
      (XrInstance instance, XrPath path, uint32_t capacity, uint32_t *out_count, char           \
       *buffer),                                                                                \
      (instance, path, capacity, out_count, buffer))                                            \
    X(CORE, xrCreateActionSet, simxr_action_create_set,                                         \
      (XrInstance instance, const XrActionSetCreateInfo *info, XrActionSet *actionSet),         \
      (instance, info, actionSet))                                                              \
    X(CORE, xrDestroyActionSet, simxr_action_destroy_set,                                       \
      (XrActionSet actionSet),                                                                  \
      (actionSet))                                                                              \
    X(CORE, xrCreateAction, simxr_action_create,                                                \
      (XrActionSet actionSet, const XrActionCreateInfo *info, XrAction *action),                \
      (actionSet, info, action))                                                                \
    X(CORE, xrDestroyAction, simxr_action_destroy,                                              \
      (XrAction action),                                                                        \
      (action))                                                                                 \
    X(CORE, xrSuggestInteractionProfileBindings, simxr_binding_suggest,                         \
      (XrInstance instance, const XrInteractionProfileSuggestedBinding *suggested),             \
      (instance, suggested))                                                                    \
    X(CORE, xrAttachSessionActionSets, simxr_binding_attach,                                    \
      (XrSession session, const XrSessionActionSetsAttachInfo *info),                           \
      (session, info))                                                                          \
    X(CORE, xrGetCurrentInteractionProfile, simxr_binding_current_profile,                      \
      (XrSession session, XrPath user, XrInteractionProfileState *state),                       \
      (session, user, state))                                                                   \
    X(CORE, xrGetActionStateBoolean, simxr_state_bool,                                          \
      (XrSession session, const XrActionStateGetInfo *info, XrActionStateBoolean *state),       \
      (session, info, state))                                                                   \
    X(CORE, xrGetActionStateFloat, simxr_state_float,                                           \
      (XrSession session, const XrActionStateGetInfo *info, XrActionStateFloat *state),         \
      (session, info, state))                                                                   \
    X(CORE, xrGetActionStateVector2f, simxr_state_vector,                                       \
      (XrSession session, const XrActionStateGetInfo *info, XrActionStateVector2f *state),      \
      (session, info, state))                                                                   \
    X(CORE, xrGetActionStatePose, simxr_state_pose,                                             \
      (XrSession session, const XrActionStateGetInfo *info, XrActionStatePose *state),          \
      (session, info, state))                                                                   \
    X(CORE, xrSyncActions, simxr_input_sync,                                                    \
      (XrSession session, const XrActionsSyncInfo *info),                                       \
      (session, info))                                                                          \
    X(CORE, xrEnumerateBoundSourcesForAction, simxr_source_list,                                \
      (XrSession session, const XrBoundSourcesForActionEnumerateInfo *info, uint32_t            \
       capacity, uint32_t *out_count, XrPath *sources),                                         \
      (session, info, capacity, out_count, sources))                                            \
    X(CORE, xrGetInputSourceLocalizedName, simxr_source_name,                                   \
      (XrSession session, const XrInputSourceLocalizedNameGetInfo *info, uint32_t               \
       capacity, uint32_t *out_count, char *buffer),                                            \
      (session, info, capacity, out_count, buffer))                                             \
    X(CORE, xrApplyHapticFeedback, simxr_state_vibrate,                                         \
      (XrSession session, const XrHapticActionInfo *action, const XrHapticBaseHeader            \
       *haptic),                                                                                \
      (session, action, haptic))                                                                \
    X(CORE, xrStopHapticFeedback, simxr_state_vibrate_stop,                                     \
      (XrSession session, const XrHapticActionInfo *action),                                    \
      (session, action))

#define SIMXR_ENTRIES_KHR_VULKAN_ENABLE(X)                                                      \
    X(KHR_VULKAN_ENABLE, xrGetVulkanInstanceExtensionsKHR, simxr_vulkan_instance_extensions,    \
      (XrInstance instance, XrSystemId systemId, uint32_t capacity, uint32_t *out_count,        \
       char *buffer),                                                                           \
      (instance, systemId, capacity, out_count, buffer))                                        \
    X(KHR_VULKAN_ENABLE, xrGetVulkanDeviceExtensionsKHR, simxr_vulkan_device_extensions,        \
      (XrInstance instance, XrSystemId systemId, uint32_t capacity, uint32_t *out_count,        \
       char *buffer),                                                                           \
      (instance, systemId, capacity, out_count, buffer))                                        \
    X(KHR_VULKAN_ENABLE, xrGetVulkanGraphicsDeviceKHR, simxr_vulkan_graphics_device,            \
      (XrInstance instance, XrSystemId systemId, VkInstance vkInstance, VkPhysicalDevice        \
       *vkPhysicalDevice),                                                                      \
      (instance, systemId, vkInstance, vkPhysicalDevice))                                       \
    X(KHR_VULKAN_ENABLE, xrGetVulkanGraphicsRequirementsKHR, simxr_vulkan_requirements,         \
      (XrInstance instance, XrSystemId systemId, XrGraphicsRequirementsVulkanKHR                \
       *requirements),                                                                          \
      (instance, systemId, requirements))

#define SIMXR_ENTRIES_KHR_VULKAN_ENABLE2(X)                                                     \
    X(KHR_VULKAN_ENABLE2, xrCreateVulkanInstanceKHR, simxr_vulkan_create_instance,              \
      (XrInstance instance, const XrVulkanInstanceCreateInfoKHR *info, VkInstance               \
       *vulkanInstance, VkResult *vulkanResult),                                                \
      (instance, info, vulkanInstance, vulkanResult))                                           \
    X(KHR_VULKAN_ENABLE2, xrCreateVulkanDeviceKHR, simxr_vulkan_create_device,                  \
      (XrInstance instance, const XrVulkanDeviceCreateInfoKHR *info, VkDevice                   \
       *vulkanDevice, VkResult *vulkanResult),                                                  \
      (instance, info, vulkanDevice, vulkanResult))                                             \
    X(KHR_VULKAN_ENABLE2, xrGetVulkanGraphicsDevice2KHR, simxr_vulkan_graphics_device2,         \
      (XrInstance instance, const XrVulkanGraphicsDeviceGetInfoKHR *info, VkPhysicalDevice      \
       *vulkanPhysicalDevice),                                                                  \
      (instance, info, vulkanPhysicalDevice))                                                   \
    X(KHR_VULKAN_ENABLE2, xrGetVulkanGraphicsRequirements2KHR, simxr_vulkan_requirements2,      \
      (XrInstance instance, XrSystemId systemId, XrGraphicsRequirementsVulkanKHR                \
       *requirements),                                                                          \
      (instance, systemId, requirements))

#define SIMXR_ENTRIES_KHR_VISIBILITY_MASK(X)                                                    \
    X(KHR_VISIBILITY_MASK, xrGetVisibilityMaskKHR, simxr_view_mask,                             \
      (XrSession session, XrViewConfigurationType type, uint32_t view,                          \
       XrVisibilityMaskTypeKHR mask_type, XrVisibilityMaskKHR *mask),                           \
      (session, type, view, mask_type, mask))

#define SIMXR_ENTRIES_KHR_CONVERT_TIMESPEC_TIME(X)                                              \
    X(KHR_CONVERT_TIMESPEC_TIME, xrConvertTimespecTimeToTimeKHR, simxr_time_from_timespec,      \
      (XrInstance instance, const struct timespec *timespec, XrTime *time),                     \
      (instance, timespec, time))                                                               \
    X(KHR_CONVERT_TIMESPEC_TIME, xrConvertTimeToTimespecTimeKHR, simxr_time_to_timespec,        \
      (XrInstance instance, XrTime time, struct timespec *timespec),                            \
      (instance, time, timespec))

#define SIMXR_ENTRIES_EXT_HAND_TRACKING(X)                                                      \
    X(EXT_HAND_TRACKING, xrCreateHandTrackerEXT, simxr_hand_create,                             \
      (XrSession session, const XrHandTrackerCreateInfoEXT *info, XrHandTrackerEXT              \
       *handTracker),                                                                           \
      (session, info, handTracker))                                                             \
    X(EXT_HAND_TRACKING, xrDestroyHandTrackerEXT, simxr_hand_destroy,                           \
      (XrHandTrackerEXT handTracker),                                                           \
      (handTracker))                                                                            \
    X(EXT_HAND_TRACKING, xrLocateHandJointsEXT, simxr_hand_locate,                              \
      (XrHandTrackerEXT handTracker, const XrHandJointsLocateInfoEXT *locateInfo,               \
       XrHandJointLocationsEXT *locations),                                                     \
      (handTracker, locateInfo, locations))

#define SIMXR_ENTRIES_RESPITEX_SIMULATED_BODY(X)                                                \
    X(RESPITEX_SIMULATED_BODY, xrSetSimulatedBodyRESPITEX, simxr_manual_set,                    \
      (XrSession session, const XrSimulatedBodyRESPITEX *body),                                 \
      (session, body))

#define SIMXR_ENTRIES_EXT_CONFORMANCE_AUTOMATION(X)                                             \
    X(EXT_CONFORMANCE_AUTOMATION, xrSetInputDeviceActiveEXT, simxr_automation_set_active,       \
      (XrSession session, XrPath profile, XrPath user, XrBool32 isActive),                      \
      (session, profile, user, isActive))                                                       \
    X(EXT_CONFORMANCE_AUTOMATION, xrSetInputDeviceStateBoolEXT, simxr_automation_set_bool,      \
      (XrSession session, XrPath user, XrPath source, XrBool32 value),                          \
      (session, user, source, value))                                                           \
    X(EXT_CONFORMANCE_AUTOMATION, xrSetInputDeviceStateFloatEXT, simxr_automation_set_float,    \
      (XrSession session, XrPath user, XrPath source, float value),                             \
      (session, user, source, value))                                                           \
    X(EXT_CONFORMANCE_AUTOMATION, xrSetInputDeviceStateVector2fEXT, simxr_automation_set_vector,\
      (XrSession session, XrPath user, XrPath source, XrVector2f value),                        \
      (session, user, source, value))                                                           \
    X(EXT_CONFORMANCE_AUTOMATION, xrSetInputDeviceLocationEXT, simxr_automation_set_location,   \
      (XrSession session, XrPath user, XrPath source, XrSpace space, XrPosef pose),             \
      (session, user, source, space, pose))

#define SIMXR_ENTRIES_FB_DISPLAY_REFRESH_RATE(X)                                                \
    X(FB_DISPLAY_REFRESH_RATE, xrEnumerateDisplayRefreshRatesFB, simxr_rate_list,               \
      (XrSession session, uint32_t capacity, uint32_t *out_count, float *rates),                \
      (session, capacity, out_count, rates))                                                    \
    X(FB_DISPLAY_REFRESH_RATE, xrGetDisplayRefreshRateFB, simxr_rate_get,                       \
      (XrSession session, float *rate),                                                         \
      (session, rate))                                                                          \
    X(FB_DISPLAY_REFRESH_RATE, xrRequestDisplayRefreshRateFB, simxr_rate_request,               \
      (XrSession session, float rate),                                                          \
      (session, rate))

#define SIMXR_ENTRIES_EXT_PERFORMANCE_SETTINGS(X)                                               \
    X(EXT_PERFORMANCE_SETTINGS, xrPerfSettingsSetPerformanceLevelEXT, simxr_rate_performance,   \
      (XrSession session, XrPerfSettingsDomainEXT domain, XrPerfSettingsLevelEXT level),        \
      (session, domain, level))

#define SIMXR_ENTRIES(X)                                                                        \
    SIMXR_ENTRIES_CORE(X)                                                                       \
    SIMXR_ENTRIES_KHR_VULKAN_ENABLE(X)                                                          \
    SIMXR_ENTRIES_KHR_VULKAN_ENABLE2(X)                                                         \
    SIMXR_ENTRIES_KHR_VISIBILITY_MASK(X)                                                        \
    SIMXR_ENTRIES_KHR_CONVERT_TIMESPEC_TIME(X)                                                  \
    SIMXR_ENTRIES_EXT_HAND_TRACKING(X)                                                          \
    SIMXR_ENTRIES_RESPITEX_SIMULATED_BODY(X)                                                    \
    SIMXR_ENTRIES_EXT_CONFORMANCE_AUTOMATION(X)                                                 \
    SIMXR_ENTRIES_FB_DISPLAY_REFRESH_RATE(X)                                                    \
    SIMXR_ENTRIES_EXT_PERFORMANCE_SETTINGS(X)
// clang-format on

// Called with the runtime's lock held.
#define SIMXR_ENTRY_DECLARE(extension, name, function, params, args) XrResult function params;
SIMXR_ENTRIES(SIMXR_ENTRY_DECLARE)
#undef SIMXR_ENTRY_DECLARE

XRAPI_ATTR XrResult XRAPI_CALL simxr_entry_find(XrInstance instance, const char *name,
                                                PFN_xrVoidFunction *function);

// The one lock. Functions that sleep give it back while they do and look their handles up again.
void simxr_entry_lock(void);
void simxr_entry_unlock(void);

// Gives the lock back until somebody calls simxr_entry_wake, takes it again.
void simxr_entry_wait(void);
void simxr_entry_wake(void);

#endif
