#version 450
#extension GL_GOOGLE_include_directive : require

#include "frame.h"
#include "sway.h"

layout(location = 0) in vec3 at_m;
layout(location = 3) in vec4 traits;

void main()
{
    const vec3 world_m = sway((frame.draws[gl_InstanceIndex].world_from_mesh * vec4(at_m, 1.0)).xyz, traits.z);
    // Back from the map's coordinates to clip space.
    const vec4 at = frame.shadow_from_world * vec4(world_m, 1.0);
    gl_Position = vec4(at.xy * 2.0 - at.w, at.z, at.w);
}
