// What may be in view: the frustum of the head, widened, because the head moves after culling.
#ifndef RENDER_CULL_H
#define RENDER_CULL_H

#include "base/pose.h"
#include "stage/draw.h"

#include <stdbool.h>

#define RENDER_CULL_WIDEN_RAD 0.1396f // 8 degrees

struct render_cull {
    vec3s eye_m;     // where the sides meet
    vec3s inward[4]; // unit normals of the four sides, towards what is seen
    float slack_m;   // how far the eyes are from the head's centre
};

struct render_cull render_cull_make(const struct view *head);
bool render_cull_sees(const struct render_cull *cull, vec3s centre_m, float radius_m);

// The bounding sphere of a draw after world_from_mesh, by its largest scale.
bool render_cull_sees_draw(const struct render_cull *cull, const struct stage_draw *draw);

#endif
