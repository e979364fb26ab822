// The headset: an OpenXR instance, system, session, spaces, swapchains and actions.
//
// Life: vr_init (instance, system, what it can do) - the gpu is made with vr_gpu_* callbacks -
// vr_start (session, spaces, swapchains, actions) - frames - vr_stop - vr_fini. After
// ERR_DEVICE_LOST from any call everything is torn down and begun anew. All on the main thread.
#ifndef VR_VR_H
#define VR_VR_H

#include "base/err.h"
#include "base/pose.h"
#include "vr/frame.h"
#include "vr/input.h"
#include "vr/photo.h"
#include "vr/quads.h"
#include "vr/rate.h"

#include <stdbool.h>
#include <stdint.h>
#include <vulkan/vulkan.h>

struct vr; // opaque, heap

struct vr_desc {
    const char *app_name;
    const char *runtime_json; // sets XR_RUNTIME_JSON for this process; NULL: the active runtime
    bool want_validation;     // XR_APILAYER_LUNARG_core_validation, when it is installed
    float recline_deg;        // posture of the wearer, 0..90: turns the world up to their gaze
    bool may_be_absent;       // no runtime, no headset: logged as info, not as an error
};

// On failure *out is NULL and one line of the log says what is missing and the way out.
MUST_USE enum err vr_create(const struct vr_desc *desc, struct vr **out);
void vr_destroy(struct vr *vr);

// As struct gpu_creator wants them; `user` is the struct vr.
VkResult vr_gpu_create_instance(void *vr, const VkInstanceCreateInfo *info, VkInstance *out);
VkResult vr_gpu_pick_device(void *vr, VkInstance instance, VkPhysicalDevice *out);
VkResult vr_gpu_create_device(void *vr, VkPhysicalDevice physical, const VkDeviceCreateInfo *info,
                              VkDevice *out);

struct vr_graphics {
    VkInstance instance;
    VkPhysicalDevice physical;
    VkDevice device;
    uint32_t queue_family;
    bool has_no_depth; // the renderer cannot fill depth images: no depth layer
};

// The session and all that lives in it.
MUST_USE enum err vr_start(struct vr *vr, const struct vr_graphics *graphics);
void vr_stop(struct vr *vr);

struct vr_target {
    uint32_t width, height;              // per eye
    VkFormat color_format, depth_format; // depth VK_FORMAT_UNDEFINED: no depth layer
    uint32_t color_count, depth_count;
    VkImage color[8], depth[8];
};
const struct vr_target *vr_target(const struct vr *vr);

struct vr_info {
    char runtime[160]; // name and version, as the runtime says
    char system[280];
    bool is_simulated;
    bool has_depth, has_hands, has_eye_gaze, has_hand_interaction, has_local_floor;
    bool has_simulated_body;
    float refresh_hz; // of the display, from vr_start on where the runtime tells, else from the
                      // last frame's period; 0: not known yet
    uint32_t validation_messages; // of the validation layer, up to the last vr_stop; tests demand 0
};
const struct vr_info *vr_info(const struct vr *vr);

// Asks the runtime to end the session in an orderly way.
void vr_request_exit(struct vr *vr);

#endif
