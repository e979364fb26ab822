// Where in the view things are within reach: the steady near thing that optic flow leaves out.
#ifndef APP_NEAR_H
#define APP_NEAR_H

#include "base/pose.h"
#include "stage/stage.h"

#include <stdbool.h>

// Marks the blocks, `each_way` by `each_way` from the top left, of a square view `tan_half` wide to
// each side, in which something solid or a panel is nearer than `near_m`. Water does not count.
void app_near_mark(const struct stage *stage, const struct stage_geometry *geometry,
                   struct pose eye_in_world, float tan_half, float near_m, int each_way,
                   bool *out_is_near);

#endif
