// Grass in the wind: the whole tuft leans with the gust, each blade trembles a little by itself.
#ifndef SHADERS_SWAY_H
#define SHADERS_SWAY_H

#include "frame.h"

vec3 sway(vec3 at_m, float share)
{
    const float time_s = frame.show.x;
    const float phase = dot(at_m.xz, vec2(1.7, 2.3));
    const vec2 tremble = vec2(sin(time_s * 2.1 + phase), cos(time_s * 1.7 + phase * 1.3));
    const vec2 lean = frame.wind.xy + (0.02 + 0.25 * length(frame.wind.xy)) * tremble;
    return at_m + share * vec3(lean.x, -0.35 * dot(lean, lean), lean.y);
}

#endif
