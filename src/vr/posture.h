// The world for someone who leans back or lies: what lies straight ahead of their resting head is
// the horizon.
//
// At a recline of r the resting head looks up by r, so the world is turned by -r about the axis
// through the ears, at the place of the head. Heads still move naturally in it: it is the same
// metres, turned once.
#ifndef VR_POSTURE_H
#define VR_POSTURE_H

#include "base/pose.h"

// Heading (left positive) that a head reclined by recline_rad faces along the floor. A head on its
// back looks at the ceiling, where its own direction has no heading; its crown still points away
// from where it faces, so both are weighed by how level they are.
float vr_posture_heading_rad(float recline_rad, struct pose head_in_base);

// Upright: the identity, as the runtime's own heading stands. Reclined: heading and place of the
// head become the middle of the world, its height stays.
struct pose vr_posture_world_from_base(float recline_rad, struct pose head_in_base);

#endif
