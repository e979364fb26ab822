// Panels find their places side by side, and what changed is seen.
#include "stage/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static struct stage stage;

static struct stage_panel *add(float width_dmm, float height_dmm)
{
    struct stage_panel *panel = stage_add_panel(&stage);
    panel->size_dmm = (vec2s){{width_dmm, height_dmm}};
    return panel;
}

static void nothing_overlaps_and_all_is_inside(void **state)
{
    (void)state;
    // What a session shows at most: a scale and the mark; words, the breath's ring and the mark.
    static const float sizes_dmm[][3][2] = {
        {{180.0f, 180.0f}, {900.0f, 500.0f}, {1.0f, 1.0f}},
        {{180.0f, 180.0f}, {700.0f, 190.0f}, {240.0f, 240.0f}},
    };
    for (size_t c = 0; c < sizeof sizes_dmm / sizeof sizes_dmm[0]; c++) {
        stage = (struct stage){0};
        for (int i = 0; i < 3; i++) {
            add(sizes_dmm[c][i][0], sizes_dmm[c][i][1]);
        }
        struct stage_sheet sheet;
        assert_true(stage_sheet_lay(&sheet, &stage, 1536, 1152, 1.5f));
        assert_int_equal(sheet.count, 3);
        for (int i = 0; i < sheet.count; i++) {
            const struct stage_sheet_place *a = &sheet.places[i];
            assert_true(a->x_px >= 0 && a->x_px + a->width_px <= 1536);
            assert_true(a->y_px >= 0 && a->y_px + a->height_px <= sheet.height_px);
            assert_true((float)a->width_px >= (sizes_dmm[c][i][0] + 16.0f) * 1.5f);
            for (int j = 0; j < i; j++) {
                const struct stage_sheet_place *b = &sheet.places[j];
                assert_true(a->x_px >= b->x_px + b->width_px || b->x_px >= a->x_px + a->width_px ||
                            a->y_px >= b->y_px + b->height_px || b->y_px >= a->y_px + a->height_px);
            }
        }
        assert_true(sheet.height_px <= 1152);
    }
}

static void what_finds_no_room_is_said(void **state)
{
    (void)state;
    struct stage_sheet sheet;
    stage = (struct stage){0};
    assert_true(stage_sheet_lay(&sheet, &stage, 100, 100, 1.0f));
    assert_int_equal(sheet.count, 0);
    assert_int_equal(sheet.height_px, 0);
    add(85.0f, 10.0f); // 16 of it edges
    assert_false(stage_sheet_lay(&sheet, &stage, 100, 100, 1.0f));
    assert_true(stage_sheet_lay(&sheet, &stage, 101, 100, 1.0f));
    add(10.0f, 59.0f); // 75 below 26
    assert_false(stage_sheet_lay(&sheet, &stage, 101, 100, 1.0f));
    assert_true(stage_sheet_lay(&sheet, &stage, 101, 101, 1.0f));
}

static void fill(struct stage_panel *panel)
{
    struct stage_shape *shape = stage_add_shape(&stage, panel);
    *shape = (struct stage_shape){.kind = STAGE_SHAPE_RING, .radius_dmm = 30.0f, .part = 0.5f};
    struct stage_text *text = stage_add_text(&stage, panel);
    snprintf(text->utf8, sizeof text->utf8, "breathe");
    text->size_dmm = 24.0f;
}

static void a_panel_that_only_moves_is_the_same_picture(void **state)
{
    (void)state;
    stage = (struct stage){0};
    struct stage_panel *a = add(100.0f, 80.0f), *b = add(100.0f, 80.0f);
    fill(a);
    fill(b);
    b->in_world.at_m = (vec3s){{1.0f, 2.0f, 3.0f}};
    assert_true(stage_sheet_is_same(a, b));
}

// What is left over from an earlier frame lies beyond the counts, and does not count.
static void every_visible_change_is_seen(void **state)
{
    (void)state;
    for (int change = 0; change <= 14; change++) {
        stage = (struct stage){0};
        struct stage_panel *a = add(100.0f, 80.0f), *b = add(100.0f, 80.0f);
        fill(a);
        fill(b);
        struct stage_shape *shape = &b->shapes[0];
        struct stage_text *text = &b->texts[0];
        switch (change) {
        case 0: b->shapes[1].part = b->texts[1].size_dmm = 1.0f; break;
        case 1: b->opacity = 0.99f; break;
        case 2: b->size_dmm.y = 81.0f; break;
        case 3: b->distance_m = 1.5f; break;
        case 4: b->shape_count = 0; break;
        case 5: b->text_count = 0; break;
        case 6: shape->kind = STAGE_SHAPE_DISC; break;
        case 7: shape->at_dmm.x = 0.1f; break;
        case 8: shape->radius_dmm = 30.1f; break;
        case 9: shape->part = 0.51f; break;
        case 10: shape->color.w = 0.1f; break;
        case 11: text->utf8[6] = 'd'; break;
        case 12: text->at_dmm.y = 0.1f; break;
        case 13: text->color.x = 0.1f; break;
        case 14: text->align = STAGE_ALIGN_LEFT; break;
        default: break;
        }
        assert_int_equal(stage_sheet_is_same(a, b), change == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_overlaps_and_all_is_inside),
        cmocka_unit_test(what_finds_no_room_is_said),
        cmocka_unit_test(a_panel_that_only_moves_is_the_same_picture),
        cmocka_unit_test(every_visible_change_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
