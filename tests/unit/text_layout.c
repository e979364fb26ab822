// Texts laid out with the system's font. Skipped when it has none.
#include "base/file.h"
#include "base/mem.h"
#include "text/font.h"
#include "text/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { NO_FONT = 77 };

static struct text *text;

static int open_text(void **state)
{
    (void)state;
    return text_create(NULL, &text) == ERR_OK ? 0 : -1;
}

static int close_text(void **state)
{
    (void)state;
    text_destroy(text);
    return mem_live() == 0 ? 0 : -1;
}

static struct text_block lay(const char *utf8, float width, enum text_align align)
{
    return text_layout(text, &(struct text_desc){utf8, width, 24.0f, align});
}

static float left_of(const struct text_block *block)
{
    float left = 1e9f;
    for (int i = 0; i < block->quad_count; i++) {
        left = fminf(left, block->quads[i].x0);
    }
    return left;
}

static float right_of(const struct text_block *block)
{
    float right = -1e9f;
    for (int i = 0; i < block->quad_count; i++) {
        right = fmaxf(right, block->quads[i].x1);
    }
    return right;
}

static void a_word_has_a_quad_for_each_letter(void **state)
{
    (void)state;
    const struct text_block block = lay("quiet shore", 1000.0f, TEXT_ALIGN_CENTRE);
    assert_int_equal(block.quad_count, 10);
    assert_int_equal(block.line_count, 1);
    for (int i = 1; i < block.quad_count; i++) {
        assert_true(block.quads[i].x0 > block.quads[i - 1].x0);
        assert_true(block.quads[i].y1 > block.quads[i].y0);
        assert_true(block.quads[i].v0 > block.quads[i].v1);
    }
}

static void an_empty_text_is_no_quads(void **state)
{
    (void)state;
    static const char *const empties[] = {"", " ", "  \t ", "\n"};
    for (size_t i = 0; i < sizeof empties / sizeof empties[0]; i++) {
        const struct text_block block = lay(empties[i], 100.0f, TEXT_ALIGN_LEFT);
        assert_int_equal(block.quad_count, 0);
        assert_true(block.width == 0.0f);
    }
}

static void lines_break_at_words_within_the_width(void **state)
{
    (void)state;
    const char long_text[] = "The tide comes in and goes out again, slowly, as it always has.";
    static const float widths[] = {600.0f, 300.0f, 200.0f, 150.0f};
    int lines = 0;
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        const struct text_block block = lay(long_text, widths[i], TEXT_ALIGN_CENTRE);
        assert_true(block.line_count > lines);
        assert_true(block.width <= widths[i]);
        assert_int_equal(block.quad_count, 51);
        assert_true(fabsf(block.height - 1.3f * 24.0f * (float)block.line_count) < 0.01f);
        lines = block.line_count;
    }
}

static void a_word_wider_than_the_line_is_split(void **state)
{
    (void)state;
    const struct text_block block = lay("Schmerztherapeutin", 100.0f, TEXT_ALIGN_LEFT);
    assert_true(block.line_count >= 3);
    assert_true(block.width <= 100.0f);
    assert_int_equal(block.quad_count, 18);
    // Even a width that holds no letter ends, one letter a line.
    const struct text_block thin = lay("abc", 1.0f, TEXT_ALIGN_LEFT);
    assert_int_equal(thin.line_count, 3);
    const struct text_block none = lay("abc", 0.0f, TEXT_ALIGN_LEFT);
    assert_int_equal(none.line_count, 3);
}

static void newlines_make_lines_and_empty_ones(void **state)
{
    (void)state;
    assert_int_equal(lay("one\ntwo", 500.0f, TEXT_ALIGN_LEFT).line_count, 2);
    assert_int_equal(lay("one\n\ntwo", 500.0f, TEXT_ALIGN_LEFT).line_count, 3);
}

