#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "cloud.h"
#include "tone.h"

// One small soft disc an instance: number 0 is the sun, all others are stars.
layout(location = 0) out vec2 out_corner;
layout(location = 1) out vec4 out_light; // as shown; a: softness, 1 for stars

float hash(uint n)
{
    n = (n ^ (n >> 16)) * 0x85ebca6bu;
    n = (n ^ (n >> 13)) * 0xc2b2ae35u;
    return float((n ^ (n >> 16)) >> 8) / 16777216.0;
}

// Turned about the celestial pole, which stands north of here at 50 degrees.
vec3 turned(vec3 d, float turn)
{
    const vec3 pole = vec3(0.35, 0.77, 0.53);
    return d * cos(turn) + cross(pole, d) * sin(turn) + pole * (dot(pole, d) * (1.0 - cos(turn)));
}

void main()
{
    const vec2 corner = vec2((gl_VertexIndex & 1), ((gl_VertexIndex + 1) / 3) & 1) * 2.0 - 1.0;
    const uint own = uint(gl_InstanceIndex) * 4u + uint(frame.glow.w * 16777216.0);
    const float up = hash(own);
    const float around = hash(own + 1u) * 6.2831853;
    vec3 d = vec3(sqrt(1.0 - up * up) * vec2(cos(around), sin(around)), up).xzy;
    d = turned(d, frame.middle.w);
    const float size = pow(hash(own + 2u), 6.0); // few are bright
    // Two pixels across at least: a finer one would come and go as the head moves.
    const vec4 ray = frame.eyes[gl_ViewIndex].world_from_ray[0];
    const float pixel = length(ray.xyz) * 2.0 * frame.target.z;
    float radius = max(pixel * 1.25, 0.0011 + 0.0008 * size);
    const float hidden = cloud_cover(d, cloud_noise(cloud_place(d)));
    const float low = smoothstep(0.04, 0.3, d.y);
    const vec3 tint = mix(vec3(1.0, 0.86, 0.70), vec3(0.78, 0.88, 1.0), hash(own + 3u));
    const float fainter = min(0.0014 / radius, 1.0); // as much light, however large it is drawn
    const float bright = frame.zenith.w * low * (1.0 - hidden) * (0.16 + 0.84 * size) * fainter;
    out_light = vec4(tint * bright * 1.3, 1.0);
    if (gl_InstanceIndex == 0) {
        d = frame.sun_direction.xyz;
        radius = 0.026;
        out_light = vec4(frame.key_color.rgb * vec3(4.2, 3.9, 3.2) * frame.key_direction.w, 0.0);
    }
    out_light.rgb = tone_bright(out_light.rgb) * frame.show.y;
    out_corner = corner;
    const vec3 right = normalize(cross(d, vec3(0.01, 1.0, 0.0)));
    const vec3 above = cross(right, d);
    const vec3 at = d + radius * (corner.x * right + corner.y * above);
    const bool is_dark = dot(out_light.rgb, vec3(1.0)) <= 0.0;
    const vec4 clip = frame.eyes[gl_ViewIndex].clip_from_world * vec4(at, 0.0);
    gl_Position = is_dark ? vec4(0.0, 0.0, -1.0, 1.0) : vec4(clip.xy, 0.0, clip.w);
}
