// When the sky is baked anew: bit by bit as its light moves, all at once only when it jumps.
#include "render/sky.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka wants the four headers above first.
#include <cmocka.h>

static struct stage stage;

static struct render_sky shown(vec3s sun_direction)
{
    stage = (struct stage){.light.exposure = 1.0f};
    stage.sky.zenith = (vec3s){{0.05f, 0.08f, 0.2f}};
    stage.sky.sun_direction = glms_vec3_normalize(sun_direction);
    return (struct render_sky){.baked = stage.sky, .baked_exposure = 1.0f, .has_baked = true};
}

// Whether the next bake is of whole faces.
static bool is_whole(struct render_sky *sky)
{
    return render_sky_next(sky, &stage).extent.height == RENDER_PASS_SKY_PX;
}

static void the_first_is_whole(void **state)
{
    (void)state;
    struct render_sky sky = shown((vec3s){{0.0f, 0.1f, -1.0f}});
    assert_false(render_sky_is_stale(&sky, &stage));
    sky.has_baked = false;
    assert_true(render_sky_is_stale(&sky, &stage));
    assert_true(is_whole(&sky));
    assert_false(render_sky_is_stale(&sky, &stage));
}

static void slow_change_goes_face_by_face_in_strips(void **state)
{
    (void)state;
    struct render_sky sky = shown((vec3s){{0.0f, 0.1f, -1.0f}});
    stage.sky.zenith.z += 0.001f;
    uint32_t rows = 0;
    int bakes = 0;
    for (; render_sky_is_stale(&sky, &stage) && bakes < 100; bakes++) {
        rows += render_sky_next(&sky, &stage).extent.height;
    }
    assert_int_equal(rows, RENDER_PASS_SKY_PX);
    assert_true(bakes > 1);
    stage.sky.zenith.z += 0.1f;
    assert_true(is_whole(&sky));
}

// Where a direction points below the horizon, to the left and ahead, all its parts are negative:
// nothing of it is more than nothing, and yet the same direction is no change.
static void a_sun_that_has_set_is_no_jump(void **state)
{
    (void)state;
    struct render_sky sky = shown((vec3s){{-0.4f, -0.01f, -1.0f}});
    assert_false(render_sky_is_stale(&sky, &stage));
    stage.sky.sun_direction =
        glms_vec3_normalize((vec3s){{-0.4f, -0.015f, -1.0f}}); // several frames' worth
    assert_true(render_sky_is_stale(&sky, &stage));
    assert_false(is_whole(&sky));
}

// Strips of two brightnesses would be seen to move down the sky.
static void light_that_breathes_is_followed_as_a_whole(void **state)
{
    (void)state;
    struct render_sky sky = shown((vec3s){{0.0f, 0.1f, -1.0f}});
    stage.light.exposure = 1.004f;
    assert_true(render_sky_is_stale(&sky, &stage));
    assert_false(is_whole(&sky));
    stage.light.exposure = 1.014f; // as 30 % at 0.2 Hz do from one frame to the next
    assert_true(is_whole(&sky));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_is_whole),
        cmocka_unit_test(slow_change_goes_face_by_face_in_strips),
        cmocka_unit_test(a_sun_that_has_set_is_no_jump),
        cmocka_unit_test(light_that_breathes_is_followed_as_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
