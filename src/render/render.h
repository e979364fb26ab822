// A stage and two views become a command buffer: one render pass, both eyes at once (multiview
// into 2-layer images), 4x MSAA resolved in the pass, reversed-Z.
//
//     render_record(...)      once the image may be written; long before the eyes are known
//     render_submit(views)    writes the views into the mapped block of this frame, then submits
//
// Nothing between the two depends on where the eyes are but culling, which is done with a frustum
// widened around `head`. The renderer does not know OpenXR: images come from whoever has them.
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/err.h"
#include "gpu/gpu.h"
#include "stage/sheet.h"
#include "stage/stage.h"

enum { RENDER_EYE_COUNT = 2, RENDER_IMAGE_MAX = 8 };

// What to draw into: 2-layer colour images and, when depth is wanted, as many depth images
// (VK_NULL_HANDLE otherwise). Borrowed until render_fini or the next render_set_target.
struct render_target {
    uint32_t width, height; // per eye
    VkFormat color_format;  // an SRGB format, or UNORM (then the shader encodes sRGB itself)
    VkFormat depth_format;  // of the depth images; VK_FORMAT_UNDEFINED: none
    uint32_t image_count;   // colour
    VkImage color[RENDER_IMAGE_MAX];
    uint32_t depth_count;
    VkImage depth[RENDER_IMAGE_MAX];
    bool is_single_sampled; // no 4x MSAA: for software, where it is a third of the frame
};

struct render; // opaque, heap: one for the life of a gpu

struct render_desc {
    struct gpu *gpu;      // borrowed
    const char *font;     // path of a font file, NULL: the system's (text/font.h finds it)
    uint32_t frame_slots; // frames in flight, 2 by default
    bool may_burden;      // frames may ask for burden_loops
};

// Each failure is logged; render_destroy is owed when *out is not NULL.
MUST_USE enum err render_create(const struct render_desc *desc, struct render **out);
void render_destroy(struct render *render);

// Makes MSAA images, framebuffers and pipelines for the target. Waits for the GPU when there was
// a target before.
MUST_USE enum err render_set_target(struct render *render, const struct render_target *target);

// What panels are drawn into when the runtime lays them over the scene: 1-layer images of an SRGB
// format. Borrowed until render_destroy or the next render_set_sheet.
struct render_sheet_target {
    uint32_t width, height;
    VkFormat color_format;
    uint32_t image_count;
    VkImage color[RENDER_IMAGE_MAX];
};
// NULL: none any more. Waits for the GPU.
MUST_USE enum err render_set_sheet(struct render *render, const struct render_sheet_target *target);

// Uploads the scene's meshes, in levels of detail (0 to 4; the coarsest first), and its height map;
// frees what was there. Not in a steady frame.
MUST_USE enum err render_load(struct render *render, const struct stage_geometry *levels,
                              int level_count);

struct image; // image/image.h

// The picture that a stage's photo is drawn from, any size; NULL: none any more, and it is black.
// Waits for the GPU. Not in a steady frame.
MUST_USE enum err render_set_photo(struct render *render, const struct image *picture);
// Instead: fills an image of the same size and an SRGB format, which a runtime shows behind the
// frames that say so. It ends in COLOR_ATTACHMENT_OPTIMAL.
MUST_USE enum err render_fill_photo(struct render *render, VkImage to, VkFormat format,
                                    const struct image *picture);

struct render_frame {
    uint32_t color_image, depth_image; // indices into the target
    uint32_t width, height;            // part drawn, from the top left; at most the target's
    const struct stage *stage;         // read during render_record only
    struct view head_view;             // for culling: widened by 8 degrees; fov of both eyes
    bool wants_mirror;                 // copy this one for render_mirror_pixels
    float burden_loops;                // work for nothing, loops a pixel; 0: none (render/burden.h)
    // Panels stand on the sheet and not in the scene; NULL: in the scene. They are drawn onto it
    // only in a frame that says so. Read during render_record only.
    const struct stage_sheet *sheet;
    bool is_sheet_new;
    uint32_t sheet_image; // index into the sheet's target
    // The runtime shows the stage's photo behind the picture, which is then multiplied by its
    // alpha: instead of the photo a veil is drawn, black and as dense as brightness and fade ask.
    bool is_photo_below;
};

// Waits only for the fence of a frame `frame_slots` ago. No allocation, no pipeline creation. A
// recorded frame that is never submitted is forgotten by the next record.
MUST_USE enum err render_record(struct render *render, const struct render_frame *frame);
// Late: the views go into the mapped per-frame block, then the queue gets the commands.
MUST_USE enum err render_submit(struct render *render, const struct view eyes[RENDER_EYE_COUNT]);

struct render_stats {
    uint32_t draws;
    uint32_t triangles;
    uint32_t glyph_rows;  // of the atlas that the frame carried along: texts that are new
    uint32_t labels_lost; // shapes and glyphs of panels that found no room
    uint32_t parts_lost;  // of meshes, that found no room
    uint32_t recordings;  // 1: the main pass was recorded anew; 0: an earlier frame's commands
    double gpu_ms;        // of the newest finished frame; < 0 when there are no timestamps
    int64_t gpu_begin_ticks, gpu_end_ticks;
};
struct render_stats render_stats(const struct render *render);

// Draws the glyphs of a text into the atlas now, so that no frame has to: for a locale's strings.
void render_prepare_text(struct render *render, const char *utf8);

// A small copy of what the left eye sees, for frames that want it; 0 x 0: none. After
// render_set_target, whose colour images then need TRANSFER_SRC usage. Waits for the GPU.
MUST_USE enum err render_set_mirror(struct render *render, uint32_t width, uint32_t height);
// The newest finished copy, width * height * 4 bytes, sRGB, rows from the top. False, without
// waiting, when there is none since the last call.
bool render_mirror_pixels(struct render *render, uint8_t *rgba);

// Near plane in metres; far is infinite. What a depth layer must be told (reversed: near > far).
#define RENDER_NEAR_M 0.05f

// For stills, without OpenXR: a target of our own and its pixels, after waiting for the GPU. `rgba`
// becomes one picture of 2 * width x height, sRGB, rows from the top: the left eye in its left
// half, the right eye in its right half.
struct render_still;
MUST_USE enum err render_still_create(struct render *render, uint32_t width, uint32_t height,
                                      struct render_still **out); // also sets it as the target
MUST_USE enum err render_still_draw(struct render_still *still, const struct stage *stage,
                                    const struct view eyes[RENDER_EYE_COUNT], uint8_t *rgba);
// The renderer then has no target: set another before the next frame. Before render_destroy.
void render_still_destroy(struct render_still *still);

#endif
