#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "gust.h"
#include "solid.h"

// A twig of leaves. Lit at its corners, as grass is; the leaves are cut out of it for each pixel.
layout(location = 0) out vec3 out_from_key;
layout(location = 1) out vec3 out_from_all;
layout(location = 2) out vec4 out_haze;
layout(location = 3) out vec4 out_place; // in the shadow map; w: share of its shade
layout(location = 4) out vec3 out_twig;  // where in the picture of leaves; edges a pixel

void main()
{
    const mat4 in_world = frame.draws[gl_InstanceIndex].world_from_mesh;
    const vec3 world_m = gust_sway((in_world * vec4(at_m, 1.0)).xyz, traits.z);
    const vec3 world_normal = solid_normal();
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    const vec3 key = frame.key_direction.xyz;
    const float facing = max(0.35 + 0.65 * dot(world_normal, key), 0.0);
    // Leaves let light through and glow yellower by it when one looks towards the sun.
    const float through = max(dot(normalize(world_m - eye_m), key), 0.0);
    const float glow = 0.10 + 0.62 * through * through * through;
    const vec3 shone = albedo.rgb * vec3(1.2, 1.12, 0.55);
    out_from_key = frame.key_color.rgb * (0.3 + 0.7 * albedo.a) *
                   (albedo.rgb * (0.5 * facing) + shone * glow);
    out_from_all = albedo.rgb * (albedo.a * light_dome(world_normal)) *
                       (0.7 + 0.3 * vec3(0.9, 1.1, 0.7)) +
                   albedo.rgb * light_lamps(world_m, world_normal);
    out_haze = light_haze(world_m, eye_m);
    out_place = solid_shadow_place(world_m, world_normal);
    // So much of the picture's distance is one pixel's, for a twig of usual size.
    const float pixel = length(frame.eyes[gl_ViewIndex].world_from_ray[1].xyz) * 2.0 * frame.target.w;
    const float sharp = 0.16 / (pixel * max(distance(world_m, eye_m), 0.3));
    out_twig = vec3(0.5 * (traits.x + traits.w), traits.y, sharp); // a fern's stands beside a twig's
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(world_m, 1.0);
}
