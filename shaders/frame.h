// Bindings that every pass has: set 0 is the frame, set 1 its pictures. Include after the version
// line and GL_GOOGLE_include_directive.
#ifndef SHADERS_FRAME_H
#define SHADERS_FRAME_H

#include "shared.h"

layout(set = 0, binding = 0, std140) uniform frame_uniform
{
    shared_frame frame;
};

layout(set = 1, binding = 0) uniform sampler2DShadow shadow_map; // lit where it gives 1
layout(set = 1, binding = 1) uniform sampler2D height_map;       // metres, red
layout(set = 1, binding = 2) uniform samplerCube sky_cube;       // as shown; rgb * a is its light
layout(set = 1, binding = 4) uniform sampler2D surface_map;      // see render/surface.h
layout(set = 1, binding = 3) uniform sampler2D glyph_atlas;      // signed distance, red
layout(set = 1, binding = 6) uniform sampler2D dither_map;       // 0..1, one texel a pixel
layout(set = 1, binding = 7) uniform sampler2D leaf_map;         // see render/leaves.h
layout(set = 1, binding = 5) uniform sampler2D photo_map;        // equirectangular

// The target has no sRGB format: the shader encodes.
layout(constant_id = 0) const bool ENCODES_SRGB = false;

#endif
