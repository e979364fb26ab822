#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"
#include "tone.h"

layout(push_constant) uniform draw_push
{
    shared_draw draw;
};

layout(location = 0) in vec3 at_m;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;
layout(location = 3) in vec4 traits;
layout(location = 4) in vec2 grain_at;
layout(location = 5) in vec4 haze;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec4 pattern = texture(surface_map, grain_at);
    // The pattern also bends the normal, along the two axes across the main one.
    const vec2 bend = (pattern.rg - 0.5) * mix(0.9, 0.35, traits.z);
    const vec3 n = normalize(normal + vec3(bend.x, -0.5 * bend.x, bend.y));
    const float grain = pattern.a - 0.5;
    const vec3 color = albedo.rgb * (1.0 + grain * 1.1);

    const vec3 to_eye = normalize(frame.eyes[gl_ViewIndex].at_m.xyz - at_m);
    const float facing = max(dot(n, frame.key_direction.xyz), 0.0);
    const float lit = light_shadow(at_m + 0.03 * normal) * facing;
    vec3 light = color * (frame.key_color.rgb * lit +
                          albedo.a * (light_dome(n) + light_lamps(at_m, n)));

    // Wet stone and wood mirror the sky a little, and so does all at a grazing angle.
    const float rim = 1.0 - max(dot(n, to_eye), 0.0);
    const float mirror = (0.02 + 0.5 * rim * rim * rim * rim) * mix(0.25, 0.9, traits.y);
    light += mirror * albedo.a * light_dome(reflect(-to_eye, n));
    light += draw.glow.rgb * traits.w;
    out_color = vec4(tone(mix(light, haze.rgb, haze.a)), 1.0);
}
