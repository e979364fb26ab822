#include "vr/posture.h"

#include <math.h>

// Below this much of a level direction (of at most 1) its heading is noise; 0.3 is 17 degrees.
static const float level_min = 0.3f;

float vr_posture_heading_rad(float recline_rad, struct pose head_in_base)
{
    const vec3s ahead = pose_ahead(head_in_base);
    const vec3s crown = pose_direction(head_in_base, (vec3s){{0.0f, 1.0f, 0.0f}});
    const float x = ahead.x * cosf(recline_rad) - crown.x * sinf(recline_rad);
    const float z = ahead.z * cosf(recline_rad) - crown.z * sinf(recline_rad);
    // The negated test also catches NaN: the runtime's own heading is the answer then.
    if (!(hypotf(x, z) > level_min)) {
        return 0.0f;
    }
    return atan2f(-x, -z);
}

struct pose vr_posture_world_from_base(float recline_rad, struct pose head_in_base)
{
    if (!(recline_rad > 0.0f)) {
        return pose_identity();
    }
    const float heading_rad = vr_posture_heading_rad(recline_rad, head_in_base);
    const versors level = glms_quatv(-heading_rad, (vec3s){{0.0f, 1.0f, 0.0f}});
    const versors pitch = glms_quatv(-recline_rad, (vec3s){{1.0f, 0.0f, 0.0f}});
    struct pose world_from_base = {.turn = glms_quat_mul(pitch, level)};

    const vec3s turned_m = pose_point(world_from_base, head_in_base.at_m);
    const vec3s wanted_m = {{0.0f, head_in_base.at_m.y, 0.0f}};
    world_from_base.at_m = glms_vec3_sub(wanted_m, turned_m);
    return world_from_base;
}
