#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "solid.h"

// Blades are too small to tell light at their vertices from light within: a fragment has only to
// ask for the shadow.
layout(location = 0) out vec3 out_from_key;
layout(location = 1) out vec3 out_from_all; // sky, ground and lanterns
layout(location = 2) out vec4 out_haze;
layout(location = 3) out vec4 out_place; // in the shadow map; w: share of its shade

void main()
{
    const vec3 world_m = solid_world_m();
    const vec3 world_normal = solid_normal();
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    // Thin: light from behind comes through, most where one looks towards it.
    const vec3 key = frame.key_direction.xyz;
    const float facing = max(0.45 + 0.55 * dot(world_normal, key), 0.0);
    const float through = max(dot(normalize(world_m - eye_m), key), 0.0);
    const float lit = facing * 0.6 + 0.7 * through * through;
    out_from_key = albedo.rgb * frame.key_color.rgb * (lit * (0.4 + 0.6 * albedo.a));
    out_from_all =
        albedo.rgb * albedo.a * (light_dome(world_normal) + light_lamps(world_m, world_normal));
    out_haze = light_haze(world_m, eye_m);
    out_place = solid_shadow_place(world_m, world_normal);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(world_m, 1.0);
}
