#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "solid.h"

layout(location = 0) out vec3 out_normal; // bent so that the pattern's mean leaves it as it is
layout(location = 1) out vec4 out_albedo;
layout(location = 2) out vec3 out_grain;  // where in the pattern; how far it bends
layout(location = 3) out vec3 out_around; // all light but the key's and what the bent normal adds
layout(location = 4) out vec4 out_haze;   // and what the surface mirrors
layout(location = 5) out vec4 out_place;  // in the shadow map; w: share of its shade

// Wood's pattern is drawn out along its fibres; stone's runs alike in all directions.
vec2 grain_place()
{
    if (traits.w > 0.9 || traits.w < 0.2) {
        return at_m.xz * 0.55 + at_m.y * vec2(0.31, 0.43);
    }
    if (traits.w < 0.5) {
        return vec2(at_m.x * 0.13 + floor(at_m.z * 6.6) * 0.37, (at_m.z + at_m.y) * 1.9);
    }
    return vec2(at_m.y * 0.22, (at_m.x + at_m.z) * 2.3 + (normal.x - normal.z) * 0.4);
}

void main()
{
    const vec3 world_m = solid_world_m();
    const vec3 world_normal = solid_normal();
    const vec3 eye_m = frame.eyes[gl_ViewIndex].at_m.xyz;
    const bool is_wood = traits.w > 0.2 && traits.w < 0.9;
    const float bend = is_wood ? 0.4 : 1.5;
    out_normal = world_normal - bend * vec3(0.5, -0.2, 0.5);
    out_albedo = albedo;
    out_grain = vec3(grain_place(), bend);
    // The glow of glass is its own, so its albedo is taken out again.
    const vec3 glow = traits.w > 0.9 ? frame.draws[gl_InstanceIndex].glow.rgb / albedo.rgb : vec3(0.0);
    out_around = light_lamps(world_m, world_normal) + glow + albedo.a * light_dome_level();
    // Wet stone and wood mirror the sky a little, and so does all at a grazing angle.
    const float rim = 1.0 - max(dot(world_normal, normalize(eye_m - world_m)), 0.0);
    const float shine = (0.02 + 0.3 * rim * rim * rim) * (0.2 + 0.8 * traits.y) * albedo.a * albedo.a;
    out_haze = light_haze(world_m, eye_m);
    out_haze.rgb += frame.fog.rgb * (shine * out_haze.a);
    out_place = solid_shadow_place(world_m, world_normal);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * vec4(world_m, 1.0);
}
