#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

// The open sea needs neither depth nor foam: two pipelines of one text.
layout(constant_id = 1) const bool IS_SHORE = true;

layout(location = 0) in vec3 to_eye;
layout(location = 1) in vec4 turn;
layout(location = 2) in vec4 steep;
layout(location = 3) in vec4 haze;
layout(location = 4) in vec4 ripple;
layout(location = 5) in vec3 shore;
layout(location = 6) in vec3 rough;

layout(location = 0) out vec4 out_color;

void main()
{
    float depth_m = 4.0;
    if (IS_SHORE) {
        const vec2 place = (shore.xy - frame.height_map.xy) * frame.height_map.zw;
        depth_m = shore.z - texture(height_map, place).r;
    }
    // Slopes of the four waves, then of the ripples; both already without what is too fine.
    const vec4 wide = texture(surface_map, ripple.xy);
    const vec2 ripples = (wide.rg - 0.5) + (texture(surface_map, ripple.zw).gr - 0.5) * 0.8;
    const float calm = clamp(depth_m * 2.5, 0.15, 1.0); // a thin sheet has no room for ripples
    vec2 slope = ripples * (frame.water.y * calm * 0.55);
    const vec4 part = steep * sin(turn);
    slope -= frame.waves[0].shape.xy * part.x + frame.waves[1].shape.xy * part.y;
    slope -= frame.waves[2].shape.xy * part.z + frame.waves[3].shape.xy * part.w;

    const vec3 back = to_eye * inversesqrt(dot(to_eye, to_eye));
    const vec3 n = normalize(vec3(-slope.x, 1.0, -slope.y));
    const float facing = dot(n, back);
    const float miss = 1.0 - max(facing, 0.0);
    const float miss2 = miss * miss;
    const float mirror = 0.02 + rough.y * miss2 * miss2 * miss;
    // Seen flat, one sees the slopes that lean towards one: they mirror higher sky.
    vec3 bounced = 2.0 * facing * n - back;
    bounced.y = abs(bounced.y) + rough.x * (1.0 - back.y);
    const vec3 sky = textureLod(sky_cube, bounced, 0.0).rgb;

    // The sun's path: how well the slope fits a mirror from sun to eye, blurred by the slopes one
    // cannot see, so that it glows instead of sparkling.
    const vec3 half_way = frame.sun_direction.xyz + back;
    const vec2 off = half_way.xz / max(half_way.y, 0.02) + slope;
    const float path = exp(dot(off, off) * rough.z) * frame.key_direction.w;
    const vec3 mirrored = mirror * (sky + frame.key_color.rgb * path);

    if (!IS_SHORE) {
        const vec3 light = frame.water_deep.rgb * (1.0 - mirror) + mirrored;
        out_color = vec4(tone(mix(light, haze.rgb, haze.a)), 1.0);
        return;
    }
    // Sand shows through the shallows.
    const float clear = exp(-max(depth_m, 0.0) * 2.8);
    const vec3 body = mix(frame.water_deep.rgb, frame.water_shallow.rgb, clear);

    // Foam: a bright line where the sheet ends, lace behind it that thins out seaward.
    const float edge = 1.0 - smoothstep(0.004, 0.05, depth_m);
    const float trail = frame.water.z * exp(-max(depth_m, 0.0) * 9.0);
    const float lace = texture(surface_map, shore.xy * 0.43 + 0.02 * ripples).b;
    const float bubbles = wide.b * 0.6 + lace * 0.55 + 0.35 * edge;
    const float foam = clamp(smoothstep(0.95 - trail, 1.25 - trail, bubbles), 0.0, 0.85);
    const vec3 froth = 0.75 * (frame.sky_ambient.rgb + frame.ground_ambient.rgb) +
                       0.12 * frame.key_color.rgb;

    const float solid = max(1.0 - clear, foam);
    const float opaque = 1.0 - (1.0 - solid) * (1.0 - mirror);
    const vec3 light = mix(body * ((1.0 - clear) * (1.0 - mirror)) + mirrored, froth, foam);
    const float cover = smoothstep(0.0, 0.018, depth_m);
    out_color =
        vec4(tone(mix(light / max(opaque, 0.05), haze.rgb, haze.a)), 1.0) * (opaque * cover);
}
