#version 450
#extension GL_GOOGLE_include_directive : require

#include "cloud.h"
#include "tone.h"

// The whole sky but stars and sun: a gradient, the glow where the sun is or went down, the shadow
// of the Earth opposite, clouds lit from below. As shown; alpha leads back to the light
// that water mirrors.
layout(location = 0) in vec3 direction;
layout(location = 0) out vec4 out_color;

vec3 clear_sky(vec3 d, float towards)
{
    const float up = max(d.y, 0.0);
    const vec3 mid = frame.middle.rgb;
    // Away from the sun the horizon is dusky, with a rose band above it.
    const vec3 away = mix(mid, frame.horizon.rgb, 0.30) * vec3(0.86, 0.80, 0.98);
    const vec3 band = mix(mid, frame.horizon.rgb, 0.65) * vec3(1.02, 0.90, 1.0);
    const float opposite = smoothstep(0.2, -0.9, towards);
    vec3 low = mix(frame.horizon.rgb, mix(away, band, smoothstep(0.02, 0.16, up)), opposite);
    low = mix(low, mix(frame.horizon.rgb, mid, 0.45), (1.0 - abs(towards)) * 0.55);
    vec3 color = mix(low, mid, 1.0 - exp(-up * 7.5));
    color = mix(color, frame.zenith.rgb, 1.0 - exp(-up * up * 4.2));
    const float wide = frame.sun_direction.w;
    const float around = exp((towards - 1.0) * 2.6 / (wide + 0.05));
    return color + frame.glow.rgb * (around * (0.62 * exp(-up * 8.5) + 0.16 * exp(-up * 2.6)));
}

float unit_scale(vec2 v)
{
    return inversesqrt(max(dot(v, v), 1e-12));
}

void main()
{
    vec3 d = normalize(direction);
    d.y = d.y < 0.0 ? -d.y * 0.25 : d.y; // below the horizon: a dull mirror, for rough reflections
    // Straight up, or without a sun, there is no direction to go by: zero, not a division by it.
    const vec2 sun = frame.sun_direction.xz * unit_scale(frame.sun_direction.xz);
    const float towards =
        dot(d.xz * unit_scale(d.xz), sun) * (1.0 - smoothstep(0.55, 1.0, d.y));
    vec3 color = clear_sky(d, towards);

    const vec2 at = cloud_place(d);
    const float dense = cloud_noise(at);
    const float sunward = cloud_noise(at + sun * 0.16);
    const float need = cloud_need();
    const float thick = smoothstep(need + 0.05, need + 0.30, dense);
    // Light comes from low at the sun's side: edges that face it glow, thick middles stay dull.
    const float rim = clamp((dense - sunward) * 4.0 + 0.5, 0.0, 1.0);
    const float reach = 0.45 + 0.55 * smoothstep(-0.7, 0.9, towards);
    const vec3 dull = mix(frame.middle.rgb, frame.zenith.rgb, 0.45) * 1.05 + 0.10 * frame.cloud.rgb;
    const vec3 lit = mix(dull, frame.cloud.rgb, reach * mix(0.9, 0.55, thick));
    const vec3 cloud = mix(dull, lit, rim * (1.0 - 0.55 * thick) + 0.18);
    const vec3 light = mix(color, cloud, cloud_cover(d, dense));
    out_color = vec4(tone_bright(light), 1.0 / tone_scale(light));
}
