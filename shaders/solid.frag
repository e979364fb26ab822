#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

layout(location = 0) in vec3 normal;
layout(location = 1) in vec4 albedo;
layout(location = 2) in vec3 grain;
layout(location = 3) in vec3 around;
layout(location = 4) in vec4 haze;
layout(location = 5) in vec4 place;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec4 pattern = texture(surface_map, grain.xy);
    // The pattern also bends the normal, along the two axes across the main one.
    const vec3 n = normalize(normal + pattern.rbg * (grain.z * vec3(1.0, -0.4, 1.0)));
    const vec3 color = albedo.rgb * (0.45 + 1.1 * pattern.a);

    const float facing = max(dot(n, frame.key_direction.xyz), 0.0) * light_shadow(place);
    const vec3 light =
        color * (frame.key_color.rgb * facing + light_dome_rise() * (albedo.a * n.y) + around);
    out_color = vec4(tone_stored(tone_behind(light, haze)), 1.0);
}
