#include "text/text.h"

#include "base/mem.h"
#include "text/atlas.h"
#include "text/shape.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

// More than a stage holds: STAGE_PANEL_MAX panels of STAGE_TEXT_MAX texts.
enum { KEPT_MAX = 128, WORDS_IN_LINE_MAX = TEXT_SHAPE_WORD_MAX };

_Static_assert((int)TEXT_ATLAS_SIZE_PX == (int)TEXT_ATLAS_PX, "one atlas, one size");

struct kept {
    uint64_t hash; // of everything that was asked; 0: free
    uint64_t used; // when last, in calls
    char utf8[TEXT_BYTES_MAX];
    float width, size;
    enum text_align align;
    struct text_block block;
    struct text_quad quads[TEXT_QUAD_MAX];
};

struct text {
    struct text_font font;
    struct text_atlas atlas;
    hb_buffer_t *buffer;
    struct text_shape shape; // of the text being laid out
    struct kept *kept;       // owned; KEPT_MAX
    uint64_t call_count;
    struct text_stats stats;
};

enum err text_create(const char *font, struct text **out)
{
    *out = mem_alloc(1, sizeof **out);
    struct text *text = *out;
    if (!text) {
        return ERR_NO_MEMORY;
    }
    TRY(text_font_init(&text->font, font));
    TRY(text_atlas_init(&text->atlas, &text->font));
    text->kept = mem_alloc(KEPT_MAX, sizeof *text->kept);
    text->buffer = hb_buffer_create();
    return text->kept && hb_buffer_allocation_successful(text->buffer) ? ERR_OK : ERR_NO_MEMORY;
}

void text_destroy(struct text *text)
{
    if (!text) {
        return;
    }
    hb_buffer_destroy(text->buffer); // NULL is allowed
    mem_free(text->kept);
    text_atlas_fini(&text->atlas);
    text_font_fini(&text->font);
    mem_free(text);
}

static uint64_t hash_of(const struct text_desc *desc)
{
    uint64_t hash = 0xcbf29ce484222325u; // FNV-1a
    for (const char *c = desc->utf8; *c; c++) {
        hash = (hash ^ (uint8_t)*c) * 0x100000001b3u;
    }
    uint32_t bits[2];
    memcpy(&bits[0], &desc->width, sizeof bits[0]);
    memcpy(&bits[1], &desc->size, sizeof bits[1]);
    hash = (hash ^ bits[0]) * 0x100000001b3u;
    hash = (hash ^ bits[1]) * 0x100000001b3u;
    hash = (hash ^ (uint64_t)desc->align) * 0x100000001b3u;
    return hash ? hash : 1;
}

static bool is_same(const struct kept *kept, uint64_t hash, const struct text_desc *desc)
{
    // The hash covers what does not fit into utf8, too.
    return kept->hash == hash && kept->width == desc->width && kept->size == desc->size &&
           kept->align == desc->align && strncmp(kept->utf8, desc->utf8, TEXT_BYTES_MAX - 1) == 0;
}

// The place of the text, or else the one not used for longest.
static struct kept *find(struct text *text, uint64_t hash, const struct text_desc *desc,
                         bool *out_is_known)
{
    struct kept *oldest = &text->kept[0];
    for (int i = 0; i < KEPT_MAX; i++) {
        struct kept *kept = &text->kept[i];
        if (is_same(kept, hash, desc)) {
            *out_is_known = true;
            return kept;
        }
        if (kept->used < oldest->used) {
            oldest = kept;
        }
    }
    *out_is_known = false;
    return oldest;
}

struct line {
    int first, count; // words
    float width_em;
};

static float gap_em(const struct text *text, const struct text_shape_word *word)
{
    return (float)word->spaces * text->font.space_em;
}

// The next line: as many words as fit, at least one.
static struct line next_line(const struct text *text, int first, float width_em)
{
    const struct text_shape *shape = &text->shape;
    struct line line = {.first = first, .count = 1, .width_em = shape->words[first].width_em};
    for (int i = first + 1; i < shape->word_count; i++) {
        const struct text_shape_word *word = &shape->words[i];
        const bool is_piece = word->spaces == 0; // of a split word: begins its own line
        const float longer_em = line.width_em + gap_em(text, word) + word->width_em;
        if (word->is_after_newline || is_piece || longer_em > width_em) {
            break;
        }
        line.width_em = longer_em;
        line.count++;
    }
    return line;
}

static void reverse(uint16_t *order, int count)
{
    for (int i = 0; i < count / 2; i++) {
        const uint16_t other = order[i];
        order[i] = order[count - 1 - i];
        order[count - 1 - i] = other;
    }
}

// The direction of the paragraph that word `first` is in.
static bool is_paragraph_rtl(const struct text_shape *shape, int first)
{
    // cppcheck-suppress arrayIndexOutOfBoundsCond ; `first` is below word_count
    while (first > 0 && !shape->words[first].is_after_newline) {
        first--;
    }
    for (int i = first; i < shape->word_count; i++) {
        if (i > first && shape->words[i].is_after_newline) {
            break;
        }
        if (shape->words[i].is_strong) {
            return shape->words[i].is_rtl;
        }
    }
    return false;
}

// Words from left to right. Runs against the paragraph's direction are turned around; words of no
// direction go with the paragraph.
static void order_line(const struct text_shape *shape, const struct line *line, bool is_rtl,
                       uint16_t order[WORDS_IN_LINE_MAX])
{
    for (int i = 0; i < line->count; i++) {
        order[i] = (uint16_t)(line->first + i);
    }
    if (is_rtl) {
        reverse(order, line->count);
    }
    for (int begin = 0; begin < line->count;) {
        int end = begin;
        while (end < line->count && shape->words[order[end]].is_strong &&
               shape->words[order[end]].is_rtl != is_rtl) {
            end++;
        }
        reverse(order + begin, end - begin);
        begin = end + 1;
    }
}

