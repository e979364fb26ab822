#version 450
#extension GL_GOOGLE_include_directive : require

#include "tone.h"

layout(location = 0) in vec3 direction;
layout(location = 1) in vec2 dither_at;
layout(location = 0) out vec4 out_color;

void main()
{
    // One step of the encoded value is worth more where it is bright, so the dither of half a step
    // grows with the light. The tap into the pattern comes first: what hangs on it is done while
    // the sky's is on its way.
    const float fade = frame.show.y;
    const float most = fade * 5.0 / 255.0;
    const float share = (fade - 0.5 * most) + most * texture(dither_map, dither_at).r;
    const vec4 sky = texture(sky_cube, direction);
    // The sky's alpha (see sky_bake.frag) is 1 or more, which an attachment stores as 1.
    out_color = vec4(tone_stored(sky.rgb * share), sky.a);
}
