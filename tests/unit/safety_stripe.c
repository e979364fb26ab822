// Gratings of known contrast, width and speed, and pictures that are none.
#include "base/mem.h"
#include "safety/limits.h"
#include "safety/luminance.h"
#include "safety/stripe.h"
#include "safety/view.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SIDE = 768 };

static const float TAN_HALF = 1.0f; // 90 degrees
static const float DT_S = 1.0f / 90.0f;

static float now[SIDE * SIDE], later[SIDE * SIDE];

struct grating {
    float mean_nits, contrast, cpd, turn_deg, hz;
    float within_deg; // of straight ahead; beyond it is even
    bool is_square;
    float at_deg; // middle of what is within: right and down
};

static void draw(float *nits, const struct grating *grating, float t_s)
{
    const float across = cosf(glm_rad(grating->turn_deg)), up = sinf(glm_rad(grating->turn_deg));
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            const float x_deg = glm_deg(atanf(((float)x + 0.5f) / SIDE * 2.0f - 1.0f));
            const float y_deg = glm_deg(atanf(((float)y + 0.5f) / SIDE * 2.0f - 1.0f));
            const float cycles = grating->cpd * (x_deg * across + y_deg * up) - grating->hz * t_s;
            const float wave = sinf(6.2831853f * cycles);
            const float shape = grating->is_square ? (wave < 0.0f ? -1.0f : 1.0f) : wave;
            const bool is_in =
                hypotf(x_deg - grating->at_deg, y_deg - grating->at_deg) < grating->within_deg;
            nits[y * SIDE + x] =
                grating->mean_nits * (1.0f + (is_in ? grating->contrast * shape : 0.0f));
        }
    }
}

static struct safety_stripe find(const struct grating *grating)
{
    struct arena arena = {0};
    struct safety_stripe found;
    draw(now, grating, 0.0f);
    draw(later, grating, DT_S);
    assert_int_equal(safety_stripe_find(now, later, SIDE, TAN_HALF, DT_S, &arena, &found), ERR_OK);
    arena_fini(&arena);
    return found;
}

static void a_standing_grating_is_found_in_any_direction(void **state)
{
    (void)state;
    for (float turn_deg = 0.0f; turn_deg < 180.0f; turn_deg += 35.0f) {
        const struct grating grating = {60.0f, 0.4f, 1.5f, turn_deg, 0.0f, 22.0f, false, 0.0f};
        const struct safety_stripe found = find(&grating);
        assert_float_equal(found.contrast, 0.4f, 0.07f);
        assert_true(found.moving == 0.0f);
        assert_float_equal(found.cpd, 1.5f, 0.2f);
    }
}

static void bold_bars_count_more_than_their_contrast(void **state)
{
    (void)state;
    const struct grating bars = {60.0f, 0.4f, 1.0f, 90.0f, 0.0f, 90.0f, true, 0.0f};
    assert_float_equal(find(&bars).contrast, 0.4f * 4.0f / 3.14159f, 0.05f); // the first harmonic
}

static void motion_is_told_in_pairs_a_second(void **state)
{
    (void)state;
    const struct grating moving = {60.0f, 0.3f, 1.2f, 0.0f, 6.0f, 90.0f, false, 0.0f};
    const struct safety_stripe found = find(&moving);
    assert_float_equal(found.moving, 0.3f, 0.04f);
    assert_true(found.contrast == 0.0f);
    assert_float_equal(found.hz, 6.0f, 0.6f);
}

static void what_is_dim_small_or_wide_is_none(void **state)
{
    (void)state;
    const struct grating dim = {13.0f, 0.5f, 1.5f, 0.0f, 0.0f, 90.0f, false, 0.0f};
    // One patch's middle is 3.2 degrees right and down: it alone sees all of this one.
    const struct grating small = {60.0f, 0.9f, 1.5f, 0.0f, 0.0f, 3.8f, false, 3.2f};
    const struct grating wide = {60.0f, 0.6f, 0.1f, 0.0f, 0.0f, 90.0f, false, 0.0f};
    assert_true(find(&dim).contrast == 0.0f);
    assert_true(find(&small).contrast < SAFETY_STRIPE_STILL);
    assert_true(find(&wide).contrast == 0.0f);
}

// Noise of every size, from a hash: what foliage and water are like.
static void texture_is_no_stripes(void **state)
{
    (void)state;
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            float sum = 60.0f;
            for (int cell = 4; cell <= 64; cell *= 2) {
                uint32_t h = (uint32_t)(x / cell) * 73856093u ^ (uint32_t)(y / cell) * 19349663u ^
                             (uint32_t)cell * 83492791u;
                h = (h ^ (h >> 15)) * 2246822519u;
                h = (h ^ (h >> 13)) * 3266489917u;
                sum += ((float)(h >> 16 & 255) / 255.0f - 0.5f) * 30.0f;
            }
            now[y * SIDE + x] = later[y * SIDE + x] = sum;
        }
    }
    struct arena arena = {0};
    struct safety_stripe found;
    assert_int_equal(safety_stripe_find(now, later, SIDE, TAN_HALF, DT_S, &arena, &found), ERR_OK);
    arena_fini(&arena);
    assert_true(found.contrast == 0.0f && found.moving == 0.0f);
    assert_true(found.regular < SAFETY_STRIPE_REGULAR);
}

// Half of the view at 100, half at 20 cd/m2: 60. From there to 90 in half a second: 30.
static void the_view_has_a_mean_and_a_change(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct safety_view view;
    float nits[16 * 16];
    assert_int_equal(safety_view_init(&view, 16, 90.0f, &arena), ERR_OK);
    struct safety_luminance luminance = {.view = &view};
    for (int i = 0; i < 16 * 16; i++) {
        nits[i] = i % 16 < 8 ? 100.0f : 20.0f;
    }
    struct safety_luminance_now is = safety_luminance_push(&luminance, nits, 0.0f);
    assert_float_equal(is.mean_nits, 60.0f, 0.01f);
    assert_true(is.change == 0.0f);
    for (int i = 0; i < 16 * 16; i++) {
        nits[i] = 90.0f;
    }
    is = safety_luminance_push(&luminance, nits, 0.5f);
    assert_float_equal(is.change, 30.0f, 0.01f);
    is = safety_luminance_push(&luminance, nits, 1.4f); // the first picture is too old by now
    assert_true(is.change == 0.0f);
    arena_fini(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_standing_grating_is_found_in_any_direction),
        cmocka_unit_test(bold_bars_count_more_than_their_contrast),
        cmocka_unit_test(motion_is_told_in_pairs_a_second),
        cmocka_unit_test(what_is_dim_small_or_wide_is_none),
        cmocka_unit_test(texture_is_no_stripes),
        cmocka_unit_test(the_view_has_a_mean_and_a_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
