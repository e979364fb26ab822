// How fast what is seen moves, from two pictures of one eye.
//
// Blocks of the picture are matched by least squares on gradients (Lucas and Kanade 1981), along
// the directions in which a block has texture; a block whose change motion does not explain (water
// that sparkles, light that fades) has no speed. To all speeds together a camera's motion is fitted
// (safety/camera.h).
#ifndef SAFETY_FLOW_H
#define SAFETY_FLOW_H

#include "safety/view.h"

#include <stdbool.h>

enum { SAFETY_FLOW_BLOCK = 8, SAFETY_FLOW_BLOCK_MAX = 24 * 24 };

struct safety_flow_now {
    float deg_s;        // exceeded by SAFETY_FLOW_SHARE of what is known and not near
    vec3s at;           // where it is fastest, of blocks that count
    float camera_deg_s; // of the fitted motion, mean; 0 when too little of the view agrees
};

// `before` and `now`: nits of each cell, `dt_s` apart; side is a multiple of SAFETY_FLOW_BLOCK and
// at most 192. `is_near`: of each block, row by row; NULL: none is.
struct safety_flow_now safety_flow_measure(const struct safety_view *view, const float *before,
                                           const float *now, float dt_s, float white_nits,
                                           const bool *is_near);

#endif
