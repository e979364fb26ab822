#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

layout(location = 0) in vec3 to_eye;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;
layout(location = 3) in vec4 traits;
layout(location = 4) in vec3 lamps;
layout(location = 5) in vec4 haze;
layout(location = 6) in vec4 place;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec4 pattern = texture(surface_map, traits.zw);
    // The pattern also bends the normal, along the two axes across the main one.
    const vec3 n = normalize(normal + pattern.rbg * vec3(traits.x, -0.25, traits.x));
    const vec3 color = albedo.rgb * (0.45 + 1.1 * pattern.a);

    const float facing = max(dot(n, frame.key_direction.xyz), 0.0) * light_shadow(place);
    vec3 light = color * (frame.key_color.rgb * facing + albedo.a * light_dome(n) + lamps);

    // Wet stone and wood mirror the sky a little, and so does all at a grazing angle.
    const float rim = 1.0 - max(dot(n, to_eye), 0.0);
    light += frame.fog.rgb * (traits.y * (0.02 + 0.3 * rim * rim * rim));
    out_color = vec4(tone_stored(tone_behind(light, haze)), 1.0);
}
