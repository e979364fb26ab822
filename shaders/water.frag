#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "frame.h"
#include "tone.h"

layout(location = 0) in vec3 at_m;
layout(location = 0) out vec4 out_color;

void main()
{
    const vec3 ahead = normalize(at_m - frame.eyes[gl_ViewIndex].at_m.xyz);
    const float grazing = pow(1.0 - abs(ahead.y), 5.0);
    const vec3 sky = texture(sky_cube, reflect(ahead, vec3(0.0, 1.0, 0.0))).rgb;
    out_color = vec4(tone(mix(frame.water_deep.rgb, sky, 0.02 + 0.98 * grazing)), 1.0);
}
