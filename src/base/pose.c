#include "base/pose.h"

#include <math.h>

struct pose pose_identity(void)
{
    return (struct pose){.turn = {{0.0f, 0.0f, 0.0f, 1.0f}}};
}

struct pose pose_chain(struct pose outer, struct pose inner)
{
    return (struct pose){
        .turn = glms_quat_normalize(glms_quat_mul(outer.turn, inner.turn)),
        .at_m = pose_point(outer, inner.at_m),
    };
}

struct pose pose_inverse(struct pose pose)
{
    const versors back = glms_quat_conjugate(pose.turn);
    return (struct pose){
        .turn = back,
        .at_m = glms_quat_rotatev(back, glms_vec3_negate(pose.at_m)),
    };
}

vec3s pose_point(struct pose pose, vec3s point_m)
{
    return glms_vec3_add(glms_quat_rotatev(pose.turn, point_m), pose.at_m);
}

vec3s pose_direction(struct pose pose, vec3s direction)
{
    return glms_quat_rotatev(pose.turn, direction);
}

vec3s pose_ahead(struct pose pose)
{
    return pose_direction(pose, (vec3s){{0.0f, 0.0f, -1.0f}});
}

versors pose_turn_yaw_pitch(float yaw_rad, float pitch_rad)
{
    const versors yaw = glms_quatv(yaw_rad, (vec3s){{0.0f, 1.0f, 0.0f}});
    const versors pitch = glms_quatv(pitch_rad, (vec3s){{1.0f, 0.0f, 0.0f}});
    return glms_quat_mul(yaw, pitch);
}

float pose_yaw_rad(struct pose pose)
{
    const vec3s ahead = pose_ahead(pose);
    return atan2f(-ahead.x, -ahead.z);
}

float pose_pitch_rad(struct pose pose)
{
    const float up = pose_ahead(pose).y;
    return asinf(fminf(fmaxf(up, -1.0f), 1.0f));
}

mat4s pose_matrix(struct pose pose)
{
    mat4s m = glms_quat_mat4(pose.turn);
    m.col[3] = (vec4s){{pose.at_m.x, pose.at_m.y, pose.at_m.z, 1.0f}};
    return m;
}

mat4s pose_inverse_matrix(struct pose pose)
{
    return pose_matrix(pose_inverse(pose));
}

mat4s pose_projection(struct fov fov, float near_m)
{
    const float left = tanf(fov.left_rad), right = tanf(fov.right_rad);
    const float up = tanf(fov.up_rad), down = tanf(fov.down_rad);
    mat4s m = {0};
    m.raw[0][0] = 2.0f / (right - left);
    m.raw[2][0] = (right + left) / (right - left);
    m.raw[1][1] = -2.0f / (up - down);
    m.raw[2][1] = -(up + down) / (up - down);
    m.raw[2][3] = -1.0f;
    m.raw[3][2] = near_m;
    return m;
}
