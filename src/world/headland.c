#include "world/headland.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

enum { ROW_COUNT = 5, RIDGE_COUNT = 4 };

// Azimuths are from -z, positive to the right.
struct ridge {
    float from_rad, to_rad;
    float distance_m;
    float height_m;
};

static const struct ridge ridges[RIDGE_COUNT] = {
    {-2.75f, -0.62f, 620.0f, 62.0f},
    {-1.10f, -0.36f, 1500.0f, 105.0f},
    {0.50f, 0.86f, 1150.0f, 46.0f},
    {0.98f, 2.75f, 520.0f, 48.0f},
};

static float ridge_height_m(const struct ridge *ridge, float part, uint32_t seed)
{
    // Both ends slope down: into the sea ahead, behind the dunes at the sides.
    const float rise = glm_smoothstep(0.0f, 0.35f, part);
    const float fall = 1.0f - glm_smoothstep(0.45f, 1.0f, part);
    const float along = part * (ridge->to_rad - ridge->from_rad) * 7.0f;
    const float shape = 0.72f + 0.62f * world_noise_flat_sum(along, 0.0f, 5, seed);
    return ridge->height_m * rise * fall * shape * 1.25f;
}

static vec3s ridge_point(const struct ridge *ridge, float part, float up, uint32_t seed)
{
    const float azimuth = ridge->from_rad + part * (ridge->to_rad - ridge->from_rad);
    // Slopes lean back, and gullies run down them.
    const float gully = world_noise_flat_sum(part * 26.0f, up * 1.5f, 3, seed + 3);
    const float away_m = ridge->distance_m * (1.0f + 0.16f * up + 0.05f * gully * (0.3f + up));
    const float height_m = ridge_height_m(ridge, part, seed) * powf(up, 0.75f);
    return v3(away_m * sinf(azimuth), WORLD_WATER_LEVEL_M - 0.5f + height_m,
              -away_m * cosf(azimuth));
}

static void add_ridge(struct world_shape *shape, const struct ridge *ridge, uint32_t seed,
                      uint32_t columns)
{
    const uint32_t first = shape->vertex_count;
    for (uint32_t column = 0; column <= columns; column++) {
        for (uint32_t row = 0; row < ROW_COUNT; row++) {
            const float part = (float)column / (float)columns;
            const float up = (float)row / (float)(ROW_COUNT - 1);
            const vec3s at_m = ridge_point(ridge, part, up, seed);
            const float woods = world_noise_flat_sum(part * 40.0f, up * 4.0f, 3, seed + 7);
            const struct world_skin skin = {
                .albedo = glms_vec3_lerp(v3(0.10f, 0.095f, 0.062f), v3(0.052f, 0.062f, 0.042f),
                                         glm_clamp(0.5f + 1.2f * woods, 0.0f, 1.0f)),
                .open = 0.9f,
                .roughness = 1.0f,
            };
            world_shape_vertex(shape, at_m, v3(0, 1, 0), &skin);
        }
    }
    for (uint32_t column = 0; column < columns; column++) {
        for (uint32_t row = 0; row + 1 < ROW_COUNT; row++) {
            const uint32_t low = first + column * ROW_COUNT + row;
            world_shape_quad(shape, low, low + ROW_COUNT, low + ROW_COUNT + 1, low + 1);
        }
    }
    world_shape_smooth(shape, first);
}

enum err world_headland_build(uint64_t seed, int detail, struct arena *arena,
                              struct stage_geometry *geometry, uint16_t *out_mesh)
{
    static const uint32_t columns_by_detail[] = {10, 32, 140, 400};
    const uint32_t columns = columns_by_detail[detail];
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, RIDGE_COUNT * (columns + 1) * ROW_COUNT,
                          RIDGE_COUNT * columns * (ROW_COUNT - 1) * 6));
    struct rand rand = rand_seeded(seed, 14);
    for (int i = 0; i < RIDGE_COUNT; i++) {
        add_ridge(&shape, &ridges[i], rand_bits(&rand), columns);
    }
    *out_mesh = world_shape_end(&shape, geometry, "headland");
    return ERR_OK;
}
