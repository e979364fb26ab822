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

layout(location = 0) out vec3 out_to_eye; // not of unit length
layout(location = 1) out vec3 out_normal;
layout(location = 2) out vec4 out_albedo;
layout(location = 3) out vec4 out_traits; // 1: wood, 0: stone; wetness; place of the grain
layout(location = 4) out vec3 out_light;  // lanterns, and the glow of glass divided by its albedo
layout(location = 5) out vec4 out_haze;
layout(location = 6) out vec4 out_place; // in the shadow map; w: share of its shade

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
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    out_to_eye = eye_m - world_m;
    out_normal = mat3(draw.world_from_mesh) * normal;
    out_albedo = albedo;
    const float is_wood = traits.w > 0.2 && traits.w < 0.9 ? 1.0 : 0.0;
    out_traits = vec4(is_wood, traits.y, grain_place());
    const vec3 glow = traits.w > 0.9 ? draw.glow.rgb / albedo.rgb : vec3(0.0);
    out_light = light_lamps(world_m, out_normal) + glow;
    out_haze = light_haze(world_m, eye_m);
    out_place = light_shadow_place(world_m + 0.03 * out_normal);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(world_m, 1.0);
}
