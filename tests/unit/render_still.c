// Hand-made stages drawn small: what both eyes must see.
#include "base/mem.h"
#include "render_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIZE = 128 };

static struct render_still *still;
static uint8_t picture[2 * SIZE * SIZE * 4];

static int open_renderer(void **state)
{
    (void)state;
    if (fixture_open() != ERR_OK) {
        return -1;
    }
    return render_still_create(render, SIZE, SIZE, &still) == ERR_OK ? 0 : -1;
}

static int close_renderer(void **state)
{
    (void)state;
    render_still_destroy(still);
    fixture_close();
    return 0;
}

static void draw(const struct stage *stage)
{
    struct view eyes[RENDER_EYE_COUNT];
    fixture_eyes(eyes);
    assert_int_equal(render_still_draw(still, stage, eyes, picture), ERR_OK);
    assert_int_equal(gpu.validation_messages, 0);
}

static const uint8_t *pixel(int eye, int x, int y)
{
    return &picture[((size_t)y * 2 * SIZE + (size_t)(eye * SIZE + x)) * 4];
}

// Mean column of what is red in one eye.
static double red_column(int eye)
{
    double sum = 0.0, weight = 0.0;
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            const uint8_t *at = pixel(eye, x, y);
            const double red = at[0] > at[1] + 40 ? 1.0 : 0.0;
            sum += red * ((double)x + 0.5);
            weight += red;
        }
    }
    return weight > 0.0 ? sum / weight : -1.0;
}

static void a_near_thing_is_further_right_in_the_left_eye(void **state)
{
    (void)state;
    struct stage stage = fixture_stage();
    fixture_add_square(&stage, (vec3s){{0.0f, 0.0f, -1.0f}}, 0.2f, FIXTURE_RED);
    draw(&stage);
    // 64 mm at 1 m, 64 px a unit of tangent: 4.1 px.
    assert_true(fabs(red_column(0) - red_column(1) - 4.096) < 0.6);
}

static void near_hides_far_in_either_order(void **state)
{
    (void)state;
    for (int order = 0; order < 2; order++) {
        struct stage stage = fixture_stage();
        const vec3s near_m = {{0.0f, 0.0f, -1.0f}}, far_m = {{0.0f, 0.0f, -3.0f}};
        fixture_add_square(&stage, order ? far_m : near_m, 1.0f,
                           order ? FIXTURE_GREEN : FIXTURE_RED);
        fixture_add_square(&stage, order ? near_m : far_m, 1.0f,
                           order ? FIXTURE_RED : FIXTURE_GREEN);
        draw(&stage);
        for (int eye = 0; eye < 2; eye++) {
            const uint8_t *middle = pixel(eye, SIZE / 2, SIZE / 2);
            assert_true(middle[0] > middle[1] + 40);
        }
    }
}

static void up_is_up_and_fade_darkens(void **state)
{
    (void)state;
    struct stage stage = fixture_stage();
    fixture_add_square(&stage, (vec3s){{0.0f, 0.6f, -1.0f}}, 0.4f, FIXTURE_GREEN);
    draw(&stage);
    const int full = pixel(0, SIZE / 2, SIZE / 5)[1];
    assert_true(full > 100);
    assert_int_equal(pixel(0, SIZE / 2, SIZE * 4 / 5)[1], 0);
    stage.fade = 0.0f;
    draw(&stage);
    assert_int_equal(pixel(0, SIZE / 2, SIZE / 5)[1], 0);
}

static struct stage grey_sky(float light, float exposure)
{
    struct stage stage = fixture_stage();
    const vec3s grey = {{light, light, light}};
    stage.sky.zenith = stage.sky.middle = stage.sky.horizon = stage.sky.cloud = grey;
    stage.light.sky_ambient = stage.light.ground_ambient = grey;
    stage.light.exposure = exposure;
    return stage;
}

static void the_sky_shows_wherever_the_sun_stands(void **state)
{
    (void)state;
    static const vec3s suns[] = {
        {{0.0f, 1.0f, 0.0f}}, {{0.0f, -1.0f, 0.0f}}, {{0.0f, 0.0f, 0.0f}}, {{0.0f, 0.0f, -1.0f}}};
    for (size_t i = 0; i < sizeof suns / sizeof suns[0]; i++) {
        struct stage stage = grey_sky(0.2f, 1.0f);
        stage.sky.sun_direction = suns[i];
        stage.sky.glow = (vec3s){{0.05f, 0.05f, 0.05f}};
        draw(&stage);
        for (int y = 1; y < SIZE / 2; y += 9) {
            assert_in_range(pixel(0, 2 * y, y)[0], 90, 190);
        }
    }
}

static void exposure_counts_once_and_at_once(void **state)
{
    (void)state;
    static const float exposures[] = {1.0f, 2.0f, 0.5f};
    for (size_t i = 0; i < sizeof exposures / sizeof exposures[0]; i++) {
        // As much light in the end, then as much light as before: only the exposure changes.
        struct stage stage = grey_sky(0.2f / exposures[i], exposures[i]);
        fixture_add_square(&stage, (vec3s){{0.0f, 0.0f, -1.0f}}, 0.2f, FIXTURE_RED);
        draw(&stage);
        const int sky = pixel(0, SIZE / 2, 4)[0];
        const int red = pixel(0, SIZE / 2 + 2, SIZE / 2)[0];
        assert_in_range(sky, 112, 132); // 0.2 in sRGB is 124
        stage.light.exposure *= 2.0f;
        draw(&stage);
        assert_in_range(pixel(0, SIZE / 2, 4)[0], 160, 180); // 0.4 is 170
        assert_true(pixel(0, SIZE / 2 + 2, SIZE / 2)[0] > red + 20);
    }
}

