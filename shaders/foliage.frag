#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

layout(location = 0) in vec3 to_eye;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;
layout(location = 4) in vec3 lamps;
layout(location = 5) in vec4 haze;
layout(location = 6) in vec4 place;

layout(location = 0) out vec4 out_color;

void main()
{
    // Thin: light from behind comes through, most where one looks towards it.
    const vec3 key = frame.key_direction.xyz;
    const float facing = max(0.45 + 0.55 * dot(normal, key), 0.0);
    const float through = max(-dot(to_eye, key) * inversesqrt(dot(to_eye, to_eye)), 0.0);
    const float lit = light_shadow(place) * (facing * 0.6 + 0.7 * through * through);
    const vec3 light = albedo.rgb * (frame.key_color.rgb * (lit * (0.4 + 0.6 * albedo.a)) +
                                     albedo.a * (light_dome(normal) + lamps));
    out_color = vec4(tone(mix(light, haze.rgb, haze.a)), 1.0);
}
