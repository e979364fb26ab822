// How light reaches a surface: the key light with its shadow, the dome above, what the ground gives
// back, lanterns, and the haze between.
#ifndef SHADERS_LIGHT_H
#define SHADERS_LIGHT_H

#include "frame.h"

// For vertices: where a point lies in the shadow map. Beyond the map's disc nothing is shaded.
vec4 light_shadow_place(vec3 at_m)
{
    const vec3 at = (frame.shadow_from_world * vec4(at_m, 1.0)).xyz;
    const vec2 from_middle = at.xy * 2.0 - 1.0;
    return vec4(at, clamp(5.0 - 5.0 * dot(from_middle, from_middle), 0.0, 1.0));
}

// A software device takes one sample instead of four: they are half the cost of its ground.
layout(constant_id = 2) const bool HAS_HARD_SHADOW = false;

// 1 in the light. Four bilinear samples.
float light_shadow(vec4 place)
{
    if (HAS_HARD_SHADOW) {
        return 1.0 + (texture(shadow_map, place.xyz) - 1.0) * place.w;
    }
    const vec2 a = vec2(0.6, 1.2) / 1024.0;
    const vec2 b = vec2(1.2, -0.6) / 1024.0;
    float lit = texture(shadow_map, vec3(place.xy - a, place.z));
    lit += texture(shadow_map, vec3(place.xy + b, place.z));
    lit += texture(shadow_map, vec3(place.xy + a, place.z));
    lit += texture(shadow_map, vec3(place.xy - b, place.z));
    return 1.0 + (lit * 0.25 - 1.0) * place.w;
}

vec3 light_dome(vec3 normal)
{
    return mix(frame.ground_ambient.rgb, frame.sky_ambient.rgb, normal.y * 0.5 + 0.5);
}

// Lanterns: soft within their own size, then by the square of the distance. For vertices: their
// light changes slowly across a triangle, and there may be eight of them.
vec3 light_lamps(vec3 at_m, vec3 normal)
{
    vec3 sum = vec3(0.0);
    const int count = int(frame.wind.z);
    for (int i = 0; i < count; i++) {
        const vec3 to = frame.lamp_at[i].xyz - at_m;
        const float near = 1.0 / (0.08 + dot(to, to));
        const float facing = max(0.25 + 0.75 * dot(normal, to) * sqrt(near), 0.0);
        sum += frame.lamp_color[i].rgb * (near * facing);
    }
    return sum;
}

// How much of what is behind the haze is lost: rgb is the haze's own light, a its share. Density
// falls with height; the mean of both ends stands for the way between.
vec4 light_haze(vec3 at_m, vec3 eye_m)
{
    const vec3 way = at_m - eye_m;
    const float far_m = length(way);
    const float thin = exp(-max(at_m.y, 0.0) * frame.fog_shape.x);
    const float share = 1.0 - exp(-far_m * frame.fog.w * mix(thin, 1.0, 0.3));
    // The haze in front of the afterglow glows with it: the sky's own colour, low down there.
    const vec3 low = vec3(way.x, max(0.03 * far_m, way.y), way.z);
    return vec4(textureLod(sky_cube, low, 0.0).rgb, share);
}

#endif
