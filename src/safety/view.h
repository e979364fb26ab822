// A picture of one eye in angular units: which way each pixel looks, how much of the sphere it
// covers, and the 10-degree discs that areas are shares of.
//
// The picture is a square in tangents, symmetric about its axis: x to the right, y down.
#ifndef SAFETY_VIEW_H
#define SAFETY_VIEW_H

#include "base/arena.h"
#include "base/err.h"

#include <cglm/struct.h>

#include <stdint.h>

struct safety_view {
    int side;          // pixels each way
    float tan_half;    // tangent of half the field of view
    vec3s *direction;  // of each pixel, unit; -z ahead, y up
    float *solid_sr;   // of each pixel
    float whole_sr;    // of all
    int disc_count;    // centres about 2.5 degrees apart, all over the view
    float disc_sr;     // of one whole disc, whether or not all of it is in view
    uint32_t *disc_at; // disc_count + 1: where each one's pixels begin in `disc_pixels`
    uint32_t *disc_pixels;
    vec3s *disc_centre;
};

// In the arena. ERR_NO_MEMORY only.
MUST_USE enum err safety_view_init(struct safety_view *view, int side, float fov_deg,
                                   struct arena *arena);

// Degrees left and up of the axis.
void safety_view_angles(vec3s direction, float *yaw_deg, float *pitch_deg);

#endif
