// What each eye sees: the submitted layers laid over each other, on the CPU.
//
// In the order of submission. Projection layers are turned to the view at display time when their
// pose differs (by rotation alone, as rotational time warp); quads and equirects hang in the world
// and know nothing of depth. Blending is linear light; formats that are not sRGB are linear
// (OpenXR 1.0, swapchain formats).
#ifndef SIMXR_COMPOSITOR_H
#define SIMXR_COMPOSITOR_H

#include "base/err.h"
#include "base/pose.h"
#include "simxr/display.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum simxr_pixel {
    SIMXR_PIXEL_RGBA8,
    SIMXR_PIXEL_BGRA8,
    SIMXR_PIXEL_RGB10A2,    // VK_FORMAT_A2B10G10R10_UNORM_PACK32
    SIMXR_PIXEL_R11G11B10F, // VK_FORMAT_B10G11R11_UFLOAT_PACK32
    SIMXR_PIXEL_RGBA16F,
};

// Bytes of one pixel.
size_t simxr_compositor_pixel_bytes(enum simxr_pixel pixel);

// The part of a swapchain image that a layer shows (imageRect, already cut out).
struct simxr_picture {
    const void *pixels; // borrowed; first row is the top one
    uint32_t width_px, height_px;
    size_t row_bytes;
    enum simxr_pixel pixel;
    bool is_srgb; // RGBA8 and BGRA8: values are encoded
};

enum simxr_layer_kind { SIMXR_LAYER_PROJECTION, SIMXR_LAYER_QUAD, SIMXR_LAYER_EQUIRECT2 };

struct simxr_layer {
    enum simxr_layer_kind kind;
    bool is_seen[SIMXR_EYE_COUNT]; // eyeVisibility; projection: both
    bool blends_alpha;             // XR_COMPOSITION_LAYER_BLEND_TEXTURE_SOURCE_ALPHA_BIT
    bool is_unpremultiplied;       // XR_COMPOSITION_LAYER_UNPREMULTIPLIED_ALPHA_BIT

    struct simxr_picture pictures[SIMXR_EYE_COUNT]; // quad, equirect2: only [0]
    struct pose poses[SIMXR_EYE_COUNT];             // in STAGE; quad, equirect2: only [0]
    struct fov fovs[SIMXR_EYE_COUNT];               // projection

    float width_m, height_m;                 // quad
    float radius_m;                          // equirect2; 0: infinitely far
    float central_rad, lower_rad, upper_rad; // equirect2
};

struct simxr_compositor {
    uint8_t *rgba;                // owned; both eyes side by side, sRGB, opaque
    uint32_t width_px, height_px; // of one eye
};

// `compositor` zeroed. Pictures will be of this size per eye.
MUST_USE enum err simxr_compositor_init(struct simxr_compositor *compositor, uint32_t width_px,
                                        uint32_t height_px);
void simxr_compositor_fini(struct simxr_compositor *compositor);

// `views`: where the eyes are at display time, in STAGE. The picture stays in `rgba` until the
// next call.
void simxr_compositor_compose(struct simxr_compositor *compositor, const struct simxr_layer *layers,
                              int layer_count, const struct view views[SIMXR_EYE_COUNT]);

// left | right.
MUST_USE enum err simxr_compositor_write(const struct simxr_compositor *compositor,
                                         const char *path);
MUST_USE enum err simxr_compositor_write_eye(const struct simxr_compositor *compositor, int eye,
                                             const char *path);

#endif
