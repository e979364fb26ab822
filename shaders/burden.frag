#version 450
#extension GL_GOOGLE_include_directive : require

#include "frame.h"

layout(location = 0) in vec3 direction;
layout(location = 0) out vec4 out_color;

// Work that leaves no trace: what it comes to decides, and no compiler knows that it never does.
void main()
{
    vec2 x = direction.xy;
    for (float i = 0.0; i < frame.show.z; i += 1.0) {
        x = fract(x.yx * 1.37 + vec2(0.31, 0.17));
    }
    out_color = vec4(x.x + x.y > 4.0 ? 1.0 : 0.0);
}
