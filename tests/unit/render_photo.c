// A photo all around: every direction shows its own colour, in both eyes, wherever one looks.
#include "image/image.h"
#include "render_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIZE = 96, WIDTH = 1024, HEIGHT = 512 };

static struct render_still *still;
static uint8_t picture[2 * SIZE * SIZE * 4];

static float encoded(float linear)
{
    return linear <= 0.0031308f ? linear * 12.92f : 1.055f * powf(linear, 1.0f / 2.4f) - 0.055f;
}

// Light by direction: smooth over the whole sphere, so that a seam would be its only edge.
static vec3s light_of(vec3s d)
{
    return (vec3s){{0.5f + 0.4f * d.x, 0.5f + 0.4f * d.y, 0.5f + 0.4f * d.z}};
}

static enum err load_photo(void)
{
    struct image image = {0};
    enum err err = image_init(&image, WIDTH, HEIGHT);
    for (int i = 0; err == ERR_OK && i < WIDTH * HEIGHT; i++) {
        const float up = GLM_PIf * (0.5f - ((float)(i / WIDTH) + 0.5f) / HEIGHT);
        const float right = 2.0f * GLM_PIf * (((float)(i % WIDTH) + 0.5f) / WIDTH - 0.5f);
        const vec3s light =
            light_of((vec3s){{cosf(up) * sinf(right), sinf(up), -cosf(up) * cosf(right)}});
        for (int c = 0; c < 3; c++) {
            image.rgba[i * 4 + c] = (uint8_t)lrintf(255.0f * encoded(light.raw[c]));
        }
        image.rgba[i * 4 + 3] = 255;
    }
    err = err == ERR_OK ? render_set_photo(render, &image) : err;
    image_fini(&image);
    return err;
}

static int open_renderer(void **state)
{
    (void)state;
    if (fixture_open() != ERR_OK || load_photo() != ERR_OK) {
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

static struct stage photo_stage(void)
{
    struct stage stage = fixture_stage();
    stage.photo =
        (struct stage_photo){.is_shown = true, .turn = pose_identity().turn, .brightness = 1.0f};
    return stage;
}

static void draw(const struct stage *stage, versors head)
{
    struct view eyes[RENDER_EYE_COUNT];
    fixture_eyes(eyes);
    for (int i = 0; i < RENDER_EYE_COUNT; i++) {
        eyes[i].eye_in_world.turn = head;
    }
    assert_int_equal(render_still_draw(still, stage, eyes, picture), ERR_OK);
    assert_int_equal(gpu.validation_messages, 0);
}

// How far any channel of any pixel of both eyes is from what its direction has, of 255.
static int worst(versors photo_from_head, float share)
{
    int most = 0;
    for (int i = 0; i < 2 * SIZE * SIZE; i++) {
        const int x = i % SIZE, y = i / (2 * SIZE);
        const vec3s ray = {{2.0f * ((float)x + 0.5f) / SIZE - 1.0f,
                            1.0f - 2.0f * ((float)y + 0.5f) / SIZE, -1.0f}};
        const vec3s light = light_of(glms_vec3_normalize(glms_quat_rotatev(photo_from_head, ray)));
        for (int c = 0; c < 3; c++) {
            const int wanted = (int)lrintf(255.0f * encoded(light.raw[c] * share));
            const int off = abs((int)picture[i * 4 + c] - wanted);
            most = off > most ? off : most;
        }
    }
    return most;
}

// Ahead, over the seam behind, and straight up and down.
static void every_direction_has_its_colour(void **state)
{
    (void)state;
    static const float looks_deg[][2] = {{0, 0},     {75, 10},  {180, 0}, {179.9f, -40},
                                         {0, 89.9f}, {30, -90}, {180, 90}};
    const struct stage stage = photo_stage();
    for (size_t i = 0; i < sizeof looks_deg / sizeof looks_deg[0]; i++) {
        const versors head =
            pose_turn_yaw_pitch(glm_rad(looks_deg[i][0]), glm_rad(looks_deg[i][1]));
        draw(&stage, head);
        const int off = worst(head, 1.0f);
        if (off > 2) { // rounding, twice
            fail_msg("looking %g, %g: off by %d", (double)looks_deg[i][0], (double)looks_deg[i][1],
                     off);
        }
    }
}

static void it_turns_darkens_and_fades(void **state)
{
    (void)state;
    struct stage stage = photo_stage();
    stage.photo.turn = pose_turn_yaw_pitch(0.7f, 0.2f);
    stage.photo.brightness = 0.6f;
    stage.fade = 0.5f;
    draw(&stage, pose_identity().turn);
    assert_in_range(worst(glms_quat_conjugate(stage.photo.turn), 0.3f), 0, 2);
}

// Once there is none, all is black; and a photo that comes back is seen at once.
static void it_goes_and_comes_back(void **state)
{
    (void)state;
    const struct stage stage = photo_stage();
    assert_int_equal(render_set_photo(render, NULL), ERR_OK);
    draw(&stage, pose_identity().turn);
    for (int i = 0; i < 2 * SIZE * SIZE; i++) {
        assert_int_equal(picture[i * 4] + picture[i * 4 + 1] + picture[i * 4 + 2], 0);
    }
    assert_int_equal(load_photo(), ERR_OK);
    draw(&stage, pose_identity().turn);
    assert_in_range(worst(pose_identity().turn, 1.0f), 0, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_direction_has_its_colour),
        cmocka_unit_test(it_turns_darkens_and_fades),
        cmocka_unit_test(it_goes_and_comes_back),
    };
    if (!fixture_has_device()) {
        return FIXTURE_SKIP;
    }
    return cmocka_run_group_tests(tests, open_renderer, close_renderer);
}
