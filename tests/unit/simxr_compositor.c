#include "simxr/compositor.h"

#include "base/mem.h"
#include "image/image.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SIDE = 64 };

static const struct fov SQUARE = {-0.7853982f, 0.7853982f, 0.7853982f, -0.7853982f};

// The scene that both eyes look at: red goes up to the right, green downwards.
static uint8_t picture[SIDE * SIDE * 4];
static struct simxr_compositor compositor;
static struct view views[SIMXR_EYE_COUNT];

static int set_up(void **state)
{
    (void)state;
    for (int i = 0; i < SIDE * SIDE; i++) {
        picture[i * 4] = (uint8_t)(i % SIDE * 4);
        picture[i * 4 + 1] = (uint8_t)(i / SIDE * 4);
        picture[i * 4 + 2] = 50;
        picture[i * 4 + 3] = 7; // an opaque layer's alpha means nothing
    }
    for (int eye = 0; eye < SIMXR_EYE_COUNT; eye++) {
        views[eye] = (struct view){pose_identity(), SQUARE};
        views[eye].eye_in_world.at_m = (vec3s){{eye == 0 ? -0.03f : 0.03f, 1.2f, 0.0f}};
    }
    return simxr_compositor_init(&compositor, SIDE, SIDE) == ERR_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    simxr_compositor_fini(&compositor);
    return mem_live() == 0 ? 0 : -1;
}

static struct simxr_layer projection(void)
{
    struct simxr_layer layer = {.kind = SIMXR_LAYER_PROJECTION, .is_seen = {true, true}};
    for (int eye = 0; eye < SIMXR_EYE_COUNT; eye++) {
        layer.pictures[eye] =
            (struct simxr_picture){picture, SIDE, SIDE, SIDE * 4, SIMXR_PIXEL_RGBA8, true};
        layer.poses[eye] = views[eye].eye_in_world;
        layer.fovs[eye] = SQUARE;
    }
    return layer;
}

// One metre ahead of the head's middle, of one colour.
static struct simxr_layer quad(const uint8_t colour[4], float side_m)
{
    struct simxr_layer layer = {.kind = SIMXR_LAYER_QUAD, .is_seen = {true, true}};
    layer.pictures[0] = (struct simxr_picture){colour, 1, 1, 4, SIMXR_PIXEL_RGBA8, true};
    layer.poses[0] = pose_identity();
    layer.poses[0].at_m = (vec3s){{0.0f, 1.2f, -1.0f}};
    layer.width_m = layer.height_m = side_m;
    return layer;
}

static const uint8_t *seen(int eye, int x, int y)
{
    return compositor.rgba + 4 * (y * 2 * SIDE + eye * SIDE + x);
}

static void assert_colour(const uint8_t *p, int r, int g, int b, int tolerance)
{
    const int rgb[3] = {r, g, b};
    for (int c = 0; c < 3; c++) {
        if (abs(p[c] - rgb[c]) > tolerance) {
            fail_msg("saw %d %d %d, expected %d %d %d", p[0], p[1], p[2], r, g, b);
        }
    }
    assert_int_equal(p[3], 255);
}

static void without_layers_both_eyes_see_black(void **state)
{
    (void)state;
    memset(compositor.rgba, 99, SIDE * SIDE * 8);
    simxr_compositor_compose(&compositor, NULL, 0, views);
    for (int i = 0; i < SIDE * SIDE * 2; i++) {
        assert_colour(compositor.rgba + i * 4, 0, 0, 0, 0);
    }
}

static void a_projection_that_is_on_time_is_shown_pixel_for_pixel(void **state)
{
    (void)state;
    const struct simxr_layer layer = projection();
    simxr_compositor_compose(&compositor, &layer, 1, views);
    for (int i = 0; i < SIDE * SIDE; i++) {
        assert_colour(seen(0, i % SIDE, i / SIDE), i % SIDE * 4, i / SIDE * 4, 50, 0);
        assert_colour(seen(1, i % SIDE, i / SIDE), i % SIDE * 4, i / SIDE * 4, 50, 0);
    }
}

