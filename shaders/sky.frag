#version 450
#extension GL_GOOGLE_include_directive : require

#include "tone.h"

layout(location = 0) in vec4 direction; // a: place in the dither
layout(location = 0) out vec4 out_color;

void main()
{
    const vec3 sky = texture(sky_cube, direction.xyz).rgb;
    // One step of the encoded value is worth more where it is bright, so the dither of half a step
    // grows with the light. All but the last line is done while the tap is on its way.
    const float fade = frame.show.y;
    const float share = fade + (fade * 5.0 / 255.0) * (direction.a - roundEven(direction.a));
    out_color = vec4(tone_stored(sky * share), 1.0);
}
