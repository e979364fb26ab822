// One picture that repeats, of four patterns, from which water, sand, stone, wood and clouds take
// their fineness. It has mip levels, so that what is too fine to be seen is gone instead of
// flickering.
//
//     red, green   slope of small waves along u and v; 0.5 is flat, 1 is a slope of 1 / SLOPE
//     blue         lace: bright where bubbles of foam meet
//     alpha        soft uneven noise, several octaves
#ifndef RENDER_SURFACE_H
#define RENDER_SURFACE_H

#include "gpu/image.h"

enum { RENDER_SURFACE_PX = 256, RENDER_SURFACE_LEVELS = 9 };

// `image` must be zeroed; gpu_image_fini is owed in every case.
MUST_USE enum err render_surface_make(struct gpu *gpu, struct gpu_image *image);

#endif
