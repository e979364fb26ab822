// The motion of a camera that explains what moves in a view: a turn, and a shift past things that
// are equally far; six numbers, by least squares with weights that forget what disagrees.
#ifndef SAFETY_CAMERA_H
#define SAFETY_CAMERA_H

#include <cglm/struct.h>

// Motion of a part of the view along one direction of its texture.
struct safety_camera_lead {
    vec3s along;     // unit, in the sphere's tangent plane at `direction`
    vec3s direction; // unit, towards the part's centre
    float deg_s;
    float weight_sr;
};

// Degrees a second, root mean square over what agrees with the fitted motion; 0 when less than
// SAFETY_CAMERA_SHARE of all leads agrees, or there are too few to tell.
float safety_camera_speed(const struct safety_camera_lead *leads, int count);

#endif
