#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"
#include "tone.h"

// Sand: dry and grainy above, dark and mirroring where the sea was a moment ago.
layout(location = 0) in vec3 at_m;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;
layout(location = 5) in vec4 haze;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec4 coarse = texture(surface_map, at_m.xz * 0.21);
    const vec4 fine = texture(surface_map, at_m.zx * 1.37);
    // How far above the last run's reach, in metres of height; its line is uneven.
    const float reach_m = frame.water.x + frame.shore.x * frame.shore.y;
    const float above_m = at_m.y - reach_m + (coarse.a - 0.5) * 0.09;
    const float damp = 1.0 - smoothstep(-0.02, 0.16, above_m);
    const float wet = 1.0 - smoothstep(-0.075, 0.012, above_m);

    const vec2 bend = (coarse.rg - 0.5) * 0.30 + (fine.rg - 0.5) * 0.55;
    const vec3 n = normalize(normal + vec3(bend.x, 0.0, bend.y) * (1.0 - 0.96 * wet));
    const float grain = 1.0 + ((fine.a - 0.5) * 0.45 + (coarse.a - 0.5) * 0.3) * (1.0 - 0.6 * wet);
    const vec3 color = albedo.rgb * grain * mix(1.0, 0.42, damp) * mix(vec3(1.0), vec3(0.92, 0.96, 1.0), wet);

    const float facing = max(dot(n, frame.key_direction.xyz), 0.0);
    const float lit = light_shadow(at_m) * facing;
    vec3 light = color * (frame.key_color.rgb * lit +
                          albedo.a * (light_dome(n) + light_lamps(at_m, n)));

    const vec3 to_eye = normalize(frame.eyes[gl_ViewIndex].at_m.xyz - at_m);
    const float rim = 1.0 - max(dot(n, to_eye), 0.0);
    const float rim2 = rim * rim;
    const float mirror = (0.02 + 0.75 * rim2 * rim2 * rim) * wet;
    light = mix(light, texture(sky_cube, reflect(-to_eye, n)).rgb, mirror);
    out_color = vec4(tone(mix(light, haze.rgb, haze.a)), 1.0);
}
