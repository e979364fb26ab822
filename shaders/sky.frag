#version 450
#extension GL_GOOGLE_include_directive : require

#include "tone.h"

layout(location = 0) in vec3 direction;
layout(location = 0) out vec4 out_color;

void main()
{
    const vec4 sky = texture(sky_cube, direction);
    // A fixed pattern of half a step hides the steps of 8 bits (Roberts 2018, R2). One step of the
    // encoded value is worth more where it is bright, so the pattern grows with the light.
    const float noise = fract(dot(gl_FragCoord.xy, vec2(0.7548777, 0.5698403))) - 0.5;
    const float dither = 5.0 / 255.0;
    out_color = vec4(tone_stored(sky.rgb * (frame.show.y * (sky.a + dither * noise))), 1.0);
}
