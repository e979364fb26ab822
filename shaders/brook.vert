#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"

// Water that runs. What a mesh's vertex tells: see world/brook.h.
layout(location = 0) in vec3 at_m;
layout(location = 1) in vec3 course; // travel, metres right of the middle, depth
layout(location = 2) in vec4 flow;   // direction x, z as 0..1; rapid; cover

layout(location = 0) out vec3 out_back;
layout(location = 1) out vec4 out_haze;
layout(location = 2) out vec4 out_place; // in the shadow map
layout(location = 3) out vec4 out_drift; // where in two layers of ripples
layout(location = 4) out vec4 out_flow;  // direction; rapid; strength of the ripples
layout(location = 5) out vec3 out_shore; // where in the height map; height
layout(location = 6) out vec2 out_glint; // how far a level mirror is from showing the sun

void main()
{
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    const float time_s = frame.show.x;
    out_back = normalize(eye_m - at_m);
    out_haze = light_haze(at_m, eye_m);
    out_place = light_shadow_place(at_m);
    // The pattern repeats along the course; whole repeats an hour, so that it never jumps.
    out_drift = vec4(course.y * 0.55, course.x * 0.33 - time_s * 0.2,
                     course.y * 1.3 + course.x * 0.1, course.x * 0.71 - time_s * 0.35);
    out_flow = vec4(flow.xy * 2.0 - 1.0, flow.z, 0.34 + 0.75 * flow.z);
    out_shore = vec3((at_m.xz - frame.height_map.xy) * frame.height_map.zw, at_m.y);
    const vec3 half_way = out_back + frame.key_direction.xyz;
    out_glint = half_way.xz / max(half_way.y, 0.05);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(at_m, 1.0);
}
