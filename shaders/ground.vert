#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "solid.h"

layout(location = 0) out vec4 out_mirrored; // what a smooth film would add of the sky; share of it
layout(location = 1) out vec4 out_from_key; // if it faced the key light; a: how far it does
layout(location = 2) out vec3 out_at_m;
layout(location = 3) out vec3 out_from_all; // sky, ground and lanterns
layout(location = 4) out vec4 out_haze;
layout(location = 5) out vec4 out_place; // in the shadow map; w: share of its shade

void main()
{
    const vec3 world_m = solid_world_m();
    const vec3 world_normal = solid_normal();
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    const vec3 back = normalize(eye_m - world_m);
    const float rim = 1.0 - max(dot(world_normal, back), 0.0);
    // Under water there is no film to mirror in: the water does that itself.
    const float sunk_m = frame.water.x + frame.water.w * frame.shore.y - world_m.y;
    const float share =
        albedo.a * (0.05 + 0.7 * rim) * clamp(1.0 - 20.0 * sunk_m, 0.0, 1.0);
    // The sky is so soft that the vertices can ask for it.
    const vec4 sky = textureLod(sky_cube, reflect(-back, world_normal), 0.0);
    out_mirrored = vec4(sky.rgb * (sky.a * share), share);
    out_from_key = vec4(albedo.rgb * frame.key_color.rgb,
                        dot(world_normal, frame.key_direction.xyz));
    out_at_m = world_m;
    out_from_all = albedo.rgb * (albedo.a * light_dome(world_normal) +
                                 light_lamps(world_m, world_normal));
    out_haze = light_haze(world_m, eye_m);
    out_place = solid_shadow_place(world_m, world_normal);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(world_m, 1.0);
}
