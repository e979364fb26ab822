// Flat things to read: texts, rectangles, rings and discs on a plane in the world.
//
// Inside a panel, x is right and y is up from its centre, in dmm: 1 dmm is 1 mm at 1 m, so a panel
// at 2 m is twice as large in metres and looks the same (Google's Daydream unit, 2017).
// Texts are shaped and wrapped by whoever draws them.
#ifndef STAGE_PANEL_H
#define STAGE_PANEL_H

#include "base/pose.h"

#include <stdint.h>

enum {
    STAGE_PANEL_MAX = 4,
    STAGE_TEXT_MAX = 24,  // per panel
    STAGE_SHAPE_MAX = 40, // per panel
    STAGE_TEXT_BYTES = 256,
};

enum stage_align { STAGE_ALIGN_CENTRE, STAGE_ALIGN_LEFT, STAGE_ALIGN_RIGHT };

struct stage_text {
    char utf8[STAGE_TEXT_BYTES];
    vec2s at_dmm;    // middle of the block
    float width_dmm; // wraps at this width
    float size_dmm;  // height of a capital line: the font's em
    uint8_t align;   // enum stage_align
    vec4s color;     // linear, straight alpha
};

enum stage_shape_kind {
    STAGE_SHAPE_RECT, // size_dmm = full width, height; radius_dmm = corner
    STAGE_SHAPE_DISC, // radius_dmm
    STAGE_SHAPE_RING, // radius_dmm, thickness_dmm; drawn clockwise from the top for `part` of it
};

struct stage_shape {
    uint8_t kind; // enum stage_shape_kind
    vec2s at_dmm;
    vec2s size_dmm;
    float radius_dmm;
    float thickness_dmm;
    float part;  // 0..1 of a ring
    vec4s color; // linear, straight alpha
};

// Shapes are drawn in order, then texts.
struct stage_panel {
    struct pose in_world; // faces +z: the reader looks along -z of the panel
    float distance_m;     // what 1 dmm is worth: distance_m millimetres
    vec2s size_dmm;       // everything lies within, for quad layers
    float opacity;        // 0..1, fades the whole panel
    int shape_count;
    int text_count;
    struct stage_shape shapes[STAGE_SHAPE_MAX];
    struct stage_text texts[STAGE_TEXT_MAX];
};

#endif
