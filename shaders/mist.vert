#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"

// A puff of mist about a point, or a shaft of light down from one; see world/mist.h.
layout(location = 0) in vec3 at_m;
layout(location = 1) in vec3 shape;  // across, up or along in m; phase
layout(location = 2) in vec4 albedo; // a: density
layout(location = 3) in vec4 traits; // corner u, v; -; 1: a shaft

layout(location = 0) out vec3 out_corner; // -1..1, -1..1, 1: a shaft
layout(location = 1) out vec4 out_light;  // premultiplied; a: share it hides
layout(location = 2) out vec3 out_shore;  // where in the height map; height

void main()
{
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    const vec4 breath = frame.draws[gl_InstanceIndex].glow; // density; lift in m; of the shafts
    const float time_s = frame.show.x;
    const bool is_shaft = traits.w > 0.5;
    const vec3 key = frame.key_direction.xyz;
    vec3 middle = at_m;
    if (!is_shaft) {
        middle.xz += 0.8 * sin(time_s * vec2(0.045, 0.038) + shape.z * vec2(1.0, 1.7));
        middle.y += breath.y * (0.6 + 0.4 * sin(shape.z));
    }
    const vec3 ahead = normalize(middle - eye_m);
    vec3 up = is_shaft ? -key : vec3(0.0, 1.0, 0.0);
    const vec3 right = normalize(cross(ahead, up) + vec3(1e-4, 0.0, 0.0));
    up = is_shaft ? up : cross(right, ahead);
    const vec3 world_m = middle + shape.x * right + shape.y * up;
    const float far_m = distance(world_m, eye_m);

    // Light scatters forward: mist glows where one looks towards the sun.
    const float towards = max(dot(normalize(world_m - eye_m), key), 0.0);
    const float glow = 0.10 + 0.55 * towards * towards;
    out_corner = vec3(traits.xy * 2.0 - 1.0, traits.w);
    const vec4 haze = light_haze(world_m, eye_m);
    if (is_shaft) {
        const float slow = 0.75 + 0.25 * sin(time_s * 0.11 + shape.z);
        const float near = smoothstep(1.0, 5.0, far_m);
        // Between trunks and leaves, not against the open sky above whoever lies on the back.
        const float low = 1.0 - smoothstep(0.45, 0.8, (world_m.y - eye_m.y) / far_m);
        const float much = albedo.a * breath.z * slow * near * low * (0.25 + towards * towards);
        out_light = vec4(frame.key_color.rgb * (0.16 * much) * haze.a, 0.0);
    } else {
        const float much = albedo.a * breath.x * smoothstep(1.2, 5.0, far_m);
        const vec3 light = frame.sky_ambient.rgb * 0.75 + frame.key_color.rgb * glow;
        out_light = vec4(min(light, 1.0) * (much * frame.show.y), much);
    }
    out_shore = vec3((world_m.xz - frame.height_map.xy) * frame.height_map.zw, world_m.y);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(world_m, 1.0);
}
