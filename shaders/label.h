// What panel.frag is given of one instance, a shape or a glyph (struct render_label), in the scene
// and on the sheet alike. For vertex shaders.
#ifndef SHADERS_LABEL_H
#define SHADERS_LABEL_H

#include "frame.h"

layout(location = 0) in vec4 rect; // centre, half size, dmm
layout(
    location = 1) in vec4 figure; // glyph: u0 v0 u1 v1; shape: half size or radius, see panel.frag
layout(location = 2) in vec4 color;  // linear, straight alpha
layout(location = 3) in vec4 traits; // kind, panel, thickness_dmm, part

layout(location = 0) out vec2 out_at; // shape: dmm from its centre; glyph: atlas coordinates
layout(location = 1) flat out vec4 out_figure;
layout(location = 2) flat out vec4 out_color;
layout(location = 3) flat out vec4 out_traits;

// Writes the outputs; returns where this vertex stands on the panel, in dmm.
vec2 label_vertex(shared_panel panel)
{
    const vec2 corner = vec2(gl_VertexIndex & 1, gl_VertexIndex >> 1);
    const vec2 offset = (corner * 2.0 - 1.0) * rect.zw;
    const bool is_glyph = int(traits.x) == SHARED_GLYPH;
    out_at = is_glyph ? mix(figure.xy, figure.zw, corner) : offset;
    out_figure = figure;
    out_color = vec4(color.rgb, color.a * panel.traits.x);
    out_traits = traits;
    return rect.xy + offset;
}

#endif
