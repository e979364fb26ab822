#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"
#include "tone.h"

layout(location = 0) in vec3 at_m;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;
layout(location = 5) in vec4 haze;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec3 n = normalize(normal);
    const vec3 to_eye = normalize(frame.eyes[gl_ViewIndex].at_m.xyz - at_m);
    // Thin: light from behind comes through, most where one looks towards it.
    const float facing = 0.45 + 0.55 * dot(n, frame.key_direction.xyz);
    const float through = max(-dot(to_eye, frame.key_direction.xyz), 0.0);
    const float lit = light_shadow(at_m) * (max(facing, 0.0) * 0.6 + 0.7 * through * through);
    const vec3 light = albedo.rgb * (frame.key_color.rgb * lit * (0.4 + 0.6 * albedo.a) +
                                     albedo.a * (light_dome(n) + light_lamps(at_m, n)));
    out_color = vec4(tone(mix(light, haze.rgb, haze.a)), 1.0);
}
