#version 450
#extension GL_GOOGLE_include_directive : require

#include "tone.h"

layout(location = 0) in vec3 direction;
layout(location = 0) out vec4 out_color;

const float PI = 3.14159265;

void main()
{
    // The mip level follows from the angle that a pixel covers and not from how fast the texture's
    // coordinates change: those jump at the seam and race around the poles.
    const vec3 d = direction;
    const float pixel = 0.5 * (length(dFdx(d)) + length(dFdy(d))) * inversesqrt(dot(d, d));
    const float texels = pixel * float(textureSize(photo_map, 0).y) / PI;
    // Straight up and down atan has no answer: any azimuth is right there.
    const vec2 across = abs(d.x) + abs(d.z) > 0.0 ? vec2(d.x, -d.z) : vec2(0.0, 1.0);
    const vec2 at = vec2(atan(across.x, across.y) / (2.0 * PI) + 0.5,
                         0.5 - atan(d.y, length(across)) / PI);
    const vec3 seen = textureLod(photo_map, at, log2(max(texels, 1.0))).rgb;
    out_color = vec4(tone_flat(seen * frame.photo.x), 1.0);
}
