// Texts as quads of a glyph atlas: shaped, wrapped at words, aligned; kept, so that a text that was
// laid out once costs a lookup.
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/err.h"

#include <stdint.h>

enum {
    TEXT_ATLAS_SIZE_PX = 1024,
    TEXT_QUAD_MAX = 256,  // of one text; the rest is cut and counted
    TEXT_BYTES_MAX = 256, // of one text with its closing zero; the rest is cut
};

// From one line's baseline to the next, in em: a little airy, for easy reading.
#define TEXT_LINE_EM 1.3f

// Distance, in em of the text, over which the field in the atlas goes from 0 to 1.
#define TEXT_FIELD_EM (2.0f * 8.0f / 48.0f)

enum text_align { TEXT_ALIGN_CENTRE, TEXT_ALIGN_LEFT, TEXT_ALIGN_RIGHT };

struct text_quad {
    float x0, y0, x1, y1; // left, bottom, right, top from the block's centre, in the text's units
    float u0, v0, u1, v1; // the same corners in the atlas, 0..1, v downwards: v0 below v1
};

struct text_block {
    const struct text_quad *quads;
    int quad_count;
    int line_count;
    float width, height; // of what is set; at most the width asked for, unless one glyph is wider
};

struct text_desc {
    const char *utf8; // ill-formed bytes are shown as U+FFFD
    float width;      // wraps here; in any unit, dmm for panels
    float size;       // em, same unit
    enum text_align align;
};

struct text; // opaque, heap

// `font`: path of a font file, NULL: the system's. text_destroy is owed when *out is not NULL.
MUST_USE enum err text_create(const char *font, struct text **out);
void text_destroy(struct text *text);

// Valid until the next call. A text never seen before is shaped and its new glyphs are drawn into
// the atlas: the only thing here that takes time or memory.
struct text_block text_layout(struct text *text, const struct text_desc *desc);

// Draws the glyphs of a text now, so that it is quick later.
void text_prepare(struct text *text, const char *utf8);

// The atlas, TEXT_ATLAS_SIZE_PX squared, one byte a pixel; 128 is a glyph's edge. Rows changed
// since the last text_clean: top <= y < bottom.
const uint8_t *text_pixels(const struct text *text);
void text_dirty_rows(const struct text *text, uint32_t *out_top, uint32_t *out_bottom);
void text_clean(struct text *text);

struct text_stats {
    int layouts; // made, not found
    int glyphs;  // in the atlas
    int missing; // characters the font lacks, counted when first laid out
    int lost;    // glyphs that found no room or could not be drawn; texts cut
};
struct text_stats text_stats(const struct text *text);

#endif
