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

// A software device takes one sample instead of two: they are a third of the cost of its ground.
layout(constant_id = 2) const bool HAS_HARD_SHADOW = false;

// 1 in the light: one sample, for what is too small or too restless to show a soft edge.
float light_shadow_hard(vec4 place)
{
    return 1.0 + (texture(shadow_map, place.xyz) - 1.0) * place.w;
}

// 1 in the light. Two bilinear samples, aslant to the texels.
float light_shadow(vec4 place)
{
    if (HAS_HARD_SHADOW) {
        return light_shadow_hard(place);
    }
    const vec2 aslant = vec2(0.45, 0.9) / 1024.0;
    float shade = 2.0 - texture(shadow_map, vec3(place.xy - aslant, place.z));
    shade -= texture(shadow_map, vec3(place.xy + aslant, place.z));
    return 1.0 - shade * (0.5 * place.w);
}

// From sky and ground on something that faces sideways, and what turning up adds by the normal's y.
vec3 light_dome_level()
{
    return 0.5 * (frame.sky_ambient.rgb + frame.ground_ambient.rgb);
}

vec3 light_dome_rise()
{
    return 0.5 * (frame.sky_ambient.rgb - frame.ground_ambient.rgb);
}

vec3 light_dome(vec3 normal)
{
    return light_dome_level() + light_dome_rise() * normal.y;
}

// Lanterns: soft within their own size, then by the square of the distance; what is right below
// lies in the shade of the lantern's own foot, so that its light is a pool about the post. For
// vertices: their light changes slowly across a triangle, and there may be eight of them.
vec3 light_lamps(vec3 at_m, vec3 normal)
{
    vec3 sum = vec3(0.0);
    const int count = int(frame.wind.z);
    for (int i = 0; i < count; i++) {
        const vec3 to = frame.lamp_at[i].xyz - at_m;
        const float near = 1.0 / (0.08 + dot(to, to));
        const float close = sqrt(near);
        const float facing = max(0.15 + 0.85 * dot(normal, to) * close, 0.0);
        const float beside = clamp(8.0 - 8.2 * to.y * close, 0.06, 1.0);
        sum += frame.lamp_color[i].rgb * (near * facing * beside);
    }
    return sum;
}

// Haze between, as shown: rgb is its own light times its share, a is what is left of all behind it;
// both faded. For vertices. Density falls with height; the mean of both ends stands for the way
// between.
vec4 light_haze(vec3 at_m, vec3 eye_m)
{
    const vec3 way = at_m - eye_m;
    const float far_m = length(way);
    const float thin = exp(-max(at_m.y, 0.0) * frame.fog_shape.x);
    const float share = 1.0 - exp(-far_m * frame.fog.w * mix(thin, 1.0, 0.3));
    // The haze in front of the afterglow glows with it: the sky's own colour, low down there.
    const vec3 low = vec3(way.x, max(0.03 * far_m, way.y), way.z);
    const vec3 sky = textureLod(sky_cube, low, 0.0).rgb;
    return frame.show.y * vec4(sky * share, 1.0 - share);
}

#endif
