#version 450
#extension GL_GOOGLE_include_directive : require

#include "frame.h"
#include "tone.h"

layout(location = 0) in vec3 corner;
layout(location = 1) in vec4 light;
layout(location = 2) in vec3 shore;

layout(location = 0) out vec4 out_color;

void main()
{
    // Soft where it meets the ground: the height map tells how far that is.
    const float above_m = shore.z - texture(height_map, shore.xy).r;
    const float clear = clamp(above_m * 1.6 + 0.1, 0.0, 1.0);
    const float round = max(1.0 - dot(corner.xy, corner.xy), 0.0);
    const vec2 edge = 1.0 - corner.xy * corner.xy;
    const float soft = mix(round * round, edge.x * edge.x * edge.y, corner.z) * clear;
    const vec4 shown = light * soft;
    out_color = vec4(tone_stored_share(shown.rgb, shown.a), shown.a);
}
