// Pictures whose flashes were counted by hand.
#include "base/mem.h"
#include "safety/flash.h"
#include "safety/light.h"
#include "safety/limits.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SIDE = 96, RATE_HZ = 90 };

static struct arena arena;
static struct safety_view view;
static struct safety_flash flash, red;
static float values[SIDE * SIDE];

static int open_view(void **state)
{
    (void)state;
    if (safety_view_init(&view, SIDE, 90.0f, &arena) != ERR_OK) {
        return -1;
    }
    return safety_flash_init(&flash, &view, false, &arena) == ERR_OK &&
                   safety_flash_init(&red, &view, true, &arena) == ERR_OK
               ? 0
               : -1;
}

static int close_view(void **state)
{
    (void)state;
    arena_fini(&arena);
    return 0;
}

// Cells within `radius_deg` of straight ahead take `value`, the others `around`.
static void paint(float radius_deg, float value, float around)
{
    for (int i = 0; i < SIDE * SIDE; i++) {
        const float off_deg = acosf(fminf(-view.direction[i].z, 1.0f)) * 57.29578f;
        values[i] = off_deg <= radius_deg ? value : around;
    }
}

struct wave {
    float low, high, hz;
    bool is_square;
    float radius_deg, seconds;
};

// The most flashes a second, and the most of a disc beyond the limit.
static struct safety_flash_now play(struct safety_flash *kind, const struct wave *wave)
{
    struct safety_flash_now worst = {0};
    safety_flash_cut(kind);
    for (int n = 0; n < (int)(wave->seconds * RATE_HZ); n++) {
        const float t_s = (float)n / RATE_HZ;
        const float turn = wave->hz * t_s - floorf(wave->hz * t_s);
        const float part =
            wave->is_square ? (turn < 0.5f ? 0.0f : 1.0f) : 0.5f - 0.5f * cosf(6.2831853f * turn);
        paint(wave->radius_deg, wave->low + (wave->high - wave->low) * part, 50.0f);
        const struct safety_flash_now now = safety_flash_push(kind, values, t_s);
        worst.per_s = fmaxf(worst.per_s, now.per_s);
        if (now.share > worst.share) {
            worst.share = now.share;
            worst.centre = now.centre;
        }
    }
    return worst;
}

// A 10-degree disc is 0.0239 sr, a quarter of it WCAG's 0.006 sr; a view of 90 degrees each way is
// a sixth of the sphere.
static void angles_are_what_geometry_says(void **state)
{
    (void)state;
    assert_float_equal(view.disc_sr, 0.02391f, 0.0001f);
    assert_float_equal(view.whole_sr, 4.0f * 3.14159265f / 6.0f, 0.001f);
    float area_sr = 0.0f;
    const int middle = view.disc_count / 2;
    for (uint32_t k = view.disc_at[middle]; k < view.disc_at[middle + 1]; k++) {
        area_sr += view.solid_sr[view.disc_pixels[k]];
    }
    assert_float_equal(area_sr / view.disc_sr, 1.0f, 0.12f); // cells of a degree are coarse
}

static void four_a_second_are_counted_as_four(void **state)
{
    (void)state;
    static const struct wave square = {40.0f, 80.0f, 4.0f, true, 20.0f, 3.0f};
    static const struct wave sine = {40.0f, 80.0f, 4.0f, false, 20.0f, 3.0f};
    assert_float_equal(play(&flash, &square).per_s, 4.0f, 0.01f);
    const struct safety_flash_now now = play(&flash, &sine);
    assert_float_equal(now.per_s, 4.0f, 0.01f);
    assert_float_equal(now.share, 1.0f, 0.15f);
}

static void breathing_light_is_no_flash(void **state)
{
    (void)state;
    static const struct wave breath = {20.0f, 120.0f, 0.2f, false, 60.0f, 15.0f};
    assert_true(play(&flash, &breath).per_s <= 0.5f);
}

// 9 cd/m2 are none, 11 are; 160 to 169 (contrast 1/37) are none, 160 to 171 (1/30) are.
static void a_change_too_small_is_none(void **state)
{
    (void)state;
    static const struct {
        float low, high, per_s;
    } cases[] = {
        {50.0f, 59.0f, 0.0f}, {50.0f, 61.0f, 4.0f}, {160.0f, 169.0f, 0.0f}, {160.0f, 171.0f, 4.0f}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct wave wave = {cases[i].low, cases[i].high, 4.0f, true, 20.0f, 3.0f};
        assert_float_equal(play(&flash, &wave).per_s, cases[i].per_s, 0.01f);
    }
}

// Of a disc of 5 degrees' radius, one of 1.6 covers a tenth, one of 3.2 four tenths.
static void a_small_spot_is_none(void **state)
{
    (void)state;
    static const struct wave small = {40.0f, 80.0f, 4.0f, true, 1.6f, 3.0f};
    static const struct wave large = {40.0f, 80.0f, 4.0f, true, 3.2f, 3.0f};
    assert_true(play(&flash, &small).per_s == 0.0f);
    const struct safety_flash_now now = play(&flash, &large);
    assert_float_equal(now.per_s, 4.0f, 0.01f);
    assert_float_equal(now.share, 0.4f, 0.12f);
    assert_true(now.centre.z < -0.99f); // where it is
}

