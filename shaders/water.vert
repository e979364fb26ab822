#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"

// By the shore the swell is small and the grid is near and fine: its slope is told at the vertices.
// Out at sea each wave is told apart for every pixel.
layout(constant_id = 1) const bool IS_SHORE = true;

layout(location = 0) in vec3 at_m;

layout(location = 0) out vec3 out_back;   // towards the eye, of unit length at the vertices
layout(location = 1) out vec4 out_turn;   // oscillations of each wave up to here
layout(location = 2) out vec4 out_steep;  // 8 times the steepest slope, as far as it can be seen
layout(location = 3) out vec4 out_haze;
layout(location = 4) out vec4 out_ripple; // where in the two layers of ripples
layout(location = 5) out vec4 out_rough;  // of the slopes unseen: what their mean mirror loses; how
                                          // much higher sky it mirrors; -1 / twice the variance, by
                                          // log2, for the sun's path; strength of the ripples
layout(location = 6) out vec3 out_shore;  // where in the height map; height
layout(location = 7) out vec2 out_slope;  // of all waves

void main()
{
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    const vec2 place = (at_m.xz - frame.height_map.xy) * frame.height_map.zw;
    const float land_m = textureLod(height_map, place, 0.0).r;
    const float depth_m = frame.water.x - land_m;
    // Waves lie down over the shallows. Far away they are foreshortened until they would be finer
    // than the picture: there they count as roughness instead.
    const float room = smoothstep(0.0, 1.5, depth_m);
    const vec2 way = at_m.xz - eye_m.xz;
    const float fine = dot(way, way) * 0.0016;
    float unseen = 0.0;
    vec3 moved = vec3(0.0);
    out_slope = vec2(0.0);
    for (int i = 0; i < SHARED_WAVES; i++) {
        const vec4 shape = frame.waves[i].shape;
        const float share = room / (1.0 + fine * shape.z);
        const float turn = dot(shape.xy, at_m.xz) * shape.z + frame.waves[i].motion.x;
        const float high = sin(turn);
        moved.xz -= shape.xy * (share * frame.waves[i].motion.y * shape.w * high);
        moved.y += share * shape.w * cos(turn);
        const float slope = shape.w * shape.z;
        unseen += 0.5 * slope * slope * (1.0 - share * share);
        out_turn[i] = turn * 0.15915494;
        out_steep[i] = 8.0 * share * slope;
        out_slope -= shape.xy * (share * slope * high);
    }
    // The swash lifts the water's edge up the sand; out where it is deep it is nothing.
    const float run = frame.water.w * frame.shore.y;
    const float along = textureLod(surface_map, vec2(at_m.x * 0.021, 0.3), 3.0).a - 0.5;
    const float lift = (run * (1.0 + 0.9 * along) + 0.06 * along) * exp(-max(depth_m, 0.0) * 1.6);
    const float level_m = frame.water.x + lift + moved.y;
    // Over dry sand the sheet lies on the ground, unseen: what is wet is decided for each pixel.
    const vec3 world_m = vec3(at_m.x + moved.x, max(level_m, land_m + 0.012), at_m.z + moved.z);

    out_back = normalize(eye_m - world_m);
    out_haze = light_haze(world_m, eye_m);
    out_ripple = vec4((at_m.xz + frame.ripple_drift.xy) * frame.shore.z,
                      (at_m.zx + frame.ripple_drift.wz) * frame.shore.w);
    out_shore = vec3(place, level_m);
    // Seen flat, one sees the slopes that lean towards one: they mirror higher sky.
    const float rough = unseen + frame.water.y * frame.water.y * 0.018;
    const float lean = 1.3 * sqrt(rough) * (1.0 - out_back.y);
    // A thin sheet has no room for ripples.
    const float calm = IS_SHORE ? clamp((level_m - land_m) * 2.5, 0.15, 1.0) : 1.0;
    out_rough = vec4(0.98 / (1.0 + 14.0 * rough), lean, -1.4427 / (0.012 + 4.0 * rough),
                     frame.water.y * 0.55 * calm);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(world_m, 1.0);
}
