// A text as glyphs: cut into words, each shaped, ready to be put into lines.
//
// Each word is shaped in its own direction; lines order words by the paragraph's direction (that of
// its first word in a script that has one). This is the Unicode bidirectional algorithm (UAX #9) at
// the level of words, without embeddings: right for prompts and labels.
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include "text/font.h"

#include <stdbool.h>

enum { TEXT_SHAPE_GLYPH_MAX = 320, TEXT_SHAPE_WORD_MAX = 320 };

struct text_shape_glyph {
    uint32_t id;
    uint32_t cluster;
    float x_em, y_em; // offset from the pen
    float advance_em;
};

// A word, or a piece of one too long for its line.
struct text_shape_word {
    uint16_t first, count; // glyphs, in visual order
    uint8_t spaces;        // before it
    bool is_after_newline;
    bool is_strong; // of a script with a direction
    bool is_rtl;
    float width_em;
};

struct text_shape {
    struct text_shape_glyph glyphs[TEXT_SHAPE_GLYPH_MAX];
    struct text_shape_word words[TEXT_SHAPE_WORD_MAX];
    int glyph_count, word_count;
    int missing_count; // characters that the font does not have
    bool is_cut;       // did not fit
};

// `buffer` is kept between calls so that its memory is.
void text_shape_fill(struct text_shape *shape, const struct text_font *font, hb_buffer_t *buffer,
                     const char *utf8);

// Splits words wider than `width_em` between glyphs, where clusters end.
void text_shape_split(struct text_shape *shape, float width_em);

#endif
