#include "text/shape.h"

#include <string.h>

static bool is_strong(hb_script_t script)
{
    return script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED &&
           script != HB_SCRIPT_UNKNOWN && script != HB_SCRIPT_INVALID;
}

static struct text_shape_word *add_word(struct text_shape *shape)
{
    if (shape->word_count == TEXT_SHAPE_WORD_MAX) {
        shape->is_cut = true;
        return NULL;
    }
    struct text_shape_word *word = &shape->words[shape->word_count++];
    *word = (struct text_shape_word){.first = (uint16_t)shape->glyph_count};
    return word;
}

static void take_glyphs(struct text_shape *shape, struct text_shape_word *word,
                        const struct text_font *font, hb_buffer_t *buffer)
{
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    const float em = 1.0f / font->units_per_em;
    for (unsigned i = 0; i < count; i++) {
        if (shape->glyph_count == TEXT_SHAPE_GLYPH_MAX) {
            shape->is_cut = true;
            return;
        }
        shape->missing_count += infos[i].codepoint == 0;
        const struct text_shape_glyph glyph = {
            .id = infos[i].codepoint,
            .cluster = infos[i].cluster,
            .x_em = (float)positions[i].x_offset * em,
            .y_em = (float)positions[i].y_offset * em,
            .advance_em = (float)positions[i].x_advance * em,
        };
        shape->glyphs[shape->glyph_count++] = glyph;
        word->count++;
        word->width_em += glyph.advance_em;
    }
}

static void shape_word(struct text_shape *shape, struct text_shape_word *word,
                       const struct text_font *font, hb_buffer_t *buffer, const char *utf8,
                       size_t length)
{
    hb_buffer_reset(buffer);
    // Not the process's locale: the same text looks the same everywhere.
    hb_buffer_set_language(buffer, HB_LANGUAGE_INVALID);
    hb_buffer_add_utf8(buffer, utf8, (int)length, 0, (int)length);
    hb_buffer_guess_segment_properties(buffer);
    word->is_strong = is_strong(hb_buffer_get_script(buffer));
    word->is_rtl = word->is_strong && hb_buffer_get_direction(buffer) == HB_DIRECTION_RTL;
    hb_shape(font->shaper, buffer, NULL, 0);
    take_glyphs(shape, word, font, buffer);
}

void text_shape_fill(struct text_shape *shape, const struct text_font *font, hb_buffer_t *buffer,
                     const char *utf8)
{
    shape->glyph_count = shape->word_count = shape->missing_count = 0;
    shape->is_cut = false;
    uint8_t spaces = 0;
    bool is_after_newline = false;
    while (*utf8) {
        if (*utf8 == ' ' || *utf8 == '\t' || *utf8 == '\r') {
            spaces = spaces < UINT8_MAX ? (uint8_t)(spaces + 1) : spaces;
            utf8++;
            continue;
        }
        if (*utf8 == '\n') {
            // An empty line is a word of no glyphs.
            if (is_after_newline && !add_word(shape)) {
                return;
            }
            if (is_after_newline) {
                shape->words[shape->word_count - 1].is_after_newline = true;
            }
            is_after_newline = true;
            spaces = 0;
            utf8++;
            continue;
        }
        const size_t length = strcspn(utf8, " \t\r\n");
        struct text_shape_word *word = add_word(shape);
        if (!word) {
            return;
        }
        word->spaces = spaces;
        word->is_after_newline = is_after_newline;
        shape_word(shape, word, font, buffer, utf8, length);
        utf8 += length;
        spaces = 0;
        is_after_newline = false;
    }
}

// How many glyphs, from the logical start of the word, fit; at least one cluster.
static uint16_t count_fitting(const struct text_shape *shape, const struct text_shape_word *word,
                              float width_em)
{
    float used_em = 0.0f;
    uint16_t fitting = 0;
    for (uint16_t i = 0; i < word->count; i++) {
        const int at = word->is_rtl ? word->first + word->count - 1 - i : word->first + i;
        const int before = word->is_rtl ? at + 1 : at - 1;
        const bool starts_cluster =
            i > 0 && shape->glyphs[at].cluster != shape->glyphs[before].cluster;
        if (starts_cluster) {
            fitting = i;
        }
        used_em += shape->glyphs[at].advance_em;
        if (used_em > width_em && fitting > 0) {
            return fitting;
        }
    }
    return word->count;
}

static float width_of(const struct text_shape *shape, uint16_t first, uint16_t count)
{
    float width_em = 0.0f;
    for (int i = first; i < first + count; i++) {
        width_em += shape->glyphs[i].advance_em;
    }
    return width_em;
}

void text_shape_split(struct text_shape *shape, float width_em)
{
    for (int i = 0; i < shape->word_count; i++) {
        struct text_shape_word *word = &shape->words[i];
        if (word->width_em <= width_em) {
            continue;
        }
        const uint16_t fitting = count_fitting(shape, word, width_em);
        if (fitting == word->count) {
            continue;
        }
        if (shape->word_count == TEXT_SHAPE_WORD_MAX) {
            shape->is_cut = true;
            return;
        }
        // `word` keeps its logical start, the rest becomes a word behind it and is looked at next.
        memmove(word + 1, word, (size_t)(shape->word_count - i) * sizeof *word);
        shape->word_count++;
        struct text_shape_word *rest = word + 1;
        rest->spaces = 0;
        rest->is_after_newline = false;
        rest->count = (uint16_t)(word->count - fitting);
        word->count = fitting;
        if (word->is_rtl) {
            word->first = (uint16_t)(rest->first + rest->count);
        } else {
            rest->first = (uint16_t)(word->first + fitting);
        }
        word->width_em = width_of(shape, word->first, word->count);
        rest->width_em = width_of(shape, rest->first, rest->count);
    }
}
