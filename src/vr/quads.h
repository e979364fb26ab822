// Flat pictures that the runtime lays over the scene: parts of one image, the sheet, each a quad in
// the world. A quad is sampled once, stays at the display's rate and keeps its own sharpness; it
// ignores the scene's depth. The image is acquired only when it changes.
#ifndef VR_QUADS_H
#define VR_QUADS_H

#include "base/err.h"
#include "base/pose.h"

#include <stdbool.h>
#include <stdint.h>
#include <vulkan/vulkan.h>

struct vr;
struct vr_frame;

enum { VR_QUAD_MAX = 4 };

struct vr_quad {
    struct pose in_world; // faces +z
    float width_m, height_m;
    int32_t x_px, y_px, width_px, height_px; // part of the sheet, from its top left
};

struct vr_sheet {
    uint32_t width, height; // 0: there is none
    VkFormat color_format;  // an SRGB format
    uint32_t count;
    VkImage images[8];
};

// After vr_start. Where the runtime cannot, or takes too few layers, or offers no SRGB format,
// there is no sheet: no failure, and logged. Lasts until vr_stop.
void vr_quads_start(struct vr *vr, uint32_t width, uint32_t height);
const struct vr_sheet *vr_quads_sheet(const struct vr *vr);

// Whether the runtime holds a picture that a frame's quads can show.
bool vr_quads_has_picture(const struct vr *vr);

// Between vr_frame_acquire and vr_frame_end: an image for a new picture. vr_frame_end gives it
// back, and it counts as a picture when the frame was drawn. `*out_is_ready` false: none this time.
MUST_USE enum err vr_quads_acquire(struct vr *vr, bool *out_is_ready, uint32_t *out_image);

// Inside this module. Gives the image back when it was acquired and waited for.
MUST_USE enum err vr_quads_release(struct vr *vr, bool was_drawn);
// The runtime refused a frame that had quads: from now on there is no sheet.
void vr_quads_give_up(struct vr *vr);
void vr_quads_fini(struct vr *vr);

#endif