static void alignment_moves_the_line_to_its_side(void **state)
{
    (void)state;
    const float spread = 24.0f * 8.0f / 48.0f + 2.0f; // the field around a glyph, and its bearing
    const struct text_block left = lay("Skip", 300.0f, TEXT_ALIGN_LEFT);
    assert_true(fabsf(left_of(&left) - -150.0f) < spread);
    const struct text_block right = lay("Skip", 300.0f, TEXT_ALIGN_RIGHT);
    assert_true(fabsf(right_of(&right) - 150.0f) < spread);
    const struct text_block centre = lay("Skip", 300.0f, TEXT_ALIGN_CENTRE);
    assert_true(fabsf(left_of(&centre) + right_of(&centre)) < spread);
}

static void capitals_stand_in_the_middle_of_their_line(void **state)
{
    (void)state;
    const struct text_block block = lay("H", 300.0f, TEXT_ALIGN_CENTRE);
    assert_int_equal(block.quad_count, 1);
    assert_true(fabsf(block.quads[0].y0 + block.quads[0].y1) < 0.6f);
}

static void right_to_left_words_run_from_the_right(void **state)
{
    (void)state;
    // "shalom olam", two words: the first is to the right of the second.
    const struct text_block both =
        lay("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd7\xa2\xd7\x95\xd7\x9c", 500.0f, TEXT_ALIGN_CENTRE);
    assert_int_equal(both.quad_count, 7);
    assert_true(both.quads[0].x0 < both.quads[6].x0); // quads are in visual order
    const float u_of_shin = both.quads[6].u0;         // rightmost: the first letter of the text
    const struct text_block shin = lay("\xd7\xa9", 500.0f, TEXT_ALIGN_CENTRE);
    assert_true(u_of_shin == shin.quads[0].u0);
}

static void latin_words_keep_their_order_in_a_right_to_left_line(void **state)
{
    (void)state;
    // Hebrew, then "ab cd": on screen "ab cd" is left of the Hebrew and reads from the left.
    const struct text_block mixed = lay("\xd7\xa9\xd7\x9c ab cd", 500.0f, TEXT_ALIGN_CENTRE);
    assert_int_equal(mixed.quad_count, 6);
    static const char *const expected[] = {"a", "b", "c", "d", "\xd7\x9c", "\xd7\xa9"};
    float corner[6];
    for (int i = 0; i < 6; i++) {
        corner[i] = mixed.quads[i].u0;
    }
    for (int i = 0; i < 6; i++) {
        assert_true(lay(expected[i], 500.0f, TEXT_ALIGN_CENTRE).quads[0].u0 == corner[i]);
    }
}

static void a_missing_glyph_is_counted_and_shown_as_a_box(void **state)
{
    (void)state;
    const int before = text_stats(text).missing;
    const struct text_block block = lay("a\xf0\x93\x80\x80z", 500.0f, TEXT_ALIGN_CENTRE); // U+13000
    assert_int_equal(text_stats(text).missing, before + 1);
    assert_int_equal(block.quad_count, 3);
    lay("a\xf0\x93\x80\x80z", 500.0f, TEXT_ALIGN_CENTRE);
    assert_int_equal(text_stats(text).missing, before + 1);
}

static void ill_formed_bytes_and_long_texts_do_no_harm(void **state)
{
    (void)state;
    assert_true(lay("\xff\xfe\x80 ok \xc3", 500.0f, TEXT_ALIGN_CENTRE).quad_count >= 2);
    char many[2000];
    memset(many, 'x', sizeof many - 1);
    many[sizeof many - 1] = '\0';
    const struct text_block block = lay(many, 500.0f, TEXT_ALIGN_CENTRE);
    assert_true(block.quad_count <= TEXT_QUAD_MAX);
}

static void a_text_seen_before_allocates_and_shapes_nothing(void **state)
{
    (void)state;
    lay("Breathe as you like.", 300.0f, TEXT_ALIGN_CENTRE);
    const int layouts = text_stats(text).layouts;
    const long count = mem_count();
    for (int i = 0; i < 100; i++) {
        lay("Breathe as you like.", 300.0f, TEXT_ALIGN_CENTRE);
    }
    assert_int_equal(text_stats(text).layouts, layouts);
    assert_int_equal(mem_count(), count);
}