static void each_eye_gets_its_own_picture(void **state)
{
    (void)state;
    static const uint8_t green[4] = {0, 200, 0, 255};
    struct simxr_layer layer = projection();
    layer.pictures[1] = (struct simxr_picture){green, 1, 1, 4, SIMXR_PIXEL_RGBA8, true};
    simxr_compositor_compose(&compositor, &layer, 1, views);
    assert_colour(seen(0, 63, 10), 252, 40, 50, 0);
    assert_colour(seen(1, 63, 10), 0, 200, 0, 1);
}

// The head turned left by `turned` since the picture was drawn: what is seen moves to the right.
static void a_late_projection_is_turned_with_the_head(void **state)
{
    (void)state;
    struct simxr_layer layer = projection();
    const float turned_rad = 0.2f;
    for (int eye = 0; eye < 2; eye++) {
        layer.poses[eye].turn = pose_turn_yaw_pitch(-turned_rad, 0.0f);
    }
    simxr_compositor_compose(&compositor, &layer, 1, views);
    // Pixel x looks along tan = (x + .5) / 32 - 1; in the picture that is 0.2 rad further left.
    for (int x = 20; x < 60; x++) {
        const float tangent = ((float)x + 0.5f) / 32.0f - 1.0f;
        const float there = tanf(atanf(tangent) - turned_rad);
        const float column = (there + 1.0f) * 32.0f - 0.5f;
        if (column >= 0.0f && column < 63.0f) {
            assert_in_range(seen(0, x, 32)[0], (unsigned)fmaxf(column * 4.0f - 3.0f, 0.0f),
                            (unsigned)(column * 4.0f + 3.0f));
        }
    }
    // Nothing was drawn further left.
    assert_colour(seen(0, 0, 32), 0, 0, 0, 0);
}

static void a_step_aside_alone_turns_nothing(void **state)
{
    (void)state;
    struct simxr_layer layer = projection();
    layer.poses[0].at_m.x += 0.1f;
    simxr_compositor_compose(&compositor, &layer, 1, views);
    assert_colour(seen(0, 17, 40), 68, 160, 50, 0);
}

// The quad is in the middle; each eye sees it shifted the other way.
static void a_quad_stands_in_the_world_for_both_eyes(void **state)
{
    (void)state;
    static const uint8_t white[4] = {255, 255, 255, 255};
    const struct simxr_layer layer = quad(white, 0.5f);
    simxr_compositor_compose(&compositor, &layer, 1, views);
    // Half a metre at one metre is 16 pixels; 3 cm to the side is one.
    static const int left_edge[2] = {25, 23};
    for (int eye = 0; eye < 2; eye++) {
        assert_colour(seen(eye, left_edge[eye] - 1, 32), 0, 0, 0, 0);
        assert_colour(seen(eye, left_edge[eye] + 1, 32), 255, 255, 255, 0);
        assert_colour(seen(eye, left_edge[eye] + 14, 32), 255, 255, 255, 0);
        assert_colour(seen(eye, left_edge[eye] + 17, 32), 0, 0, 0, 0);
        assert_colour(seen(eye, 32, 23), 0, 0, 0, 0);
        assert_colour(seen(eye, 32, 25), 255, 255, 255, 0);
        assert_colour(seen(eye, 32, 41), 0, 0, 0, 0);
    }
}

static void a_quad_shows_its_picture_upright_and_unmirrored(void **state)
{
    (void)state;
    struct simxr_layer layer = quad(picture, 1.0f);
    layer.pictures[0] =
        (struct simxr_picture){picture, SIDE, SIDE, SIDE * 4, SIMXR_PIXEL_RGBA8, true};
    simxr_compositor_compose(&compositor, &layer, 1, views);
    const uint8_t *top_left = seen(0, 20, 20), *top_right = seen(0, 44, 20);
    const uint8_t *bottom_left = seen(0, 20, 44);
    assert_true(top_left[0] < top_right[0]);
    assert_true(abs(top_left[1] - top_right[1]) <= 2);
    assert_true(top_left[1] < bottom_left[1]);
}

