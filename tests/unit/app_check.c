// Harm that nobody told the check about, planted in the stage of the shipped shore one at a time:
// each is found, and for what it is. The place itself, and light that breathes, pass.
#include "app/check.h"
#include "app/check_load.h"
#include "base/mem.h"
#include "gpu/gpu.h"
#include "safety/limits.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena arena;
static struct app_load load;
static struct app_check_result result;

static int open_place(void **state)
{
    (void)state;
    const struct app_check_load_wish wish = {.task_level = 3};
    return app_check_load(&load, SOURCE_FOLDER "/scenes/shore.json", &wish, &arena) == ERR_OK ? 0
                                                                                              : -1;
}

static int close_place(void **state)
{
    (void)state;
    arena_fini(&arena);
    return 0;
}

typedef void plant(void *user, double t_s, struct stage *stage, struct view *eyes);

// Of both eyes.
static const struct safety_figure *worst(enum safety_kind kind)
{
    const struct safety_figure *left = &result.figures[0].of[kind];
    const struct safety_figure *right = &result.figures[1].of[kind];
    return left->value > right->value ? left : right;
}

static bool holds(enum safety_kind kind)
{
    return safety_figure_holds(&result.figures[0], kind) &&
           safety_figure_holds(&result.figures[1], kind);
}

// Looks at the place as play does before a session.
static void check(plant *alter)
{
    struct app_check check = {
        .load = &load, .task_level = 3, .minutes = 1.0, .is_quick = true, .alter = alter};
    assert_true(app_check_load_display(NULL, &check.display));
    check.display.refresh_hz = 45.0f; // half the pictures: nothing here is faster than 4 a second
    assert_int_equal(app_check_run(&check, &result), ERR_OK);
    for (int kind = 0; kind < SAFETY_KIND_COUNT; kind++) {
        const struct safety_figure *figure = worst((enum safety_kind)kind);
        print_message("    %-22s %7.3f of %g at %.2f s, %.0f left %.0f up\n",
                      safety_figure_words((enum safety_kind)kind), (double)figure->value,
                      (double)safety_figure_limit((enum safety_kind)kind), figure->spot.t_s,
                      (double)figure->spot.yaw_deg, (double)figure->spot.pitch_deg);
    }
}

static float strobe(double t_s, double hz)
{
    return fmod(t_s * hz, 1.0) < 0.5 ? 1.0f : 0.0f;
}

static void brighten(vec3s *color, float by)
{
    *color = glms_vec3_scale(*color, by);
}

static struct { // what was among the pictures
    float glow, least_fade;
    int panels;
} seen;

static void plant_nothing(void *user, double t_s, struct stage *stage, struct view *eyes)
{
    (void)user, (void)t_s, (void)eyes;
    for (int i = 0; i < stage->draw_count; i++) {
        seen.glow = fmaxf(seen.glow, glms_vec3_norm(stage->draws[i].glow));
    }
    seen.least_fade = fminf(seen.least_fade, stage->fade);
    seen.panels += stage->panel_count;
}

static void plant_sky(void *user, double t_s, struct stage *stage, struct view *eyes)
{
    (void)user, (void)eyes;
    const float by = 0.4f + strobe(t_s, 4.0);
    brighten(&stage->sky.zenith, by);
    brighten(&stage->sky.middle, by);
    brighten(&stage->sky.horizon, by);
    brighten(&stage->sky.cloud, by);
    brighten(&stage->sky.glow, by);
}

static void plant_breath(void *user, double t_s, struct stage *stage, struct view *eyes)
{
    (void)user, (void)eyes;
    stage->light.exposure *= 0.9f + 0.3f * sinf(6.2831853f * 0.2f * (float)t_s);
}

