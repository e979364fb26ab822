// Panels as quads: how sharp, how large, and when the sheet must be drawn anew.
#include "app/quads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct app_quads quads;
static struct stage stage;

static void text_is_sharper_than_the_eyes_up_to_a_limit(void **state)
{
    (void)state;
    static const uint32_t eyes_px[] = {256, 640, 1680, 1728, 3840};
    for (size_t i = 0; i < sizeof eyes_px / sizeof eyes_px[0]; i++) {
        const float px_per_dmm = app_quads_px_per_dmm(eyes_px[i]);
        const float eye_px_per_dmm = (float)eyes_px[i] / 2000.0f; // 90 degrees
        assert_true(px_per_dmm <= 1.5f);
        assert_true(px_per_dmm == 1.5f || px_per_dmm >= 1.5f * eye_px_per_dmm);
        assert_true(px_per_dmm <= 2.0f * eye_px_per_dmm);
    }
}

// 100 px at 2 px a dmm are 50 dmm, each 2 mm wide at 2 m.
static void a_quad_is_as_large_as_its_panel(void **state)
{
    (void)state;
    const struct stage_panel panel = {.in_world.at_m = {{1.0f, 2.0f, 3.0f}}, .distance_m = 2.0f};
    const struct stage_sheet_place place = {.x_px = 7, .y_px = 9, .width_px = 100, .height_px = 40};
    const struct vr_quad quad = app_quads_of(&panel, &place, 2.0f);
    assert_float_equal(quad.width_m, 0.1f, 1e-6f);
    assert_float_equal(quad.height_m, 0.04f, 1e-6f);
    assert_float_equal(quad.in_world.at_m.y, 2.0f, 0.0f);
    assert_int_equal(quad.x_px, 7);
    assert_int_equal(quad.y_px, 9);
    assert_int_equal(quad.width_px, 100);
    assert_int_equal(quad.height_px, 40);
}

static void what_is_seen_decides_whether_it_is_drawn_anew(void **state)
{
    (void)state;
    stage = (struct stage){.fade = 1.0f};
    stage_add_panel(&stage);
    quads = (struct app_quads){.drawn_fade = 1.0f};
    assert_false(app_quads_is_fresh(&quads, &stage));
    quads.drawn_count = 1;
    quads.drawn[0] = stage.panels[0];
    assert_true(app_quads_is_fresh(&quads, &stage));
    stage.panels[0].in_world.at_m.x = 1.0f; // it only moves
    assert_true(app_quads_is_fresh(&quads, &stage));
    stage.panels[0].opacity = 0.5f;
    assert_false(app_quads_is_fresh(&quads, &stage));
    stage.panels[0].opacity = 1.0f;
    stage.fade = 0.9f;
    assert_false(app_quads_is_fresh(&quads, &stage));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_sharper_than_the_eyes_up_to_a_limit),
        cmocka_unit_test(a_quad_is_as_large_as_its_panel),
        cmocka_unit_test(what_is_seen_decides_whether_it_is_drawn_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
