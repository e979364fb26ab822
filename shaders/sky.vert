#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "frame.h"

layout(location = 0) out vec4 out_direction; // a: place in the dither

void main()
{
    const vec2 at = vec2(gl_VertexIndex & 1, gl_VertexIndex >> 1) * 4.0 - 1.0;
    const vec3 ray = (frame.eyes[gl_ViewIndex].world_from_ray * vec4(at, 1.0, 0.0)).xyz;
    // Hides the steps of 8 bits by a fixed pattern (Roberts 2018, R2), which is linear in the
    // pixel's place: cheaper handed over than asked for.
    const vec2 pixel = (at * 0.5 + 0.5) * frame.target.xy;
    out_direction = vec4(ray, dot(pixel, vec2(0.7548777, 0.5698403)));
    gl_Position = vec4(at, 0.0, 1.0); // depth 0: infinitely far
}
