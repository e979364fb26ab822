#version 450
#extension GL_GOOGLE_include_directive : require

#include "tone.h"

layout(location = 0) in vec2 corner;
layout(location = 1) in vec4 light;
layout(location = 0) out vec4 out_color;

void main()
{
    const float r2 = dot(corner, corner);
    const float star = exp(-4.5 * r2) - 0.011;
    const float disc = 0.86 * (1.0 - smoothstep(0.14, 0.19, r2)) + 0.14 * (1.0 - r2) * (1.0 - r2);
    const float shape = max(mix(disc, star, light.a), 0.0) * step(r2, 1.0);
    out_color = vec4(tone_stored(light.rgb) * shape, shape * (1.0 - light.a));
}
