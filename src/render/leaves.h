// One picture of two twigs, side by side: beech leaves on the left, a fern's frond on the right;
// u across, v from stem to tip. From it foliage is cut out.
//
//     red    signed distance to the nearest leaf's edge; 0.5 is the edge, more is inside
//     green  how light the leaf is there: each has its own, and a rib
#ifndef RENDER_LEAVES_H
#define RENDER_LEAVES_H

#include "gpu/image.h"

enum { RENDER_LEAVES_PX = 128, RENDER_LEAVES_LEVELS = 6 };

// `image` must be zeroed; gpu_image_fini is owed in every case.
MUST_USE enum err render_leaves_make(struct gpu *gpu, struct gpu_image *image);

#endif
