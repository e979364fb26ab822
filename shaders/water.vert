#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"

layout(location = 0) in vec3 at_m;

layout(location = 0) out vec3 out_at_m;
layout(location = 1) out vec2 out_rest_m; // x and z before the waves moved it
layout(location = 2) out vec4 out_share;  // how much of each wave is still to be seen here
layout(location = 3) out vec4 out_haze;
layout(location = 4) out vec2 out_shore; // height of the swash; variance of slopes unseen

void main()
{
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    const vec2 place = (at_m.xz - frame.height_map.xy) * frame.height_map.zw;
    const float land_m = textureLod(height_map, place, 0.0).r;
    const float depth_m = frame.water.x - land_m;
    const float far_m = length(at_m.xz - eye_m.xz);
    // Waves lie down over the shallows; far away, where they would be finer than the picture, they
    // are counted as roughness instead.
    const float room = smoothstep(0.0, 1.5, depth_m);
    float unseen = 0.0;
    vec3 moved = vec3(0.0);
    for (int i = 0; i < SHARED_WAVES; i++) {
        const vec4 shape = frame.waves[i].shape;
        const float fine = far_m * shape.z * 0.022;
        const float share = room / (1.0 + fine * fine);
        const float turn = dot(shape.xy, at_m.xz) * shape.z + frame.waves[i].motion.x;
        moved.xz -= shape.xy * (share * frame.waves[i].motion.y * shape.w * sin(turn));
        moved.y += share * shape.w * cos(turn);
        const float slope = shape.w * shape.z;
        unseen += 0.5 * slope * slope * (1.0 - share * share);
        out_share[i] = share * slope;
    }
    // The swash lifts the water's edge up the sand; out where it is deep it is nothing.
    const float run = frame.water.w * frame.shore.y;
    const float along = textureLod(surface_map, vec2(at_m.x * 0.021, 0.3), 3.0).a - 0.5;
    const float lift = run * (1.0 + 0.9 * along) * exp(-max(depth_m, 0.0) * 1.6) + 0.06 * along;
    const float level_m = frame.water.x + lift + moved.y;
    // Over dry sand the sheet lies on the ground, unseen: what is wet is decided for each pixel.
    const float height_m = max(level_m, land_m + 0.012);

    out_rest_m = at_m.xz;
    out_shore = vec2(level_m, unseen);
    out_at_m = vec3(at_m.x + moved.x, height_m, at_m.z + moved.z);
    out_haze = light_haze(out_at_m, eye_m);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(out_at_m, 1.0);
}
