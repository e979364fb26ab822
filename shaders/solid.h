// What the vertex shaders of solid things share: a mesh's vertex and the draw it belongs to.
#ifndef SHADERS_SOLID_H
#define SHADERS_SOLID_H

#include "light.h"
#include "sway.h"

layout(location = 0) in vec3 at_m;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 albedo; // a: how open to the sky
layout(location = 3) in vec4 traits; // see struct stage_vertex

vec3 solid_world_m()
{
    return sway((frame.draws[gl_InstanceIndex].world_from_mesh * vec4(at_m, 1.0)).xyz, traits.z);
}

vec3 solid_normal()
{
    return mat3(frame.draws[gl_InstanceIndex].world_from_mesh) * normal;
}

// Shadows are looked up a little above the surface, or it would shade itself.
vec4 solid_shadow_place(vec3 world_m, vec3 world_normal)
{
    return light_shadow_place(world_m + 0.03 * world_normal);
}

#endif
