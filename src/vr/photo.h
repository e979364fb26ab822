// A 360-degree photo that the runtime shows behind everything (XR_KHR_composition_layer_equirect2):
// sampled once, by the runtime itself, at the display's rate. Its image is filled once.
#ifndef VR_PHOTO_H
#define VR_PHOTO_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>
#include <vulkan/vulkan.h>

struct vr;

// The widest photo that the runtime takes, and that its eyes can show; 0: it takes none, which is
// no failure, and logged.
uint32_t vr_photo_width_most(const struct vr *vr);

struct vr_photo_image {
    VkImage image;   // to be filled, then vr_photo_show; it must end in COLOR_ATTACHMENT_OPTIMAL
    VkFormat format; // an SRGB format
};

// After vr_start. False: it cannot be, and was logged; the photo is to be drawn.
bool vr_photo_start(struct vr *vr, uint32_t width, uint32_t height,
                    struct vr_photo_image *out_image);
// Filled: from now on frames may have it.
MUST_USE enum err vr_photo_show(struct vr *vr);
bool vr_photo_is_shown(const struct vr *vr);

// Inside this module. The runtime refused a frame that had it: no frame has it any more.
void vr_photo_give_up(struct vr *vr);
void vr_photo_fini(struct vr *vr);

#endif
