// Where something is and which way it faces; what one eye sees.
//
// Right-handed, +y up, -z ahead, metres: OpenXR's and OpenAL's axes. `a_in_b` carries points of
// frame a into frame b.
#ifndef BASE_POSE_H
#define BASE_POSE_H

#include <cglm/struct.h>

struct pose {
    versors turn; // unit quaternion, x y z w
    vec3s at_m;
};

// Half-angles from the axis, radians; left and down are negative (as XrFovf).
struct fov {
    float left_rad, right_rad, up_rad, down_rad;
};

struct view {
    struct pose eye_in_world;
    struct fov fov;
};

struct pose pose_identity(void);

// outer * inner: first inner, then outer.
struct pose pose_chain(struct pose outer, struct pose inner);
struct pose pose_inverse(struct pose pose);
vec3s pose_point(struct pose pose, vec3s point_m);
vec3s pose_direction(struct pose pose, vec3s direction);
vec3s pose_ahead(struct pose pose); // unit vector the pose looks along (-z)

// Yaw to the left about +y, then pitch up about the new +x.
versors pose_turn_yaw_pitch(float yaw_rad, float pitch_rad);
float pose_yaw_rad(struct pose pose);   // heading of pose_ahead, 0 = -z, left positive
float pose_pitch_rad(struct pose pose); // elevation of pose_ahead, up positive

mat4s pose_matrix(struct pose pose);         // a_in_b as a matrix
mat4s pose_inverse_matrix(struct pose pose); // b_in_a

// Vulkan clip space (y down, z 0..1), reversed: 1 at near_m, 0 at infinity.
mat4s pose_projection(struct fov fov, float near_m);

#endif