// Sparkle: every second cell, each in its own time, so that the disc's mean hardly changes.
static void sparks_out_of_step_are_flashes_too(void **state)
{
    (void)state;
    float most = 0.0f;
    safety_flash_cut(&flash);
    for (int n = 0; n < 2 * RATE_HZ; n++) {
        for (int i = 0; i < SIDE * SIDE; i++) {
            const int late = (int)((uint32_t)i * 2654435761u >> 28); // 0..15 pictures
            values[i] = i % 2 && (n + late) / 11 % 2 ? 90.0f : 50.0f;
        }
        most = fmaxf(most, safety_flash_push(&flash, values, (float)n / RATE_HZ).per_s);
    }
    assert_float_equal(most, 4.0f, 0.51f);
}

// Two a second hold, two and a half do not.
static void the_limit_is_where_it_says(void **state)
{
    (void)state;
    const struct wave two = {40.0f, 80.0f, 2.0f, true, 20.0f, 4.0f};
    const struct wave more = {40.0f, 80.0f, 2.5f, true, 20.0f, 4.0f};
    assert_true(play(&flash, &two).per_s <= SAFETY_FLASH_PER_S);
    assert_true(play(&flash, &more).per_s > SAFETY_FLASH_PER_S);
}

static void a_cut_is_no_flash(void **state)
{
    (void)state;
    safety_flash_cut(&flash);
    for (int n = 0; n < 40; n++) {
        safety_flash_cut(&flash);
        paint(60.0f, n % 2 ? 100.0f : 10.0f, 50.0f);
        assert_true(safety_flash_push(&flash, values, (float)n * 0.1f).per_s == 0.0f);
    }
}

static uint8_t picture[SIDE * SIDE * 4];

static struct safety_flash_now strobe(uint8_t r, uint8_t g, uint8_t b)
{
    struct safety_flash_now worst = {0};
    struct safety_light light = {0};
    assert_int_equal(safety_light_init(&light, SIDE, &arena), ERR_OK);
    safety_flash_cut(&red);
    for (int n = 0; n < 2 * RATE_HZ; n++) {
        const bool is_on = n / 11 % 2; // 4.09 a second
        for (size_t i = 0; i < sizeof picture; i += 4) {
            picture[i] = is_on ? r : 20;
            picture[i + 1] = is_on ? g : 20;
            picture[i + 2] = is_on ? b : 20;
        }
        safety_light_read(&light, picture, SIDE, 1, 250.0f);
        const struct safety_flash_now now = safety_flash_push(&red, light.red, (float)n / RATE_HZ);
        worst.per_s = fmaxf(worst.per_s, now.per_s);
    }
    return worst;
}

static void red_counts_when_it_is_saturated(void **state)
{
    (void)state;
    assert_true(strobe(255, 0, 0).per_s >= 4.0f);
    assert_true(strobe(120, 0, 0).per_s >= 4.0f);     // 10 cd/m2, and yet
    assert_true(strobe(255, 200, 120).per_s == 0.0f); // a lantern
    assert_true(strobe(0, 255, 0).per_s == 0.0f);
    assert_true(strobe(255, 255, 255).per_s == 0.0f);
}

// sRGB 188 is half of white: 125 cd/m2 of 250. A cell is the mean of its pixels' light, not of
// their numbers: black and white make half.
static void light_is_read_in_linear_units(void **state)
{
    (void)state;
    struct safety_light light = {0};
    assert_int_equal(safety_light_init(&light, 2, &arena), ERR_OK);
    uint8_t pixels[4 * 4 * 4];
    for (int i = 0; i < 16; i++) {
        const bool is_right = i % 4 >= 2;
        const uint8_t value = is_right ? 188 : (i % 2 ? 255 : 0);
        pixels[4 * i] = pixels[4 * i + 1] = pixels[4 * i + 2] = value;
    }
    safety_light_read(&light, pixels, 4, 2, 250.0f);
    assert_float_equal(light.nits[0], 125.0f, 0.1f);
    assert_float_equal(light.nits[1], 125.7f, 0.5f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(angles_are_what_geometry_says),
        cmocka_unit_test(four_a_second_are_counted_as_four),
        cmocka_unit_test(breathing_light_is_no_flash),
        cmocka_unit_test(a_change_too_small_is_none),
        cmocka_unit_test(a_small_spot_is_none),
        cmocka_unit_test(sparks_out_of_step_are_flashes_too),
        cmocka_unit_test(the_limit_is_where_it_says),
        cmocka_unit_test(a_cut_is_no_flash),
        cmocka_unit_test(red_counts_when_it_is_saturated),
        cmocka_unit_test(light_is_read_in_linear_units),
    };
    return cmocka_run_group_tests(tests, open_view, close_view);
}
