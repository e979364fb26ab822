#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "frame.h"

layout(location = 0) out vec3 out_direction;
layout(location = 1) out vec2 out_dither_at;

void main()
{
    const vec2 at = vec2(gl_VertexIndex & 1, gl_VertexIndex >> 1) * 4.0 - 1.0;
    const vec3 ray = (frame.eyes[gl_ViewIndex].world_from_ray * vec4(at, 1.0, 0.0)).xyz;
    out_direction = ray;
    out_dither_at = (at * 0.5 + 0.5) * frame.target.xy / textureSize(dither_map, 0); // texel = pixel
    gl_Position = vec4(at, 0.0, 1.0); // depth 0: infinitely far
}
