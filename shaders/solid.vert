#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "light.h"
#include "sway.h"

layout(push_constant) uniform draw_push
{
    shared_draw draw;
};

layout(location = 0) in vec3 at_m;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo;
layout(location = 3) in vec4 traits;

layout(location = 0) out vec3 out_at_m;
layout(location = 1) out vec3 out_normal;
layout(location = 2) out vec4 out_albedo;
layout(location = 3) out vec4 out_traits; // roughness, wetness, fineness of grain, glow
layout(location = 4) out vec2 out_grain;  // where in the surface patterns
layout(location = 5) out vec4 out_haze;

// Wood's pattern is drawn out along its fibres; stone's runs alike in all directions.
vec2 grain_place()
{
    if (traits.w > 0.9 || traits.w < 0.2) {
        return at_m.xz * 0.55 + at_m.y * vec2(0.31, 0.43);
    }
    if (traits.w < 0.5) {
        return vec2(at_m.x * 0.13 + floor(at_m.z * 6.6) * 0.37, (at_m.z + at_m.y) * 1.9);
    }
    return vec2(at_m.y * 0.22, (at_m.x + at_m.z) * 2.3 + atan(normal.x, normal.z) * 0.4);
}

void main()
{
    const vec3 world_m = sway((draw.world_from_mesh * vec4(at_m, 1.0)).xyz, traits.z);
    out_at_m = world_m;
    out_normal = mat3(draw.world_from_mesh) * normal;
    out_albedo = albedo;
    const float is_wood = traits.w > 0.2 && traits.w < 0.9 ? 1.0 : 0.0;
    out_traits = vec4(traits.xy, is_wood, traits.w > 0.9 ? 1.0 : 0.0);
    out_grain = grain_place();
    out_haze = light_haze(world_m, frame.eyes[gl_ViewIndex].at_m.xyz);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(world_m, 1.0);
}
