// A place that is a photo: quiet, and brighter for slow breathing, never darker.
#include "base/mem.h"
#include "world/world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct scene GARDEN = {
    .place = SCENE_PLACE_PHOTO,
    .minutes = 15.0f,
    .photo_yaw_deg = 90.0f,
    .photo_brightness = 0.6f,
};

static struct arena arena;
static struct world world;
static struct stage stage;

static int arrive(void **state)
{
    (void)state;
    return world_init(&world, &GARDEN, WORLD_DETAIL_LOW, WORLD_DETAIL_FULL, &arena) == ERR_OK ? 0
                                                                                              : -1;
}

static int leave(void **state)
{
    (void)state;
    arena_fini(&arena);
    return mem_live() == 0 ? 0 : -1;
}

// Breathes at one rate for a while; the largest step of brightness a frame.
static float breathe(double from_s, double to_s, float rate_bpm, bool is_sure)
{
    float most = 0.0f;
    for (double s = from_s; s < to_s; s += 1.0 / 72.0) {
        const float before = stage.photo.brightness;
        const struct world_input input = {
            .scene_s = s, .left_s = 900.0, .breath = {.rate_bpm = rate_bpm, .is_sure = is_sure}};
        world_stage(&world, &input, &stage);
        assert_true(s <= from_s || stage.photo.brightness >= before);
        most = s > from_s ? fmaxf(most, stage.photo.brightness - before) : most;
    }
    return most;
}

static void nothing_but_the_photo_is_there(void **state)
{
    (void)state;
    breathe(0.0, 1.0, 0.0f, false);
    assert_true(stage.photo.is_shown);
    assert_int_equal(stage.draw_count + stage.sound_count, 0);
    assert_false(stage.has_water);
    assert_float_equal(stage.photo.brightness, 0.6f, 1e-6f);
    // Its middle hangs to the left.
    const vec3s middle = glms_quat_rotatev(stage.photo.turn, (vec3s){{0.0f, 0.0f, -1.0f}});
    assert_float_equal(middle.x, -1.0f, 1e-5f);
}

static void slow_breathing_brightens_slowly_and_for_good(void **state)
{
    (void)state;
    breathe(0.0, 30.0, 6.0f, false); // not sure: nothing
    assert_float_equal(stage.photo.brightness, 0.6f, 1e-6f);
    breathe(30.0, 60.0, 16.0f, true); // quick: nothing
    assert_float_equal(stage.photo.brightness, 0.6f, 1e-6f);
    assert_true(breathe(60.0, 130.0, 6.0f, true) < 1e-4f);
    assert_float_equal(stage.photo.brightness, 0.72f, 1e-4f);
    breathe(130.0, 140.0, 20.0f, true);
    assert_float_equal(stage.photo.brightness, 0.72f, 1e-4f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_but_the_photo_is_there, arrive, leave),
        cmocka_unit_test_setup_teardown(slow_breathing_brightens_slowly_and_for_good, arrive,
                                        leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
