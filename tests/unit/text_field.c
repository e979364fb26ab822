#include "text/field.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static struct text_field field; // large: not on the stack

// By trying every pixel: the distance to the nearest one on the other side, less half a pixel.
static double distance_by_hand(const uint8_t *pixels, int width, int height, int x, int y)
{
    const bool is_in = x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x] == 255;
    double nearest = 1e9;
    for (int j = -40; j < height + 40; j++) {
        for (int i = -40; i < width + 40; i++) {
            const bool other =
                i >= 0 && j >= 0 && i < width && j < height && pixels[j * width + i] == 255;
            if (other != is_in) {
                nearest = fmin(nearest, hypot(i - x, j - y));
            }
        }
    }
    return is_in ? nearest : -nearest;
}

static void distances_are_those_found_by_trying_every_pixel(void **state)
{
    (void)state;
    enum { WIDTH = 17, HEIGHT = 12 };
    uint8_t pixels[WIDTH * HEIGHT] = {0};
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        const int x = i % WIDTH, y = i / WIDTH;
        const bool ring = hypot(x - 6, y - 6) < 5.5 && hypot(x - 6, y - 6) > 2.0;
        pixels[i] = ring || x == 15 ? 255 : 0;
    }
    int left = 0, top = 0;
    const struct text_field_coverage coverage = {pixels, WIDTH, HEIGHT, WIDTH, 3, 9};
    assert_true(text_field_make(&field, &coverage, &left, &top));
    assert_int_equal(left, 1 - 8);
    assert_int_equal(top, 5 + 8);
    for (int y = 0; y < (int)field.height; y++) {
        for (int x = 0; x < (int)field.width; x++) {
            double sum = 0.0;
            for (int i = 0; i < 4; i++) {
                const int fine_x = (x + left) * 2 + i % 2 - 3;
                const int fine_y = (y - top) * 2 + i / 2 + 9;
                sum += distance_by_hand(pixels, WIDTH, HEIGHT, fine_x, fine_y);
            }
            const double expected = fmin(fmax(128.0 + sum / 4.0 * 127.0 / 16.0, 0.0), 255.0);
            assert_true(fabs(expected - field.pixels[y * (int)field.width + x]) <= 1.0);
        }
    }
}

static void the_border_is_outside(void **state)
{
    (void)state;
    uint8_t pixels[30 * 30];
    for (size_t i = 0; i < sizeof pixels; i++) {
        pixels[i] = 255;
    }
    static const int lefts[] = {0, 1, -1, -7};
    for (size_t i = 0; i < sizeof lefts / sizeof lefts[0]; i++) {
        int left = 0, top = 0;
        const struct text_field_coverage coverage = {pixels, 30, 30, 30, lefts[i], lefts[i]};
        assert_true(text_field_make(&field, &coverage, &left, &top));
        for (uint32_t x = 0; x < field.width; x++) {
            assert_true(field.pixels[x] < 12);
            assert_true(field.pixels[(field.height - 1) * field.width + x] < 12);
        }
    }
}

static void a_glyph_too_large_is_refused(void **state)
{
    (void)state;
    static uint8_t pixels[400 * 400];
    int left = 0, top = 0;
    const struct text_field_coverage wide = {pixels, 400, 10, 400, 0, 0};
    assert_false(text_field_make(&field, &wide, &left, &top));
    const struct text_field_coverage tall = {pixels, 10, 370, 10, 0, 0};
    assert_false(text_field_make(&field, &tall, &left, &top));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_are_those_found_by_trying_every_pixel),
        cmocka_unit_test(the_border_is_outside),
        cmocka_unit_test(a_glyph_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