// A sheet before the eyes, 25 degrees wide.
static struct stage_panel *add_sheet(struct stage *stage, const struct view *eyes)
{
    if (stage->panel_count == STAGE_PANEL_MAX) {
        stage->panel_count--;
    }
    struct stage_panel *panel = stage_add_panel(stage);
    const struct pose ahead = {.turn = {{0, 0, 0, 1}}, .at_m = {{0.0f, 0.0f, -2.0f}}};
    panel->in_world = pose_chain(eyes[0].eye_in_world, ahead);
    panel->distance_m = 2.0f;
    panel->size_dmm = (vec2s){{440.0f, 440.0f}};
    return panel;
}

static void add_bar(struct stage *stage, struct stage_panel *panel, float x_dmm, float width_dmm,
                    vec4s color)
{
    struct stage_shape *shape = stage_add_shape(stage, panel);
    *shape = (struct stage_shape){.kind = STAGE_SHAPE_RECT,
                                  .at_dmm = {{x_dmm, 0.0f}},
                                  .size_dmm = {{width_dmm, 440.0f}},
                                  .color = color};
}

static void plant_panel(void *user, double t_s, struct stage *stage, struct view *eyes)
{
    (void)user;
    const float light = 0.1f + 0.3f * strobe(t_s, 4.0);
    add_bar(stage, add_sheet(stage, eyes), 0.0f, 440.0f, (vec4s){{light, light, light, 1.0f}});
}

static void plant_red(void *user, double t_s, struct stage *stage, struct view *eyes)
{
    (void)user;
    // Dim enough that its luminance alone is no flash: under 10 cd/m2.
    const float light = 0.15f * strobe(t_s, 4.0);
    add_bar(stage, add_sheet(stage, eyes), 0.0f, 440.0f, (vec4s){{light, 0.0f, 0.0f, 1.0f}});
}

static void add_stripes(struct stage *stage, const struct view *eyes, float shift)
{
    struct stage_panel *panel = add_sheet(stage, eyes);
    add_bar(stage, panel, 0.0f, 440.0f, (vec4s){{0.1f, 0.1f, 0.1f, 1.0f}});
    for (int i = 0; i < 24; i++) { // a pair is 18 dmm, a degree
        const float x_dmm = ((float)i - 12.0f + shift) * 18.0f;
        add_bar(stage, panel, x_dmm, 9.0f, (vec4s){{0.4f, 0.4f, 0.4f, 1.0f}});
    }
}

static void plant_stripes(void *user, double t_s, struct stage *stage, struct view *eyes)
{
    (void)user, (void)t_s;
    add_stripes(stage, eyes, 0.0f);
}

static void plant_moving_stripes(void *user, double t_s, struct stage *stage, struct view *eyes)
{
    (void)user;
    add_stripes(stage, eyes, (float)fmod(t_s * 1.5, 1.0));
}

// The water's fine ripples mirror the sky four times a second, and its depth in between.
static void plant_glitter(void *user, double t_s, struct stage *stage, struct view *eyes)
{
    (void)user, (void)eyes;
    const float by = strobe(t_s, 4.0);
    stage->water.ripple = by;
    stage->water.foam *= 1.0f + by;
    brighten(&stage->water.deep, 0.5f + 4.0f * by);
    brighten(&stage->water.shallow, 0.5f + 4.0f * by);
}

// As a boat that rolls: the world turns about the line of sight, six degrees a second.
static void plant_roll(void *user, double t_s, struct stage *stage, struct view *eyes)
{
    (void)user, (void)stage;
    const struct pose roll = {
        .turn = glms_quatv(glm_rad(6.0f * (float)t_s), (vec3s){{0.0f, 0.0f, 1.0f}})};
    for (int i = 0; i < 2; i++) {
        eyes[i].eye_in_world = pose_chain(eyes[i].eye_in_world, roll);
    }
}

static void the_shore_passes(void **state)
{
    (void)state;
    seen.least_fade = 1.0f;
    check(plant_nothing);
    // Fades, panels and the task (lanterns that were looked at) are part of it.
    assert_true(seen.least_fade < 0.1f && seen.panels > 0 && seen.glow > 0.2f);
    assert_int_equal(app_check_broken(&result), 0);
    assert_true(worst(SAFETY_MEAN)->value > 1.0f); // something was seen
}

