// Colours of pictures in linear light, and back.
//
// Every format the compositor knows is looked up in tables: half floats have only 65,536 values,
// and smaller floats are half floats with fewer bits.
#ifndef SIMXR_SAMPLE_H
#define SIMXR_SAMPLE_H

#include "simxr/compositor.h"

// One picture as a layer shows it.
struct simxr_sampler {
    struct simxr_picture picture;
    bool has_alpha;          // else every pixel is opaque
    bool is_unpremultiplied; // of the picture; what comes out is premultiplied
};

// Between pixels' centres, u and v in [0, 1] from the top left; beyond the edge, the edge.
vec4s simxr_sample_at(const struct simxr_sampler *sampler, float u, float v);

// One row to opaque sRGB, unfiltered; `out` has room for the picture's width.
void simxr_sample_row(const struct simxr_picture *picture, uint32_t y, uint8_t *out_rgba);

// Lays a premultiplied colour over an opaque sRGB pixel.
void simxr_sample_blend(uint8_t *rgba, vec4s colour);

#endif