static void put_word(struct text *text, struct kept *kept, const struct text_shape_word *word,
                     float x_em, float y_em)
{
    const float size = kept->size;
    for (int i = word->first; i < word->first + word->count; i++) {
        const struct text_shape_glyph *shaped = &text->shape.glyphs[i];
        const struct text_atlas_glyph *glyph =
            text_atlas_glyph(&text->atlas, &text->font, shaped->id);
        const float left_em = x_em + shaped->x_em + glyph->left_em;
        const float top_em = y_em + shaped->y_em + glyph->top_em;
        x_em += shaped->advance_em;
        if (glyph->width_px == 0) {
            continue;
        }
        if (kept->block.quad_count == TEXT_QUAD_MAX) {
            text->stats.lost++;
            return;
        }
        const float per_px = 1.0f / TEXT_ATLAS_PX;
        kept->quads[kept->block.quad_count++] = (struct text_quad){
            .x0 = left_em * size,
            .y0 = (top_em - glyph->height_em) * size,
            .x1 = (left_em + glyph->width_em) * size,
            .y1 = top_em * size,
            .u0 = (float)glyph->x_px * per_px,
            .v0 = (float)(glyph->y_px + glyph->height_px) * per_px,
            .u1 = (float)(glyph->x_px + glyph->width_px) * per_px,
            .v1 = (float)glyph->y_px * per_px,
        };
    }
}

static void put_line(struct text *text, struct kept *kept, const struct line *line, float left_em,
                     float y_em)
{
    uint16_t order[WORDS_IN_LINE_MAX];
    const bool is_rtl = is_paragraph_rtl(&text->shape, line->first);
    order_line(&text->shape, line, is_rtl, order);
    float x_em = left_em;
    for (int i = 0; i < line->count; i++) {
        if (i > 0) {
            // The gap between two neighbours belongs to the one that comes later in the text.
            const uint16_t later = order[i] > order[i - 1] ? order[i] : order[i - 1];
            x_em += gap_em(text, &text->shape.words[later]);
        }
        const struct text_shape_word *word = &text->shape.words[order[i]];
        put_word(text, kept, word, x_em, y_em);
        x_em += word->width_em;
    }
}

static float line_left_em(enum text_align align, float block_em, float line_em)
{
    if (align == TEXT_ALIGN_LEFT) {
        return -0.5f * block_em;
    }
    return align == TEXT_ALIGN_RIGHT ? 0.5f * block_em - line_em : -0.5f * line_em;
}

static int count_lines(const struct text *text, float width_em, float *out_widest_em)
{
    int lines = 0;
    for (int word = 0; word < text->shape.word_count; lines++) {
        const struct line line = next_line(text, word, width_em);
        *out_widest_em = fmaxf(*out_widest_em, line.width_em);
        word += line.count;
    }
    return lines;
}

static void lay_out(struct text *text, struct kept *kept)
{
    const float width_em = kept->size > 0.0f ? kept->width / kept->size : 0.0f;
    text_shape_split(&text->shape, width_em);
    float widest_em = 0.0f;
    const int lines = count_lines(text, width_em, &widest_em);
    // Capitals stand in the middle of their line: labels look centred in buttons.
    float y_em = 0.5f * TEXT_LINE_EM * (float)(lines - 1) - 0.5f * text->font.cap_height_em;
    for (int word = 0; word < text->shape.word_count;) {
        const struct line line = next_line(text, word, width_em);
        put_line(text, kept, &line, line_left_em(kept->align, width_em, line.width_em), y_em);
        y_em -= TEXT_LINE_EM;
        word += line.count;
    }
    kept->block.line_count = lines;
    kept->block.width = widest_em * kept->size;
    kept->block.height = TEXT_LINE_EM * (float)lines * kept->size;
}

struct text_block text_layout(struct text *text, const struct text_desc *desc)
{
    const uint64_t hash = hash_of(desc);
    bool is_known = false;
    struct kept *kept = find(text, hash, desc, &is_known);
    kept->used = ++text->call_count;
    if (is_known) {
        return kept->block;
    }
    kept->hash = hash;
    snprintf(kept->utf8, sizeof kept->utf8, "%s", desc->utf8);
    kept->width = desc->width;
    kept->size = desc->size;
    kept->align = desc->align;
    kept->block = (struct text_block){.quads = kept->quads};
    text_shape_fill(&text->shape, &text->font, text->buffer, kept->utf8);
    lay_out(text, kept);
    text->stats.layouts++;
    text->stats.missing += text->shape.missing_count;
    text->stats.lost += text->shape.is_cut;
    return kept->block;
}

void text_prepare(struct text *text, const char *utf8)
{
    text_shape_fill(&text->shape, &text->font, text->buffer, utf8);
    for (int i = 0; i < text->shape.glyph_count; i++) {
        (void)text_atlas_glyph(&text->atlas, &text->font, text->shape.glyphs[i].id);
    }
}

const uint8_t *text_pixels(const struct text *text)
{
    return text->atlas.pixels;
}

void text_dirty_rows(const struct text *text, uint32_t *out_top, uint32_t *out_bottom)
{
    *out_top = text->atlas.dirty_top;
    *out_bottom = text->atlas.dirty_bottom;
    if (*out_top > *out_bottom) {
        *out_top = *out_bottom = 0;
    }
}

void text_clean(struct text *text)
{
    text_atlas_clean(&text->atlas);
}

struct text_stats text_stats(const struct text *text)
{
    struct text_stats stats = text->stats;
    stats.glyphs = text->atlas.count;
    stats.lost += text->atlas.lost_count;
    return stats;
}
