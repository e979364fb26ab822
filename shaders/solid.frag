#version 450
#extension GL_GOOGLE_include_directive : require

#include "frame.h"
#include "tone.h"

layout(push_constant) uniform draw_push
{
    shared_draw draw;
};

layout(location = 0) in vec3 at_m;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec3 up = normalize(normal);
    const vec3 in_map = (frame.shadow_from_world * vec4(at_m, 1.0)).xyz;
    const float lit = texture(shadow_map, in_map);
    const vec3 key = frame.key_color.rgb * max(dot(up, frame.key_direction.xyz), 0.0) * lit;
    const vec3 ambient =
        mix(frame.ground_ambient.rgb, frame.sky_ambient.rgb, 0.5 + 0.5 * up.y) * albedo.a;
    out_color = vec4(tone(albedo.rgb * (key + ambient) + draw.glow.rgb), 1.0);
}
