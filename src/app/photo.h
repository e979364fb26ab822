// The photo of a scene that is one: its file looked at, read, and shown by the runtime as a layer
// behind everything or drawn.
#ifndef APP_PHOTO_H
#define APP_PHOTO_H

#include "gpu/gpu.h"
#include "image/image.h"
#include "render/render.h"
#include "scene/scene.h"
#include "vr/frame.h"

struct app;

// As scene_read wants it: the file's head alone is read for its size.
void app_photo_look(const char *scene_path, const char *name, struct scene_photo *out);

// The photo of the scene, at most `width_most` wide, 2:1. `picture` zeroed; image_fini is owed in
// every case. What is wrong is logged.
MUST_USE enum err app_photo_read(const struct scene *scene, uint32_t width_most,
                                 struct image *picture);

// The widest that is uploaded: 8192 on a graphics card (171 MiB with its mip levels), else 4096
// (43 MiB), and never more than the device takes.
uint32_t app_photo_width_most(const struct gpu *gpu);

// After app_quads_start, and after each loss. Nothing when the scene is no photo.
MUST_USE enum err app_photo_start(struct app *app);

// Between vr_frame_acquire and render_record: the photo's layer for the frame, or none, and it is
// drawn. Reads the file again when the runtime has refused the layer.
MUST_USE enum err app_photo_place(struct app *app, struct vr_frame *frame,
                                  struct render_frame *picture);

#endif
