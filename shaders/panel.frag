#version 450
#extension GL_GOOGLE_include_directive : require

#include "frame.h"
#include "tone.h"

layout(location = 0) in vec2 at;
layout(location = 1) flat in vec4 figure;
layout(location = 2) flat in vec4 color;
layout(location = 3) flat in vec4 traits;

layout(location = 0) out vec4 out_color;

const float TURN = 6.2831853;
const float ATLAS_PX = 1024.0;
const float FIELD_PX = 16.0; // of the atlas, from 0 to 1

// Distances in dmm, negative inside.
float rect_distance(vec2 half_size, float radius)
{
    const float corner = min(radius, min(half_size.x, half_size.y));
    const vec2 beyond = abs(at) - half_size + corner;
    return length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - corner;
}

// Clockwise from the top, with round ends.
float ring_distance(float radius, float thickness, float part)
{
    const float middle = radius - 0.5 * thickness;
    const float turned = mod(atan(at.x, at.y), TURN);
    const float end = part * TURN;
    const vec2 end_at = middle * vec2(sin(end), cos(end));
    const float to_ends = min(distance(at, vec2(0.0, middle)), distance(at, end_at));
    const float to_arc = turned <= end ? abs(length(at) - middle) : to_ends;
    return to_arc - 0.5 * thickness;
}

float shape_coverage(vec2 across, vec2 down)
{
    const int kind = int(traits.x);
    float away = length(at) - figure.x;
    if (kind == SHARED_RECT) {
        away = rect_distance(figure.xy, figure.z);
    } else if (kind == SHARED_RING) {
        away = ring_distance(figure.x, traits.z, traits.w);
    }
    const float pixel = 0.5 * (length(across) + length(down));
    return clamp(0.5 - away / pixel, 0.0, 1.0);
}

// Four taps: where a pixel is wider than the strokes, one would flicker.
float glyph_coverage(vec2 across, vec2 down)
{
    const float pixel = 0.5 * ATLAS_PX * (length(across) + length(down)); // in the atlas's pixels
    const float per_field = FIELD_PX / pixel;
    float covered = 0.0;
    for (int i = 0; i < 4; i++) {
        const vec2 tap = vec2(i & 1, i >> 1) * 0.5 - 0.25;
        const float field = texture(glyph_atlas, at + tap.x * across + tap.y * down).r;
        // Each tap stands for a quarter of the pixel, so its edge is half as soft.
        covered += clamp((field - 128.0 / 255.0) * per_field * 1.4 + 0.5, 0.0, 1.0);
    }
    return 0.25 * covered;
}

void main()
{
    const vec2 across = dFdx(at), down = dFdy(at);
    const bool is_glyph = int(traits.x) == SHARED_GLYPH;
    const float covered = is_glyph ? glyph_coverage(across, down) : shape_coverage(across, down);
    const float alpha = color.a * covered;
    out_color = vec4(tone_flat(color.rgb) * alpha, alpha);
}
