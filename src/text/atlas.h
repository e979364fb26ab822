// Pictures of glyphs side by side in one square image, filled as glyphs are first needed.
#ifndef TEXT_ATLAS_H
#define TEXT_ATLAS_H

#include "text/font.h"

#include <stdbool.h>

enum { TEXT_ATLAS_PX = 1024, TEXT_ATLAS_GLYPH_MAX = 1024 };

struct text_atlas_glyph {
    float left_em, top_em, width_em, height_em; // from the pen, y up; width 0: nothing to see
    uint16_t x_px, y_px, width_px, height_px;
};

struct text_atlas {
    uint8_t *pixels;   // owned; TEXT_ATLAS_PX squared
    uint16_t *slot_of; // owned; for each glyph of the font, 1 + index into glyphs; 0: not drawn yet
    uint32_t font_glyph_count;
    struct text_atlas_glyph glyphs[TEXT_ATLAS_GLYPH_MAX];
    int count;
    uint32_t shelf_x, shelf_y, shelf_height; // where the next picture goes
    uint32_t dirty_top, dirty_bottom;        // rows changed since text_atlas_clean
    bool is_full;                            // said once
    int lost_count;                          // glyphs that found no room
};

// `atlas` must be zeroed; fini is owed in every case.
MUST_USE enum err text_atlas_init(struct text_atlas *atlas, const struct text_font *font);
void text_atlas_fini(struct text_atlas *atlas);

// Draws the glyph when it is new. A glyph that cannot be drawn, or finds no room, is empty and
// counted. Never NULL.
const struct text_atlas_glyph *text_atlas_glyph(struct text_atlas *atlas, struct text_font *font,
                                                uint32_t glyph);

// The rows dirty_top..dirty_bottom - 1 have been copied to where they are drawn from.
void text_atlas_clean(struct text_atlas *atlas);

#endif
