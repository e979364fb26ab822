#include "render/cull.h"

#include <math.h>

// Half of the widest distance between two eyes, and a little for the eyes being ahead.
static const float EYES_M = 0.06f;
// A side that opens past this would turn its plane over.
static const float SIDE_MAX_RAD = 1.55f;

struct render_cull render_cull_make(const struct view *head)
{
    const float left = fminf(-head->fov.left_rad + RENDER_CULL_WIDEN_RAD, SIDE_MAX_RAD);
    const float right = fminf(head->fov.right_rad + RENDER_CULL_WIDEN_RAD, SIDE_MAX_RAD);
    const float up = fminf(head->fov.up_rad + RENDER_CULL_WIDEN_RAD, SIDE_MAX_RAD);
    const float down = fminf(-head->fov.down_rad + RENDER_CULL_WIDEN_RAD, SIDE_MAX_RAD);
    // The eye looks along -z; a side at angle a from the axis has this normal towards the axis.
    const vec3s sides[4] = {
        {{cosf(left), 0.0f, -sinf(left)}},
        {{-cosf(right), 0.0f, -sinf(right)}},
        {{0.0f, -cosf(up), -sinf(up)}},
        {{0.0f, cosf(down), -sinf(down)}},
    };
    struct render_cull cull = {.eye_m = head->eye_in_world.at_m, .slack_m = EYES_M};
    for (int i = 0; i < 4; i++) {
        cull.inward[i] = pose_direction(head->eye_in_world, sides[i]);
    }
    return cull;
}

bool render_cull_sees(const struct render_cull *cull, vec3s centre_m, float radius_m)
{
    const vec3s from_eye = glms_vec3_sub(centre_m, cull->eye_m);
    for (int i = 0; i < 4; i++) {
        if (glms_vec3_dot(from_eye, cull->inward[i]) < -(radius_m + cull->slack_m)) {
            return false;
        }
    }
    return true;
}

bool render_cull_sees_draw(const struct render_cull *cull, const struct stage_draw *draw)
{
    const mat4s *m = &draw->world_from_mesh;
    float scale = 0.0f;
    for (int i = 0; i < 3; i++) {
        const vec3s axis = {{m->raw[i][0], m->raw[i][1], m->raw[i][2]}};
        scale = fmaxf(scale, glms_vec3_norm(axis));
    }
    const vec3s centre_m = {{m->raw[3][0], m->raw[3][1], m->raw[3][2]}};
    return render_cull_sees(cull, centre_m, scale * draw->radius_m);
}
