#version 450
#extension GL_GOOGLE_include_directive : require

#include "tone.h"

layout(location = 0) in vec2 corner;
layout(location = 1) in vec3 light;
layout(location = 2) in vec4 ripple;
layout(location = 0) out vec4 out_color;

void main()
{
    const float r2 = dot(corner, corner);
    const float halo = max(exp(-5.0 * r2) - 0.0067, 0.0) + 0.5 * exp(-60.0 * r2);
    const float broken = mix(1.0, 0.35 + 1.3 * texture(surface_map, ripple.xy).a, ripple.w);
    // Added to what is there: alpha stays.
    out_color = vec4(light * (halo * broken), 0.0);
}