static void a_panel_shows_its_text_and_shapes(void **state)
{
    (void)state;
    struct stage stage = fixture_stage();
    struct stage_panel *panel = stage_add_panel(&stage);
    panel->in_world = pose_identity();
    panel->in_world.at_m.z = -2.0f;
    panel->distance_m = 2.0f;
    panel->opacity = 1.0f;
    // In front of the panel, and yet the panel is seen.
    fixture_add_square(&stage, (vec3s){{0.0f, 0.0f, -1.0f}}, 4.0f, FIXTURE_RED);
    struct stage_shape *shape = stage_add_shape(&stage, panel);
    *shape = (struct stage_shape){.kind = STAGE_SHAPE_RECT, .size_dmm = {{1000, 1000}}};
    shape->color = (vec4s){{0.0f, 0.0f, 0.2f, 1.0f}};
    struct stage_text *text = stage_add_text(&stage, panel);
    snprintf(text->utf8, sizeof text->utf8, "Shore");
    text->size_dmm = 300.0f;
    text->width_dmm = 1000.0f;
    text->color = (vec4s){{0.0f, 1.0f, 0.0f, 1.0f}};
    draw(&stage);
    int green[RENDER_EYE_COUNT] = {0};
    for (int i = 0; i < RENDER_EYE_COUNT * SIZE * SIZE; i++) {
        green[i / SIZE % 2] += picture[i * 4 + 1] > 200 && picture[i * 4] < 40;
    }
    // "Shore" covers about a tenth of its block of 900 by 300 dmm.
    assert_true(green[0] > 60 && green[0] < 400);
    assert_true(abs(green[0] - green[1]) < green[0] / 4);
    assert_int_equal(pixel(0, SIZE / 2, SIZE * 3 / 4 - 3)[0], 0);
    assert_true(pixel(0, SIZE / 2, SIZE * 3 / 4 - 3)[2] > 100);
    assert_true(pixel(0, SIZE / 2, SIZE - 4)[0] > 100);
    panel->opacity = 0.0f;
    draw(&stage);
    assert_true(pixel(0, SIZE / 2, SIZE * 3 / 4 - 3)[0] > 100);
}

static void a_ring_is_drawn_clockwise_from_the_top(void **state)
{
    (void)state;
    struct stage stage = fixture_stage();
    struct stage_panel *panel = stage_add_panel(&stage);
    panel->in_world = pose_identity();
    panel->in_world.at_m.z = -1.0f;
    panel->distance_m = 1.0f;
    panel->opacity = 1.0f;
    struct stage_shape *ring = stage_add_shape(&stage, panel);
    *ring = (struct stage_shape){.kind = STAGE_SHAPE_RING, .radius_dmm = 500, .thickness_dmm = 100};
    ring->color = (vec4s){{1.0f, 1.0f, 1.0f, 1.0f}};
    static const struct {
        float part;
        bool right, bottom, left; // seen at 3, 6 and 9 o'clock
    } cases[] = {
        {0.0f, false, false, false}, {0.4f, true, false, false}, {0.6f, true, true, false},
        {0.9f, true, true, true},    {1.0f, true, true, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ring->part = cases[i].part;
        draw(&stage);
        const int x = SIZE / 2 + 2, near = SIZE / 2 - 29, far = SIZE / 2 + 29;
        assert_int_equal(pixel(0, x + 29, SIZE / 2)[0] > 200, cases[i].right);
        assert_int_equal(pixel(0, x, far)[0] > 200, cases[i].bottom);
        assert_int_equal(pixel(0, x - 29, SIZE / 2)[0] > 200, cases[i].left);
        assert_int_equal(pixel(0, x + 3, near)[0] > 200, cases[i].part > 0.0f);
    }
}

static void a_hundred_steady_frames_make_nothing(void **state)
{
    (void)state;
    struct stage stage = fixture_stage();
    fixture_add_square(&stage, (vec3s){{0.0f, 0.0f, -2.0f}}, 1.0f, FIXTURE_RED);
    struct stage_panel *panel = stage_add_panel(&stage);
    panel->in_world = pose_identity();
    panel->in_world.at_m.z = -2.0f;
    panel->distance_m = 2.0f;
    panel->opacity = 1.0f;
    struct stage_text *text = stage_add_text(&stage, panel);
    snprintf(text->utf8, sizeof text->utf8, "New: \xc3\x98\xc3\x9e");
    text->size_dmm = 24.0f;
    text->width_dmm = 300.0f;
    draw(&stage);
    assert_true(render_stats(render).glyph_rows > 0);
    const long heap = mem_count(), memory = gpu.memory_allocations, pipes = gpu.pipelines_created;
    for (int i = 0; i < 100; i++) {
        stage.scene_s += 0.011;
        stage.sky.zenith.x = (float)i * 0.001f;
        draw(&stage);
        assert_int_equal(render_stats(render).glyph_rows, 0);
    }
    assert_int_equal(mem_count(), heap);
    assert_int_equal(gpu.memory_allocations, memory);
    assert_int_equal(gpu.pipelines_created, pipes);
}

int main(void)
{
    if (!fixture_has_device()) {
        return FIXTURE_SKIP;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_near_thing_is_further_right_in_the_left_eye),
        cmocka_unit_test(near_hides_far_in_either_order),
        cmocka_unit_test(up_is_up_and_fade_darkens),
        cmocka_unit_test(the_sky_shows_wherever_the_sun_stands),
        cmocka_unit_test(exposure_counts_once_and_at_once),
        cmocka_unit_test(a_panel_shows_its_text_and_shapes),
        cmocka_unit_test(a_ring_is_drawn_clockwise_from_the_top),
        cmocka_unit_test(a_hundred_steady_frames_make_nothing),
    };
    return cmocka_run_group_tests(tests, open_renderer, close_renderer);
}
