// What the files of this module share: the one object, with a part for each lifetime.
//
//     instance, system   vr_create .. vr_destroy
//     session            vr_start .. vr_stop: spaces, swapchains, actions, hands, the frame's state
#ifndef VR_INTERNAL_H
#define VR_INTERNAL_H

#include "vr/activity.h"
#include "vr/ext.h"
#include "vr/pacing.h"
#include "vr/pinch.h"
#include "vr/vr.h"

enum { VR_IMAGE_MAX = 8 };

// Functions of extensions, by xrGetInstanceProcAddr; NULL where the extension is off.
struct vr_calls {
    PFN_xrGetVulkanGraphicsRequirements2KHR get_vulkan_requirements;
    PFN_xrCreateVulkanInstanceKHR create_vulkan_instance;
    PFN_xrGetVulkanGraphicsDevice2KHR get_vulkan_device;
    PFN_xrCreateVulkanDeviceKHR create_vulkan_device;
    PFN_xrConvertTimeToTimespecTimeKHR time_to_timespec;
    PFN_xrCreateHandTrackerEXT create_hand_tracker;
    PFN_xrDestroyHandTrackerEXT destroy_hand_tracker;
    PFN_xrLocateHandJointsEXT locate_hand_joints;
    PFN_xrGetDisplayRefreshRateFB get_refresh_rate;
    PFN_xrEnumerateDisplayRefreshRatesFB list_refresh_rates;
    PFN_xrRequestDisplayRefreshRateFB request_refresh_rate;
    PFN_xrPerfSettingsSetPerformanceLevelEXT set_performance_level;
    PFN_xrGetRecommendedLayerResolutionMETA get_recommended_resolution;
    PFN_xrApplyFoveationHTC apply_foveation_htc;
    PFN_xrCreateFoveationProfileFB create_foveation_profile;
    PFN_xrDestroyFoveationProfileFB destroy_foveation_profile;
    PFN_xrUpdateSwapchainFB update_swapchain_fb;
    PFN_xrVoidFunction set_simulated_body; // PFN_xrSetSimulatedBodyRESPITEX
};

// Extensions that are on.
struct vr_enabled {
    bool vulkan_enable2, depth, timespec, hand_tracking, hand_interaction, eye_gaze, local_floor,
        user_presence, refresh_rate, equirect2, performance, recommended_resolution, foveation_htc,
        foveation_fb, foveation_fb_configuration, foveation_fb_vulkan, swapchain_update_fb,
        simulated_body;
};

// How less is drawn towards the edge of the view.
enum vr_foveation_kind {
    VR_FOVEATION_NONE,
    VR_FOVEATION_HTC_FIXED, // XR_HTC_foveation, mode FIXED
    VR_FOVEATION_FB_LOW,    // XR_FB_foveation, level LOW, not dynamic
};

struct vr_foveated {
    bool is_on;
    uint32_t width, height; // of the part of the images it was last applied to
    XrFoveationProfileFB profile;
};

struct vr_resolution {
    XrTime next_time; // not asked before
    bool is_refused;
    float reduction;    // of width and height, 0..1, as the runtime recommends; 0: draw all
    int larger_answers; // in a row that recommended more than now is drawn
};

struct vr_space {
    XrSpace head;  // VIEW
    XrSpace base;  // LOCAL_FLOOR or LOCAL: what everything is located in and layers are given in
    XrSpace stage; // for the height of the floor, when base is LOCAL
    XrReferenceSpaceType base_type;
    bool is_settled;             // floor and posture have been measured since the last recentring
    float floor_m;               // height of base's origin above the floor
    struct pose world_from_base; // applied to everything that is located
    bool is_change_pending;      // XrEventDataReferenceSpaceChangePending
    XrTime change_time;          // when it takes effect
    // Where head and eyes were last; stand in when only their orientation is known.
    vec3s head_at_m, eyes_at_m[VR_EYE_COUNT];
};

struct vr_swapchain {
    XrSwapchain handle;
    uint32_t image_count;
    VkImage images[VR_IMAGE_MAX];
    uint32_t image;   // acquired
    bool is_acquired; // owed: a wait, then a release
    bool is_waited;
};

struct vr_quads {
    struct vr_swapchain chain; // none: panels are drawn in the scene
    struct vr_sheet sheet;
    bool has_picture; // the image released last was drawn
};

struct vr_photo {
    struct vr_swapchain chain; // of one image
    int32_t width, height;
    bool is_shown; // filled, and not refused
};

struct vr_actions {
    XrActionSet set;
    XrAction select, grip, aim, gaze, pulse;
    XrPath hand_paths[VR_HAND_COUNT];
    XrPath hand_profile; // of XR_EXT_hand_interaction: a hand, not a controller
    XrSpace grip_spaces[VR_HAND_COUNT], aim_spaces[VR_HAND_COUNT], gaze_space;
    bool is_bare_hand[VR_HAND_COUNT]; // the current profile is hand_profile
};

struct vr_session {
    XrSession handle;
    struct vr_activity_state activity;
    bool is_frame_begun;
    bool is_user_absent;
    bool is_frame_bad;        // a call failed in this frame
    int bad_frames;           // in a row
    XrTime display_time;      // predicted for the newest frame, as the runtime says it
    int64_t clock_from_xr_ns; // added to an XrTime it is an instant of base/clock.h
    struct vr_pacing pacing;
    struct vr_space space;
    struct vr_swapchain color, depth;
    struct vr_quads quads;
    struct vr_photo photo;
    struct vr_target target;
    struct vr_actions actions;
    XrHandTrackerEXT hands[VR_HAND_COUNT];
    struct vr_pinch pinches[VR_HAND_COUNT];
    XrView views[VR_EYE_COUNT]; // as located for the newest frame, in base: what a layer is given
    struct vr_spent spent;      // this frame, in the runtime's calls
    enum vr_heat cpu_heat, gpu_heat; // as last told
    struct vr_resolution resolution;
    struct vr_foveated foveated;
};

struct vr {
    float recline_rad;
    bool may_be_absent;
    XrInstance instance;
    struct vr_enabled enabled;
    struct vr_calls calls;
    bool is_validated; // the validation layer is on
    long validation_read_bytes;
    XrSystemId system;
    XrSystemProperties system_properties;
    XrViewConfigurationView eyes[VR_EYE_COUNT];
    XrEnvironmentBlendMode blend_mode;
    enum vr_foveation_kind foveation;
    struct vr_info info;
    struct vr_session session;
};

#endif