static void a_quad_is_not_seen_from_behind_or_by_the_wrong_eye(void **state)
{
    (void)state;
    static const uint8_t white[4] = {255, 255, 255, 255};
    struct simxr_layer layer = quad(white, 0.5f);
    layer.poses[0].turn = pose_turn_yaw_pitch(3.14159265f, 0.0f);
    simxr_compositor_compose(&compositor, &layer, 1, views);
    assert_colour(seen(0, 32, 32), 0, 0, 0, 0);

    // Behind the wearer, its back to the wearer's.
    layer = quad(white, 50.0f);
    layer.poses[0].at_m.z = 1.0f;
    simxr_compositor_compose(&compositor, &layer, 1, views);
    assert_colour(seen(0, 32, 32), 0, 0, 0, 0);

    layer = quad(white, 0.5f);
    layer.is_seen[0] = false;
    simxr_compositor_compose(&compositor, &layer, 1, views);
    assert_colour(seen(0, 32, 32), 0, 0, 0, 0);
    assert_colour(seen(1, 32, 32), 255, 255, 255, 0);

    // Around the head: some corners are behind it.
    layer = quad(white, 50.0f);
    layer.poses[0].turn = pose_turn_yaw_pitch(1.2f, 0.0f);
    simxr_compositor_compose(&compositor, &layer, 1, views);
    assert_colour(seen(0, 32, 32), 255, 255, 255, 0);
}

static void layers_blend_in_linear_light_in_the_order_given(void **state)
{
    (void)state;
    static const uint8_t black[4] = {0, 0, 0, 255};
    static const struct {
        uint8_t colour[4];
        bool blends_alpha, is_unpremultiplied;
        uint8_t expected;
    } cases[] = {
        {{255, 255, 255, 128}, false, false, 255}, // alpha is ignored
        {{255, 255, 255, 128}, true, true, 188},   // half the light: sRGB 188
        {{188, 188, 188, 128}, true, false, 188},  // the same, multiplied beforehand
        {{255, 255, 255, 0}, true, true, 0},
        {{255, 255, 255, 0}, true, false, 255}, // premultiplied light without cover adds
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct simxr_layer layers[2] = {quad(black, 1.5f), quad(cases[i].colour, 0.5f)};
        layers[1].blends_alpha = cases[i].blends_alpha;
        layers[1].is_unpremultiplied = cases[i].is_unpremultiplied;
        const int e = cases[i].expected;
        simxr_compositor_compose(&compositor, layers, 2, views);
        assert_colour(seen(0, 32, 32), e, e, e, 1);

        // The other way round the black one covers.
        const struct simxr_layer swapped[2] = {layers[1], layers[0]};
        simxr_compositor_compose(&compositor, swapped, 2, views);
        assert_colour(seen(0, 32, 32), 0, 0, 0, 0);
    }
}

