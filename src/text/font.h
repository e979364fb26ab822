// A font file in memory, for shaping (HarfBuzz) and for pictures of glyphs (FreeType).
//
// Lengths are in em: 1 is the size a text is set in. FreeType's memory comes from base/mem.h, so
// that it is counted and can be made to fail.
#ifndef TEXT_FONT_H
#define TEXT_FONT_H

#include "base/arena.h"
#include "base/err.h"
#include "text/field.h"

#include <hb.h>
#include <stdint.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H

enum { TEXT_FONT_RASTER_PX = 48 }; // one em of a glyph's picture

struct text_font {
    struct arena bytes; // the file
    struct FT_MemoryRec_ memory;
    FT_Library library;
    FT_Face face;
    hb_font_t *shaper;
    struct text_field *field; // owned; of the glyph drawn last
    float units_per_em;
    float cap_height_em;
    float space_em;
};

// A font on this machine for a Latin text: DejaVu Sans, Noto Sans, Liberation Sans, whichever is
// there. NULL when none is.
const char *text_font_system(void);

// `font` must be zeroed and must not move; fini is owed in every case. ERR_IO when the file cannot
// be read, ERR_BAD_DATA when it is no scalable font, ERR_UNSUPPORTED when `path` is NULL and the
// system has none (the log line names the package).
MUST_USE enum err text_font_init(struct text_font *font, const char *path);
void text_font_fini(struct text_font *font);

struct text_font_picture {
    const uint8_t *pixels; // the font's own until the next call; NULL: nothing to see
    uint32_t width, height;
    uint32_t pitch;
    float left_em, top_em; // of the picture's corner from the pen, y up
};

// A glyph as a signed distance field: 128 is the edge, more is inside.
MUST_USE enum err text_font_draw(struct text_font *font, uint32_t glyph,
                                 struct text_font_picture *out);

#endif
