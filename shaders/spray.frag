#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

layout(location = 0) in vec3 from_key;
layout(location = 1) in vec3 from_all;
layout(location = 2) in vec4 haze;
layout(location = 3) in vec4 place;
layout(location = 4) in vec3 twig;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec2 leaf = texture(leaf_map, twig.xy).rg;
    // Of four samples as many as the leaf covers; an eye with one sample takes an eighth or more.
    const float samples = clamp((leaf.r - 0.5) * twig.z * 4.0 + 2.5, 0.0, 4.5);
    if (samples < 1.0) {
        discard;
    }
    gl_SampleMask[0] = (1 << int(samples)) - 1;
    const vec3 light = (from_key * light_shadow_hard(place) + from_all) * leaf.g;
    out_color = vec4(tone_stored(tone_behind(light, haze)), 1.0);
}
