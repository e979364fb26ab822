#version 450
#extension GL_GOOGLE_include_directive : require

#include "frame.h"

layout(push_constant) uniform draw_push
{
    shared_draw draw;
};

layout(location = 0) in vec3 at_m;

void main()
{
    // Back from the map's coordinates to clip space.
    vec4 at = frame.shadow_from_world * (draw.world_from_mesh * vec4(at_m, 1.0));
    gl_Position = vec4(at.xy * 2.0 - at.w, at.z, at.w);
}
