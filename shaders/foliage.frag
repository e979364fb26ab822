#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

layout(location = 0) in vec3 from_key;
layout(location = 1) in vec3 from_all;
layout(location = 2) in vec4 haze;
layout(location = 3) in vec4 place;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec3 light = from_key * light_shadow(place) + from_all;
    out_color = vec4(tone_stored(tone_behind(light, haze)), 1.0);
}
