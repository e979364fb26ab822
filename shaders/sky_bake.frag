#version 450
#extension GL_GOOGLE_include_directive : require

#include "frame.h"

layout(location = 0) in vec3 direction;
layout(location = 0) out vec4 out_light;

void main()
{
    const float up = normalize(direction).y;
    vec3 light = mix(frame.horizon.rgb, frame.middle.rgb, smoothstep(0.0, 0.26, up));
    light = mix(light, frame.zenith.rgb, smoothstep(0.2, 1.0, up));
    out_light = vec4(light, 1.0);
}
