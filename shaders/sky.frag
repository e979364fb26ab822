#version 450
#extension GL_GOOGLE_include_directive : require

#include "tone.h"

layout(location = 0) in vec3 direction;
layout(location = 0) out vec4 out_color;

void main()
{
    out_color = vec4(tone_smooth(textureLod(sky_cube, direction, 0.0).rgb), 1.0);
}
