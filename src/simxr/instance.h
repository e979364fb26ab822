// An application's connection to the runtime: what it enabled, its paths, its events, and the
// simulated world it is in.
#ifndef SIMXR_INSTANCE_H
#define SIMXR_INSTANCE_H

#include "simxr/config.h"
#include "simxr/event.h"
#include "simxr/handle.h"
#include "simxr/path.h"
#include "simxr/profile.h"
#include "simxr/script.h"
#include "simxr/xr.h"

#include <stdbool.h>

// The 1.0 the runtime was written to, whatever the headers it is built with.
#define SIMXR_API_VERSION XR_MAKE_VERSION(1, 0, XR_VERSION_PATCH(XR_CURRENT_API_VERSION))

// clang-format off
#define SIMXR_EXTENSIONS(X)                                                                      \
    X(KHR_VULKAN_ENABLE, XR_KHR_VULKAN_ENABLE_EXTENSION_NAME, XR_KHR_vulkan_enable_SPEC_VERSION) \
    X(KHR_VULKAN_ENABLE2, XR_KHR_VULKAN_ENABLE2_EXTENSION_NAME,                                  \
      XR_KHR_vulkan_enable2_SPEC_VERSION)                                                        \
    X(KHR_COMPOSITION_LAYER_DEPTH, XR_KHR_COMPOSITION_LAYER_DEPTH_EXTENSION_NAME,                \
      XR_KHR_composition_layer_depth_SPEC_VERSION)                                               \
    X(KHR_COMPOSITION_LAYER_EQUIRECT2, XR_KHR_COMPOSITION_LAYER_EQUIRECT2_EXTENSION_NAME,        \
      XR_KHR_composition_layer_equirect2_SPEC_VERSION)                                           \
    X(KHR_VISIBILITY_MASK, XR_KHR_VISIBILITY_MASK_EXTENSION_NAME,                                \
      XR_KHR_visibility_mask_SPEC_VERSION)                                                       \
    X(KHR_CONVERT_TIMESPEC_TIME, XR_KHR_CONVERT_TIMESPEC_TIME_EXTENSION_NAME,                    \
      XR_KHR_convert_timespec_time_SPEC_VERSION)                                                 \
    X(EXT_HAND_TRACKING, XR_EXT_HAND_TRACKING_EXTENSION_NAME, XR_EXT_hand_tracking_SPEC_VERSION) \
    X(EXT_EYE_GAZE_INTERACTION, XR_EXT_EYE_GAZE_INTERACTION_EXTENSION_NAME,                      \
      XR_EXT_eye_gaze_interaction_SPEC_VERSION)                                                  \
    X(EXT_HAND_INTERACTION, XR_EXT_HAND_INTERACTION_EXTENSION_NAME,                              \
      XR_EXT_hand_interaction_SPEC_VERSION)                                                      \
    X(EXT_LOCAL_FLOOR, XR_EXT_LOCAL_FLOOR_EXTENSION_NAME, XR_EXT_local_floor_SPEC_VERSION)       \
    X(EXT_CONFORMANCE_AUTOMATION, XR_EXT_CONFORMANCE_AUTOMATION_EXTENSION_NAME,                  \
      XR_EXT_conformance_automation_SPEC_VERSION)                                                \
    X(EXT_PERFORMANCE_SETTINGS, XR_EXT_PERFORMANCE_SETTINGS_EXTENSION_NAME,                      \
      XR_EXT_performance_settings_SPEC_VERSION)                                                  \
    X(FB_DISPLAY_REFRESH_RATE, XR_FB_DISPLAY_REFRESH_RATE_EXTENSION_NAME,                        \
      XR_FB_display_refresh_rate_SPEC_VERSION)                                                   \
    X(RESPITEX_SIMULATED_BODY, XR_RESPITEX_SIMULATED_BODY_EXTENSION_NAME,                        \
      XR_RESPITEX_SIMULATED_BODY_SPEC_VERSION)
// clang-format on

enum simxr_extension {
#define SIMXR_EXTENSION_ENUM(id, name, version) SIMXR_##id,
    SIMXR_CORE, // always enabled
    SIMXR_EXTENSIONS(SIMXR_EXTENSION_ENUM) SIMXR_EXTENSION_COUNT
#undef SIMXR_EXTENSION_ENUM
};

struct simxr_instance {
    struct simxr_object object;
    uint64_t extensions; // bit per enum simxr_extension
    bool is_lost;
    bool has_vulkan_requirements; // the application asked for them, as it must before a session
    VkInstance vk_instance;       // of the application's last question for its device, and
    VkPhysicalDevice vk_device;   // the answer; both borrowed, NULL before
    int64_t lost_at_ns;           // announced: is_lost from then on; 0: not
    struct simxr_instance *older; // the instance created before, still alive
    struct simxr_config config;
    struct simxr_script script;
    bool has_script;
    struct simxr_paths paths;
    struct simxr_events events;
    struct simxr_profile_suggestion suggestions[SIMXR_PROFILE_COUNT]; // for sets yet to attach
};

// XR_ERROR_HANDLE_INVALID, XR_ERROR_INSTANCE_LOST.
XrResult simxr_instance_get(XrInstance handle, struct simxr_instance **out);

// The newest instance: the one scripts speak of. NULL when there is none.
struct simxr_instance *simxr_instance_newest(void);

bool simxr_instance_has(const struct simxr_instance *inst, enum simxr_extension extension);

// Lets everything happen that is due by now.
void simxr_instance_tick(struct simxr_instance *inst);

// A poll that found no event: see simxr_session_idle.
void simxr_instance_idle(struct simxr_instance *inst);

#endif
