#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"
#include "tone.h"

layout(location = 0) in vec3 at_m;
layout(location = 1) in vec2 rest_m;
layout(location = 2) in vec4 share;
layout(location = 3) in vec4 haze;
layout(location = 4) in vec2 shore;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec3 way = frame.eyes[gl_ViewIndex].at_m.xyz - at_m;
    const float per_m = inversesqrt(dot(way, way));
    const vec3 to_eye = way * per_m;

    // Slopes of the four waves, then of the ripples; both already without what is too fine.
    vec2 slope = vec2(0.0);
    for (int i = 0; i < SHARED_WAVES; i++) {
        const vec4 shape = frame.waves[i].shape;
        const float turn = dot(shape.xy, rest_m) * shape.z + frame.waves[i].motion.x;
        slope -= shape.xy * (share[i] * sin(turn));
    }
    const vec2 wide_at = (rest_m + frame.ripple_drift.xy) * frame.shore.z;
    const vec2 fine_at = (rest_m.yx + frame.ripple_drift.wz) * frame.shore.w;
    const vec4 wide = texture(surface_map, wide_at);
    const vec2 ripples = (wide.rg - 0.5) + (texture(surface_map, fine_at).gr - 0.5) * 0.8;

    const vec2 place = (at_m.xz - frame.height_map.xy) * frame.height_map.zw;
    const float land_m = texture(height_map, place).r;
    const float depth_m = shore.x - land_m;
    const float calm = clamp(depth_m * 2.5, 0.15, 1.0); // a thin sheet has no room for ripples
    slope += ripples * (frame.water.y * calm * 0.55);

    // Seen flat, one sees the slopes that lean towards one.
    const float rough = shore.y + frame.water.y * frame.water.y * 0.018;
    const vec3 n = normalize(vec3(-slope.x, 1.0, -slope.y));
    const float facing = max(dot(n, to_eye), 0.0);
    const float miss = 1.0 - facing;
    const float miss2 = miss * miss;
    const float mirror = 0.02 + 0.98 * miss2 * miss2 * miss / (1.0 + 14.0 * rough);
    vec3 bounced = reflect(-to_eye, n);
    bounced.y = abs(bounced.y) + 1.3 * sqrt(rough) * (1.0 - to_eye.y);
    const vec3 sky = texture(sky_cube, bounced).rgb;

    // The sun's path: how well the slope fits a mirror from sun to eye, blurred by the slopes one
    // cannot see, so that it glows instead of sparkling.
    const vec3 half_way = frame.sun_direction.xyz + to_eye;
    const vec2 off = -half_way.xz / max(half_way.y, 0.02) - slope;
    const float spread = 0.006 + 2.0 * rough;
    const float path = exp(-0.5 * dot(off, off) / spread) * frame.key_direction.w;

    // Sand shows through the shallows.
    const float clear = exp(-max(depth_m, 0.0) * 1.9);
    const vec3 body = mix(frame.water_deep.rgb, frame.water_shallow.rgb, clear);

    // Foam: a bright line where the sheet ends, lace behind it that thins out seaward.
    const float edge = 1.0 - smoothstep(0.004, 0.05, depth_m);
    const float trail = frame.water.z * exp(-max(depth_m, 0.0) * 9.0);
    const float bubbles = wide.b * 0.6 + texture(surface_map, rest_m * 0.43 + 0.02 * ripples).b * 0.55;
    const float foam = clamp(smoothstep(0.95 - trail, 1.25 - trail, bubbles + 0.35 * edge), 0.0, 0.85);
    const vec3 froth = 0.75 * (frame.sky_ambient.rgb + frame.ground_ambient.rgb) + 0.12 * frame.key_color.rgb;

    const float solid = max(1.0 - clear, foam);
    vec3 light = body * (1.0 - clear) * (1.0 - mirror) + mirror * (sky + frame.key_color.rgb * path);
    light = mix(light, froth, foam);
    const float cover = smoothstep(0.0, 0.018, depth_m);
    const float opaque = 1.0 - (1.0 - solid) * (1.0 - mirror);
    out_color = vec4(tone(mix(light / max(opaque, 0.05), haze.rgb, haze.a)), 1.0) * (opaque * cover);
}
