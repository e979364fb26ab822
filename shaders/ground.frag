#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"
#include "tone.h"

// Sand: dry and grainy above, dark and mirroring where the sea was a moment ago.
layout(location = 0) in vec3 to_eye;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;
layout(location = 4) in vec3 lamps;
layout(location = 5) in vec4 haze;
layout(location = 6) in vec4 place;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec3 at_m = frame.eyes[gl_ViewIndex].at_m.xyz - to_eye;
    const vec4 coarse = texture(surface_map, at_m.xz * 0.21);
    const vec4 fine = texture(surface_map, at_m.zx * vec2(2.3, 3.1));
    // How far above the last run's reach, in metres of height; its line is uneven.
    const float reach_m = frame.water.x + frame.shore.x * frame.shore.y + 0.045;
    const float above_m = at_m.y - reach_m + coarse.a * 0.09;
    const float dry = smoothstep(-0.02, 0.16, above_m);
    const float wet = 1.0 - smoothstep(-0.075, 0.012, above_m);

    const vec2 bend = (coarse.rg - 0.5) * 0.06 + (fine.rg - 0.5) * 0.12;
    const vec3 n = normalize(normal + vec3(bend.x, 0.0, bend.y) * (1.0 - 0.95 * wet));
    const float grain = 0.76 + fine.a * 0.34 + coarse.a * 0.14;
    const vec3 color = albedo.rgb * (grain * mix(0.40, 1.0, dry));

    const float facing = max(dot(n, frame.key_direction.xyz), 0.0) * light_shadow(place);
    vec3 light = color * (frame.key_color.rgb * facing + albedo.a * light_dome(n) + lamps);

    const vec3 back = to_eye * inversesqrt(dot(to_eye, to_eye));
    const float rim = 1.0 - max(dot(n, back), 0.0);
    const float rim2 = rim * rim;
    // Under water there is no film to mirror in: the water does that itself.
    const float sunk_m = frame.water.x + frame.water.w * frame.shore.y - at_m.y;
    const float film = wet * (1.0 - smoothstep(0.0, 0.05, sunk_m));
    const float mirror = (0.02 + 0.9 * rim2 * rim2) * film;
    light = mix(light, albedo.a * textureLod(sky_cube, reflect(-back, n), 0.0).rgb, mirror);
    out_color = vec4(tone(mix(light, haze.rgb, haze.a)), 1.0);
}
