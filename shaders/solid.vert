#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "frame.h"

layout(push_constant) uniform draw_push
{
    shared_draw draw;
};

layout(location = 0) in vec3 at_m;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;

layout(location = 0) out vec3 out_at_m;
layout(location = 1) out vec3 out_normal;
layout(location = 2) out vec4 out_albedo;

void main()
{
    const vec4 at = draw.world_from_mesh * vec4(at_m, 1.0);
    out_at_m = at.xyz;
    out_normal = mat3(draw.world_from_mesh) * normal;
    out_albedo = albedo;
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * at;
}
