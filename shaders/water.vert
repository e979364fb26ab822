#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "frame.h"

layout(location = 0) out vec3 out_at_m;

void main()
{
    const vec2 corners[6] = vec2[](vec2(-1, -1), vec2(-1, 1), vec2(1, 1), vec2(-1, -1), vec2(1, 1),
                                   vec2(1, -1));
    const vec2 at = corners[gl_VertexIndex] * 500.0;
    out_at_m = vec3(at.x, frame.water.x, at.y);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(out_at_m, 1.0);
}
