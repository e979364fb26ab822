// A sheet of cloud, drawn out along its drift: where it is and how much of the sky it covers.
#ifndef SHADERS_CLOUD_H
#define SHADERS_CLOUD_H

#include "frame.h"

vec2 cloud_place(vec3 d)
{
    const vec2 over = d.xz / (d.y + 0.10);
    return vec2(over.x * 0.62 + over.y * 0.25, over.y * 0.95 - over.x * 0.2) + frame.cloud_drift.xy;
}

float cloud_noise(vec2 at)
{
    float sum = texture(surface_map, at * 0.11).a * 0.5;
    sum += texture(surface_map, at.yx * 0.27 + 0.31).a * 0.3;
    sum += texture(surface_map, at * 0.71 + 0.73).a * 0.2;
    return sum;
}

// How dense it must be to be seen.
float cloud_need()
{
    return mix(0.665, 0.37, frame.horizon.w);
}

// How much of the sky behind is hidden; d is of unit length and points up.
float cloud_cover(vec3 d, float dense)
{
    const float need = cloud_need();
    return 0.88 * smoothstep(need, need + 0.17, dense) * smoothstep(0.015, 0.11, d.y);
}

#endif
