#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"

// Two soft shapes for each lantern: even instances are the halo about its flame, odd ones its
// light drawn out on the water towards the viewer.
layout(location = 0) out vec2 out_corner;
layout(location = 1) out vec3 out_light;
layout(location = 2) out vec4 out_ripple; // where in the surface patterns; a: 1 for the water

void main()
{
    const vec2 corner = vec2((gl_VertexIndex & 1), ((gl_VertexIndex + 1) / 3) & 1) * 2.0 - 1.0;
    const int lamp = gl_InstanceIndex >> 1;
    const bool is_halo = (gl_InstanceIndex & 1) == 0;
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    const vec3 lamp_m = frame.lamp_at[lamp].xyz;
    const vec3 color = frame.lamp_color[lamp].rgb * frame.show.y;
    const vec3 way = lamp_m - eye_m;
    const vec3 ahead = normalize(way);
    const vec3 right = normalize(vec3(-way.z, 0.0, way.x));
    vec3 at_m = lamp_m + 0.55 * (corner.x * right + corner.y * cross(right, ahead));
    // Stands a little before its lantern, whose own roof and panes must not cut it.
    at_m -= 0.15 * ahead;
    out_light = color * 0.16;
    out_ripple = vec4(0.0);
    if (!is_halo) {
        // The mirror point: where a line to the lantern's image under the water meets the surface.
        const float above_m = eye_m.y - frame.water.x;
        const float share = above_m / (above_m + lamp_m.y - frame.water.x);
        const vec2 middle = mix(eye_m.xz, lamp_m.xz, share);
        const vec2 along = normalize(way.xz);
        const float far_m = length(middle - eye_m.xz);
        // Slopes of the swell smear it mostly along the line of sight.
        const float length_m = 0.10 * far_m + 0.3;
        const vec2 place = middle + along * (corner.y * length_m) +
                           right.xz * (corner.x * (0.10 + 0.008 * far_m));
        at_m = vec3(place.x, frame.water.x + 0.05, place.y);
        const vec2 map = (place - frame.height_map.xy) * frame.height_map.zw;
        const float depth_m = frame.water.x - textureLod(height_map, map, 0.0).r;
        out_light = color * (0.55 * smoothstep(0.0, 0.25, depth_m));
        out_ripple = vec4((place.yx + frame.ripple_drift.wz) * frame.shore.w * 0.6, 0.0, 1.0);
    }
    out_corner = corner;
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(at_m, 1.0);
}
