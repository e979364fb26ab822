// Hand-made stages drawn small: what both eyes must see.
#include "base/mem.h"
#include "render/render.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { SIZE = 128, NO_DEVICE = 77 };

static struct gpu gpu;
static struct render *render;
static struct render_still *still;
static uint8_t picture[2 * SIZE * SIZE * 4];

enum { RED, GREEN, COLOR_COUNT };

static struct stage_vertex squares[COLOR_COUNT][4];
static const uint32_t square_indices[] = {0, 1, 2, 0, 2, 3};

static void make_squares(struct stage_geometry *out)
{
    static const vec3s corners[4] = {
        {{-0.5f, -0.5f, 0.0f}}, {{0.5f, -0.5f, 0.0f}}, {{0.5f, 0.5f, 0.0f}}, {{-0.5f, 0.5f, 0.0f}}};
    *out = (struct stage_geometry){.mesh_count = COLOR_COUNT};
    for (int color = 0; color < COLOR_COUNT; color++) {
        for (int i = 0; i < 4; i++) {
            squares[color][i] = (struct stage_vertex){
                .at_m = corners[i],
                .normal = {{0.0f, 0.0f, 1.0f}},
                .albedo = {color == RED ? 255 : 0, color == GREEN ? 255 : 0, 0, 255},
            };
        }
        out->meshes[color] = (struct stage_mesh){"square", squares[color], square_indices, 4, 6};
    }
}

static int open_renderer(void **state)
{
    (void)state;
    if (gpu_init(&gpu, &(struct gpu_desc){.want_validation = true}) != ERR_OK) {
        return -1;
    }
    if (render_create(&(struct render_desc){.gpu = &gpu}, &render) != ERR_OK) {
        return -1;
    }
    struct stage_geometry geometry;
    make_squares(&geometry);
    if (render_load(render, &geometry) != ERR_OK) {
        return -1;
    }
    return render_still_create(render, SIZE, SIZE, &still) == ERR_OK ? 0 : -1;
}

static int close_renderer(void **state)
{
    (void)state;
    render_still_destroy(still);
    render_destroy(render);
    gpu_fini(&gpu);
    return 0;
}

static struct stage dark_stage(void)
{
    struct stage stage = {.fade = 1.0f};
    stage.light.exposure = 1.0f;
    stage.light.sky_ambient = stage.light.ground_ambient = (vec3s){{0.8f, 0.8f, 0.8f}};
    stage.light.key_direction = (vec3s){{0.8f, 0.6f, 0.0f}};
    stage.sky.sun_direction = stage.light.key_direction;
    return stage;
}

// A square of one colour, facing the reader, lit from all around.
static void add_square(struct stage *stage, vec3s at_m, float size_m, uint16_t color)
{
    struct stage_draw *draw = stage_add_draw(stage);
    draw->world_from_mesh = glms_scale_uni(glms_translate_make(at_m), size_m);
    draw->mesh = color;
    draw->radius_m = 0.8f;
}

static void look(struct view eyes[RENDER_EYE_COUNT])
{
    for (int i = 0; i < RENDER_EYE_COUNT; i++) {
        eyes[i] = (struct view){
            .eye_in_world = pose_identity(),
            .fov = {-0.785398f, 0.785398f, 0.785398f, -0.785398f},
        };
        eyes[i].eye_in_world.at_m.x = i == 0 ? -0.032f : 0.032f;
    }
}

static void draw(const struct stage *stage)
{
    struct view eyes[RENDER_EYE_COUNT];
    look(eyes);
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
    struct stage stage = dark_stage();
    add_square(&stage, (vec3s){{0.0f, 0.0f, -1.0f}}, 0.2f, RED);
    draw(&stage);
    // 64 mm at 1 m, 64 px a unit of tangent: 4.1 px.
    assert_true(fabs(red_column(0) - red_column(1) - 4.096) < 0.6);
}

static void near_hides_far_in_either_order(void **state)
{
    (void)state;
    for (int order = 0; order < 2; order++) {
        struct stage stage = dark_stage();
        const vec3s near_m = {{0.0f, 0.0f, -1.0f}}, far_m = {{0.0f, 0.0f, -3.0f}};
        add_square(&stage, order ? far_m : near_m, 1.0f, order ? GREEN : RED);
        add_square(&stage, order ? near_m : far_m, 1.0f, order ? RED : GREEN);
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
    struct stage stage = dark_stage();
    add_square(&stage, (vec3s){{0.0f, 0.6f, -1.0f}}, 0.4f, GREEN);
    draw(&stage);
    const int full = pixel(0, SIZE / 2, SIZE / 5)[1];
    assert_true(full > 100);
    assert_int_equal(pixel(0, SIZE / 2, SIZE * 4 / 5)[1], 0);
    stage.fade = 0.0f;
    draw(&stage);
    assert_int_equal(pixel(0, SIZE / 2, SIZE / 5)[1], 0);
}

static void a_hundred_steady_frames_make_nothing(void **state)
{
    (void)state;
    struct stage stage = dark_stage();
    add_square(&stage, (vec3s){{0.0f, 0.0f, -2.0f}}, 1.0f, RED);
    draw(&stage);
    const long heap = mem_count(), memory = gpu.memory_allocations, pipes = gpu.pipelines_created;
    for (int i = 0; i < 100; i++) {
        stage.scene_s += 0.011;
        stage.sky.zenith.x = (float)i * 0.001f;
        draw(&stage);
    }
    assert_int_equal(mem_count(), heap);
    assert_int_equal(gpu.memory_allocations, memory);
    assert_int_equal(gpu.pipelines_created, pipes);
}

int main(void)
{
    struct gpu probe = {0};
    const enum err err = gpu_init(&probe, &(struct gpu_desc){0});
    gpu_fini(&probe);
    if (err != ERR_OK) {
        printf("skipped: no Vulkan device that can draw here\n");
        return NO_DEVICE;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_near_thing_is_further_right_in_the_left_eye),
        cmocka_unit_test(near_hides_far_in_either_order),
        cmocka_unit_test(up_is_up_and_fade_darkens),
        cmocka_unit_test(a_hundred_steady_frames_make_nothing),
    };
    return cmocka_run_group_tests(tests, open_renderer, close_renderer);
}
