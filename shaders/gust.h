// Twigs in the wind: all lean a little, and a gust runs through that bends each as it comes by.
#ifndef SHADERS_GUST_H
#define SHADERS_GUST_H

#include "frame.h"

// How hard the gust blows `age_s` after its front came: it rises quickly and goes slowly. The same
// as world/gusts.c, which is what is heard.
float gust_force(float age_s)
{
    const float t = max(age_s, 0.0);
    return t * t / (t * t + 1.2) * exp(-0.32 * t) * 2.2;
}

vec3 gust_sway(vec3 at_m, float share)
{
    const float time_s = frame.show.x;
    const vec2 along = frame.wind.xy * inversesqrt(max(dot(frame.wind.xy, frame.wind.xy), 1e-6));
    const float behind_s = frame.fog_shape.z - dot(at_m.xz, along) * frame.fog_shape.w;
    const float lean = length(frame.wind.xy) + frame.fog_shape.y * gust_force(behind_s);
    const float phase = dot(at_m, vec3(1.7, 0.9, 2.3));
    const vec2 tremble = vec2(sin(time_s * 1.9 + phase), cos(time_s * 1.5 + phase * 1.3));
    const vec2 moved = along * (lean * (0.75 + 0.25 * sin(time_s * 0.8 + 0.35 * phase))) +
                       (0.012 + 0.30 * lean) * tremble;
    return at_m + share * vec3(moved.x, -0.3 * lean * (1.0 + 0.5 * tremble.x), moved.y);
}

#endif
