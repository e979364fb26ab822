// What the tests of the renderer share: a device, squares of two colours, two eyes.
#ifndef TESTS_RENDER_FIXTURE_H
#define TESTS_RENDER_FIXTURE_H

#include "gpu/image.h"
#include "gpu/make.h"
#include "render/render.h"

#include <stdio.h>
#include <string.h>

enum { FIXTURE_SKIP = 77, FIXTURE_RED = 0, FIXTURE_GREEN = 1 };

static struct gpu gpu;
static struct render *render;

static inline bool fixture_has_device(void)
{
    struct gpu probe = {0};
    const enum err err = gpu_init(&probe, &(struct gpu_desc){0});
    gpu_fini(&probe);
    if (err != ERR_OK) {
        printf("skipped: no Vulkan device that can draw here\n");
    }
    return err == ERR_OK;
}

static inline enum err fixture_open(void)
{
    static struct stage_vertex squares[2][4];
    static const uint32_t indices[] = {0, 1, 2, 0, 2, 3};
    static const vec3s corners[4] = {
        {{-0.5f, -0.5f, 0.0f}}, {{0.5f, -0.5f, 0.0f}}, {{0.5f, 0.5f, 0.0f}}, {{-0.5f, 0.5f, 0.0f}}};
    static struct stage_geometry geometry;
    geometry = (struct stage_geometry){.mesh_count = 2};
    for (int color = 0; color < 2; color++) {
        for (int i = 0; i < 4; i++) {
            squares[color][i] = (struct stage_vertex){
                .at_m = corners[i],
                .normal = {{0.0f, 0.0f, 1.0f}},
                .albedo = {color == FIXTURE_RED ? 255 : 0, color == FIXTURE_GREEN ? 255 : 0, 0,
                           255},
            };
        }
        geometry.meshes[color] = (struct stage_mesh){"square", squares[color], indices, 4, 6};
    }
    TRY(gpu_init(&gpu, &(struct gpu_desc){.want_validation = true}));
    TRY(render_create(&(struct render_desc){.gpu = &gpu}, &render));
    return render_load(render, &geometry, 1);
}

static inline void fixture_close(void)
{
    render_destroy(render);
    render = NULL;
    gpu_fini(&gpu);
}

static inline struct stage fixture_stage(void)
{
    struct stage stage = {.fade = 1.0f};
    stage.light.exposure = 1.0f;
    stage.light.sky_ambient = stage.light.ground_ambient = (vec3s){{0.8f, 0.8f, 0.8f}};
    stage.light.key_direction = (vec3s){{0.8f, 0.6f, 0.0f}};
    stage.sky.sun_direction = stage.light.key_direction;
    return stage;
}

// A square of one colour, facing the reader, lit from all around.
static inline void fixture_add_square(struct stage *stage, vec3s at_m, float size_m, uint16_t color)
{
    struct stage_draw *draw = stage_add_draw(stage);
    draw->world_from_mesh = glms_scale_uni(glms_translate_make(at_m), size_m);
    draw->mesh = color;
    draw->radius_m = 0.8f;
}

// 90 degrees each way, 64 mm apart.
static inline void fixture_eyes(struct view eyes[RENDER_EYE_COUNT])
{
    for (int i = 0; i < RENDER_EYE_COUNT; i++) {
        eyes[i] = (struct view){
            .eye_in_world = pose_identity(),
            .fov = {-0.785398f, 0.785398f, 0.785398f, -0.785398f},
        };
        eyes[i].eye_in_world.at_m.x = i == 0 ? -0.032f : 0.032f;
    }
}

#endif
