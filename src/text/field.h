// A signed distance field from the picture of a glyph.
//
// Exact squared distances by lower envelopes of parabolas (Felzenszwalb and Huttenlocher 2012,
// "Distance Transforms of Sampled Functions"), once to the inside and once to the outside; pixels
// on the edge start with their share of coverage instead of 0. FreeType's own field takes 10 times
// as long, which shows at the first frame.
#ifndef TEXT_FIELD_H
#define TEXT_FIELD_H

#include <stdbool.h>
#include <stdint.h>

enum {
    TEXT_FIELD_SCALE = 2,      // pixels of coverage for one of the field, each way
    TEXT_FIELD_SPREAD_PX = 8,  // distance, in pixels of the field, at which it is 0 or 255
    TEXT_FIELD_SIDE_MAX = 192, // of the field
};

struct text_field {
    float outside[TEXT_FIELD_SIDE_MAX * TEXT_FIELD_SIDE_MAX * TEXT_FIELD_SCALE * TEXT_FIELD_SCALE];
    float inside[TEXT_FIELD_SIDE_MAX * TEXT_FIELD_SIDE_MAX * TEXT_FIELD_SCALE * TEXT_FIELD_SCALE];
    uint8_t pixels[TEXT_FIELD_SIDE_MAX * TEXT_FIELD_SIDE_MAX];
    uint32_t width, height;
};

// One byte of coverage a pixel.
struct text_field_coverage {
    const uint8_t *pixels;
    uint32_t width, height, pitch;
    int left, top; // of its corner from the pen, in its own pixels, y up
};

// False when the glyph is too large. out_left, out_top: corner of the field from the pen, in
// pixels of the field, y up.
bool text_field_make(struct text_field *field, const struct text_field_coverage *from,
                     int *out_left, int *out_top);

#endif
