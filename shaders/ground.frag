#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

// Sand: dry and grainy above, dark and mirroring where the sea was a moment ago.
layout(location = 0) in vec3 to_eye;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;
layout(location = 3) in vec3 at_m;
layout(location = 4) in vec3 around;
layout(location = 5) in vec4 haze;
layout(location = 6) in vec4 place;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec4 coarse = texture(surface_map, at_m.xz * 0.21);
    const vec4 fine = texture(surface_map, at_m.zx * vec2(2.3, 3.1));
    // How far above the last run's reach, in metres of height; its line is uneven.
    const float reach_m = frame.water.x + frame.shore.x * frame.shore.y + 0.045;
    const float above_m = at_m.y + coarse.a * 0.09 - reach_m;
    const float dry = clamp(0.11 + 5.6 * above_m, 0.0, 1.0);
    const float wet = smoothstep(0.012, -0.075, above_m);

    // So little that the length stays near one.
    const vec2 bend = coarse.rg * 0.06 + fine.rg * 0.12 - 0.09;
    const float flat_share = 1.0 - 0.95 * wet;
    const vec3 n = vec3(normal.x + bend.x * flat_share, normal.y, normal.z + bend.y * flat_share);
    const float grain = 0.76 + fine.a * 0.34 + coarse.a * 0.14;
    const vec3 color = albedo.rgb * (grain * (0.40 + 0.60 * dry));

    const float facing = max(dot(n, frame.key_direction.xyz), 0.0) * light_shadow(place);
    const vec3 light = color * (frame.key_color.rgb * facing + around);

    const float toward = dot(n, to_eye);
    const vec4 sky = texture(sky_cube, 2.0 * toward * n - to_eye);
    const float rim = 1.0 - max(toward, 0.0);
    const float rim2 = rim * rim;
    // Under water there is no film to mirror in: the water does that itself.
    const float sunk_m = frame.water.x + frame.water.w * frame.shore.y - at_m.y;
    const float film = wet * clamp(1.0 - 20.0 * sunk_m, 0.0, 1.0);
    const float mirror = (0.02 + 0.9 * rim2 * rim2) * film;
    out_color = vec4(tone_stored(tone_behind(mix(light, sky.rgb * (albedo.a * sky.a), mirror), haze)), 1.0);
}
