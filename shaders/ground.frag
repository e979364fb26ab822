#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

// Sand: dry and grainy above, dark and mirroring where the sea was a moment ago.
layout(location = 0) in vec4 mirrored;
layout(location = 1) in vec4 from_key;
layout(location = 2) in vec3 at_m;
layout(location = 3) in vec3 from_all;
layout(location = 4) in vec4 haze;
layout(location = 5) in vec4 place;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec4 coarse = texture(surface_map, at_m.xz * 0.21);
    const vec4 fine = texture(surface_map, at_m.zx * vec2(2.3, 3.1));
    // How far above the last run's reach, in metres of height; its line is uneven.
    const float reach_m = frame.water.x + frame.shore.x * frame.shore.y + 0.045;
    const float above_m = at_m.y + coarse.a * 0.09 - reach_m;
    const float dry = clamp(0.11 + 5.6 * above_m, 0.0, 1.0);
    const float damp = clamp(0.6 - 9.0 * above_m, 0.0, 1.0);
    const float wet = damp * damp * (3.0 - 2.0 * damp);

    // The patterns lean the ground to and fro by a little; a film of water lies smooth over them.
    const vec2 bend = coarse.rg * 0.06 + fine.rg * 0.12 - 0.09;
    const float facing = from_key.a + dot(bend, frame.key_direction.xz) * (1.0 - wet);
    const float grain = 0.76 + fine.a * 0.34 + coarse.a * 0.14;
    const float shade = max(facing, 0.0) * light_shadow(place);
    const vec3 light = (from_key.rgb * shade + from_all) * (grain * (0.40 + 0.60 * dry));

    const vec3 seen = light * (1.0 - wet * mirrored.a) + mirrored.rgb * wet;
    out_color = vec4(tone_stored(tone_behind(seen, haze)), 1.0);
}