static void new_glyphs_mark_their_rows(void **state)
{
    (void)state;
    uint32_t top = 0, bottom = 0;
    text_clean(text);
    text_dirty_rows(text, &top, &bottom);
    assert_int_equal(top, bottom);
    text_prepare(text, "\xc7\xba");
    text_dirty_rows(text, &top, &bottom);
    assert_true(bottom > top);
    int inside = 0;
    for (uint32_t i = top * TEXT_ATLAS_SIZE_PX; i < bottom * TEXT_ATLAS_SIZE_PX; i++) {
        inside += text_pixels(text)[i] > 128;
    }
    assert_true(inside > 100);
}

static void a_full_atlas_loses_glyphs_and_says_so(void **state)
{
    (void)state;
    struct text *full = NULL;
    assert_int_equal(text_create(NULL, &full), ERR_OK);
    char utf8[3] = {0};
    for (int code = 0xa0; code < 0x600; code++) {
        utf8[0] = (char)(0xc0 | code >> 6);
        utf8[1] = (char)(0x80 | (code & 0x3f));
        text_prepare(full, utf8);
    }
    assert_true(text_stats(full).lost > 0);
    text_destroy(full);
}

static void a_broken_font_is_told_apart(void **state)
{
    (void)state;
    struct text *broken = NULL;
    assert_int_equal(text_create("/nonexistent/font.ttf", &broken), ERR_IO);
    text_destroy(broken);
    const char path[] = "broken_font_of_a_test.ttf";
    const char *bytes = NULL;
    size_t size = 0;
    struct arena arena = {0};
    assert_int_equal(file_read(text_font_system(), 64 << 20, &arena, &bytes, &size), ERR_OK);
    static const size_t cuts[] = {0, 1, 100, 4000};
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        assert_int_equal(file_write(path, bytes, cuts[i]), ERR_OK);
        assert_int_equal(text_create(path, &broken), ERR_BAD_DATA);
        text_destroy(broken);
    }
    arena_fini(&arena);
    unlink(path);
}

static void creation_survives_every_allocation_failure(void **state)
{
    (void)state;
    const long live = mem_live();
    enum err err = ERR_NO_MEMORY;
    for (long nth = 1; err != ERR_OK && nth < 1000; nth++) {
        struct text *torn = NULL;
        mem_fail_at(nth);
        err = text_create(NULL, &torn);
        mem_fail_at(0);
        text_destroy(torn);
        assert_true(err == ERR_OK || err == ERR_NO_MEMORY);
        assert_int_equal(mem_live(), live);
    }
    assert_int_equal(err, ERR_OK);
}

int main(void)
{
    if (!text_font_system()) {
        printf("skipped: no font here; the package fonts-dejavu-core has one\n");
        return NO_FONT;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_has_a_quad_for_each_letter),
        cmocka_unit_test(an_empty_text_is_no_quads),
        cmocka_unit_test(lines_break_at_words_within_the_width),
        cmocka_unit_test(a_word_wider_than_the_line_is_split),
        cmocka_unit_test(newlines_make_lines_and_empty_ones),
        cmocka_unit_test(alignment_moves_the_line_to_its_side),
        cmocka_unit_test(capitals_stand_in_the_middle_of_their_line),
        cmocka_unit_test(right_to_left_words_run_from_the_right),
        cmocka_unit_test(latin_words_keep_their_order_in_a_right_to_left_line),
        cmocka_unit_test(a_missing_glyph_is_counted_and_shown_as_a_box),
        cmocka_unit_test(ill_formed_bytes_and_long_texts_do_no_harm),
        cmocka_unit_test(a_text_seen_before_allocates_and_shapes_nothing),
        cmocka_unit_test(new_glyphs_mark_their_rows),
        cmocka_unit_test(a_full_atlas_loses_glyphs_and_says_so),
        cmocka_unit_test(a_broken_font_is_told_apart),
        cmocka_unit_test(creation_survives_every_allocation_failure),
    };
    return cmocka_run_group_tests(tests, open_text, close_text);
}