static void every_format_shows_the_same_colour_copied_or_sampled(void **state)
{
    (void)state;
    // Linear 1, 0.5, 0.25 is sRGB 255, 188, 137.
    static const uint8_t rgba_srgb[] = {255, 188, 137, 255};
    static const uint8_t bgra_srgb[] = {137, 188, 255, 255};
    static const uint8_t rgba[] = {255, 128, 64, 255};
    static const uint8_t bgra[] = {64, 128, 255, 255};
    static const uint16_t half[] = {0x3c00, 0x3800, 0x3400, 0x3c00};
    static const uint32_t ten = 1023u | 512u << 10 | 256u << 20 | 3u << 30;
    static const uint32_t eleven = 15u << 6 | (14u << 6) << 11 | (13u << 5) << 22;
    static const struct {
        const void *pixel;
        enum simxr_pixel format;
        bool is_srgb;
    } cases[] = {
        {rgba_srgb, SIMXR_PIXEL_RGBA8, true},     {bgra_srgb, SIMXR_PIXEL_BGRA8, true},
        {rgba, SIMXR_PIXEL_RGBA8, false},         {bgra, SIMXR_PIXEL_BGRA8, false},
        {half, SIMXR_PIXEL_RGBA16F, false},       {&ten, SIMXR_PIXEL_RGB10A2, false},
        {&eleven, SIMXR_PIXEL_R11G11B10F, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        static uint8_t filled[SIDE * SIDE * 8];
        const size_t bytes = simxr_compositor_pixel_bytes(cases[i].format);
        for (size_t p = 0; p < SIDE * SIDE; p++) {
            memcpy(filled + p * bytes, cases[i].pixel, bytes);
        }
        struct simxr_layer layer = projection();
        for (int eye = 0; eye < 2; eye++) {
            layer.pictures[eye] = (struct simxr_picture){
                filled, SIDE, SIDE, SIDE * bytes, cases[i].format, cases[i].is_srgb};
        }
        layer.poses[1].turn = pose_turn_yaw_pitch(0.01f, 0.0f); // the right eye's is sampled
        simxr_compositor_compose(&compositor, &layer, 1, views);
        assert_colour(seen(0, 32, 32), 255, 188, 137, 1);
        assert_colour(seen(1, 32, 32), 255, 188, 137, 1);
    }
}

static void light_out_of_range_is_cut_and_never_wraps(void **state)
{
    (void)state;
    static const uint16_t cases[][5] = {
        {0x7c00, 0xfc00, 0x7e00, 0x3c00, 0}, // infinity, -infinity, not a number
        {0x4900, 0xc900, 0x0001, 0x3c00, 0}, // 10, -10, the smallest
    };
    for (size_t i = 0; i < 2; i++) {
        struct simxr_layer layer = quad((const uint8_t *)cases[i], 1.0f);
        layer.pictures[0].pixel = SIMXR_PIXEL_RGBA16F;
        layer.pictures[0].row_bytes = 8;
        simxr_compositor_compose(&compositor, &layer, 1, views);
        assert_colour(seen(0, 32, 32), 255, 0, 0, 0);
    }
}

static void a_picture_all_around_is_seen_in_every_direction(void **state)
{
    (void)state;
    struct simxr_layer layer = {.kind = SIMXR_LAYER_EQUIRECT2, .is_seen = {true, true}};
    layer.pictures[0] =
        (struct simxr_picture){picture, SIDE, SIDE, SIDE * 4, SIMXR_PIXEL_RGBA8, true};
    layer.poses[0] = pose_identity();
    layer.central_rad = 6.2831853f;
    layer.upper_rad = 1.5707963f;
    layer.lower_rad = -1.5707963f;
    for (int i = 0; i < 2; i++) {
        layer.radius_m = i == 0 ? 0.0f : 1000.0f;
        simxr_compositor_compose(&compositor, &layer, 1, views);
        assert_colour(seen(0, 32, 32), 127, 127, 50, 3);
        // 45 degrees to the right is an eighth of the picture.
        assert_colour(seen(0, 63, 32), 158, 127, 50, 4);
    }
}

static void what_is_written_is_what_was_composed(void **state)
{
    (void)state;
    static const char path[] = "simxr-compositor-test.png";
    struct image image = {0};
    const struct simxr_layer layer = projection();
    simxr_compositor_compose(&compositor, &layer, 1, views);
    assert_int_equal(simxr_compositor_write(&compositor, path), ERR_OK);
    assert_int_equal(image_read(&image, path, NULL), ERR_OK);
    assert_int_equal(image.width_px, 2 * SIDE);
    assert_int_equal(image.height_px, SIDE);
    assert_memory_equal(image.rgba, compositor.rgba, SIDE * SIDE * 8);
    image_fini(&image);

    assert_int_equal(simxr_compositor_write_eye(&compositor, 1, path), ERR_OK);
    assert_int_equal(image_read(&image, path, NULL), ERR_OK);
    assert_int_equal(image.width_px, SIDE);
    assert_memory_equal(image.rgba + 4 * SIDE * 5, seen(1, 0, 5), SIDE * 4);
    image_fini(&image);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_layers_both_eyes_see_black),
        cmocka_unit_test(a_projection_that_is_on_time_is_shown_pixel_for_pixel),
        cmocka_unit_test(each_eye_gets_its_own_picture),
        cmocka_unit_test(a_late_projection_is_turned_with_the_head),
        cmocka_unit_test(a_step_aside_alone_turns_nothing),
        cmocka_unit_test(a_quad_stands_in_the_world_for_both_eyes),
        cmocka_unit_test(a_quad_shows_its_picture_upright_and_unmirrored),
        cmocka_unit_test(a_quad_is_not_seen_from_behind_or_by_the_wrong_eye),
        cmocka_unit_test(layers_blend_in_linear_light_in_the_order_given),
        cmocka_unit_test(every_format_shows_the_same_colour_copied_or_sampled),
        cmocka_unit_test(light_out_of_range_is_cut_and_never_wraps),
        cmocka_unit_test(a_picture_all_around_is_seen_in_every_direction),
        cmocka_unit_test(what_is_written_is_what_was_composed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