static void light_that_breathes_passes(void **state)
{
    (void)state;
    check(plant_breath);
    assert_int_equal(app_check_broken(&result), 0);
}

static void a_flickering_sky_is_found(void **state)
{
    (void)state;
    check(plant_sky);
    assert_false(holds(SAFETY_FLASH));
    assert_float_equal(worst(SAFETY_FLASH)->value, 4.0f, 0.51f);
    assert_true(worst(SAFETY_FLASH)->spot.pitch_deg > -5.0f);
    assert_true(holds(SAFETY_RED) && holds(SAFETY_STRIPES_MOVED));
    assert_true(result.close_looks >= 1);
}

static void a_flickering_panel_is_found(void **state)
{
    (void)state;
    check(plant_panel);
    assert_false(holds(SAFETY_FLASH));
    assert_float_equal(worst(SAFETY_FLASH)->value, 4.0f, 0.51f);
    assert_true(worst(SAFETY_FLASH)->share > 0.9f);
    assert_true(fabsf(worst(SAFETY_FLASH)->spot.pitch_deg) < 13.0f);
    assert_true(holds(SAFETY_RED));
}

static void flickering_glitter_is_found(void **state)
{
    (void)state;
    check(plant_glitter);
    assert_false(holds(SAFETY_FLASH));
    assert_true(worst(SAFETY_FLASH)->spot.pitch_deg < 0.0f);
    assert_true(holds(SAFETY_RED) && holds(SAFETY_STRIPES_MOVED));
}

static void a_dim_red_strobe_is_found_as_red(void **state)
{
    (void)state;
    check(plant_red);
    assert_false(holds(SAFETY_RED));
    assert_float_equal(worst(SAFETY_RED)->value, 4.0f, 0.51f);
    assert_true(holds(SAFETY_FLASH));
}

static void a_spinning_horizon_is_a_moving_camera(void **state)
{
    (void)state;
    check(plant_roll);
    assert_false(holds(SAFETY_CAMERA));
    assert_true(worst(SAFETY_CAMERA)->value > 1.5f && worst(SAFETY_CAMERA)->value < 9.0f);
    assert_true(holds(SAFETY_RED) && holds(SAFETY_STRIPES));
}

static void bold_stripes_are_found_standing(void **state)
{
    (void)state;
    check(plant_stripes);
    assert_false(holds(SAFETY_STRIPES));
    assert_true(holds(SAFETY_STRIPES_MOVED) && holds(SAFETY_FLASH));
}

static void bold_stripes_are_found_moving(void **state)
{
    (void)state;
    check(plant_moving_stripes);
    assert_false(holds(SAFETY_STRIPES_MOVED));
    assert_true(holds(SAFETY_STRIPES) && holds(SAFETY_RED));
}

int main(int argc, char **argv)
{
    struct gpu probe = {0};
    const enum err err = gpu_init(&probe, &(struct gpu_desc){0});
    gpu_fini(&probe);
    if (err != ERR_OK) {
        printf("skipped: no Vulkan device that can draw here\n");
        return 77;
    }
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]); // one of them alone
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shore_passes),
        cmocka_unit_test(light_that_breathes_passes),
        cmocka_unit_test(a_flickering_sky_is_found),
        cmocka_unit_test(a_flickering_panel_is_found),
        cmocka_unit_test(flickering_glitter_is_found),
        cmocka_unit_test(a_dim_red_strobe_is_found_as_red),
        cmocka_unit_test(a_spinning_horizon_is_a_moving_camera),
        cmocka_unit_test(bold_stripes_are_found_standing),
        cmocka_unit_test(bold_stripes_are_found_moving),
    };
    return cmocka_run_group_tests(tests, open_place, close_place);
}
