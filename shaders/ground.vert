#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "solid.h"

layout(location = 0) out vec3 out_to_eye; // of unit length at the vertices
layout(location = 1) out vec3 out_normal;
layout(location = 2) out vec4 out_albedo;
layout(location = 3) out vec3 out_at_m;
layout(location = 4) out vec3 out_around; // light but the key light's
layout(location = 5) out vec4 out_haze;
layout(location = 6) out vec4 out_place; // in the shadow map; w: share of its shade

void main()
{
    const vec3 world_m = solid_world_m();
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    out_to_eye = normalize(eye_m - world_m);
    out_normal = solid_normal();
    out_albedo = albedo;
    out_at_m = world_m;
    out_around = albedo.a * light_dome(out_normal) + light_lamps(world_m, out_normal);
    out_haze = light_haze(world_m, eye_m);
    out_place = solid_shadow_place(world_m, out_normal);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(world_m, 1.0);
}
