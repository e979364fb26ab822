#include "world/glade.h"

#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

enum { MAP_WIDTH = 256 };

static const float MAP_HALF_M = 40.0f;
static const float SHADOWED_M = 11.0f; // further out, the light's flecks are painted on

float world_glade_height_m(const struct world_glade *glade, float x_m, float z_m)
{
    const struct world_brook_near near = world_brook_near(glade->brook, x_m, z_m);
    const float bank_m = near.away_m - near.half_m;
    const float uneven = world_noise_flat_sum(x_m * 0.31f, z_m * 0.31f, 3, glade->seed);
    const float wide = world_noise_flat(x_m * 0.07f, z_m * 0.07f, glade->seed + 9);
    // Bed, a steep little bank, then the valley's side.
    const float bed_m = near.level_m - 0.34f + 0.10f * uneven;
    const float rise = glm_smoothstep(-0.55f, 0.75f, bank_m);
    const float land_m = near.level_m + 0.30f + 0.075f * fmaxf(bank_m, 0.0f) +
                         0.0010f * bank_m * fabsf(bank_m) * (bank_m > 0.0f) + 0.38f * uneven +
                         glm_smoothstep(4.0f, 18.0f, bank_m) * (0.7f * wide + 0.2f);
    const float ground_m = glm_lerp(bed_m, fminf(land_m, near.level_m + 11.0f), rise);
    const float here = glm_smoothstep(3.0f, 1.1f, hypotf(x_m, z_m - 0.2f));
    return glm_lerp(ground_m, -0.02f + 0.03f * uneven, here);
}

static vec3s normal_at(const struct world_glade *glade, float x_m, float z_m)
{
    const float step_m = 0.12f;
    const float dx = world_glade_height_m(glade, x_m + step_m, z_m) -
                     world_glade_height_m(glade, x_m - step_m, z_m);
    const float dz = world_glade_height_m(glade, x_m, z_m + step_m) -
                     world_glade_height_m(glade, x_m, z_m - step_m);
    return glms_vec3_normalize(v3(-dx, 2.0f * step_m, -dz));
}

// Old leaves and earth, moss where it is damp, gravel in the bed.
static struct world_skin floor_skin(const struct world_glade *glade, vec3s at_m, vec3s normal)
{
    const struct world_brook_near near = world_brook_near(glade->brook, at_m.x, at_m.z);
    const float above_m = at_m.y - near.level_m;
    const float patch = world_noise_flat_sum(at_m.x * 0.45f, at_m.z * 0.45f, 3, glade->seed + 21);
    const float fine = world_noise_flat_sum(at_m.x * 2.1f, at_m.z * 2.1f, 2, glade->seed + 27);
    vec3s color = glms_vec3_lerp(v3(0.055f, 0.040f, 0.024f), v3(0.135f, 0.092f, 0.048f),
                                 glm_clamp(0.5f + 0.8f * fine, 0.0f, 1.0f));
    const float damp = 1.0f - glm_smoothstep(0.5f, 5.0f, near.away_m - near.half_m);
    const float moss = glm_smoothstep(-0.25f, 0.25f, patch + 0.45f * damp + 0.06f) *
                       glm_smoothstep(0.35f, 0.8f, normal.y);
    color = glms_vec3_lerp(color, v3(0.075f + 0.05f * fine, 0.145f + 0.05f * fine, 0.022f), moss);
    const float bed = 1.0f - glm_smoothstep(-0.04f, 0.16f, above_m + 0.08f * fine);
    color = glms_vec3_lerp(color,
                           glms_vec3_lerp(v3(0.09f, 0.075f, 0.052f), v3(0.22f, 0.19f, 0.14f),
                                          glm_clamp(0.5f + fine + 0.5f * patch, 0.0f, 1.0f)),
                           bed);
    // Beyond the shadow map, shade and flecks of sun are painted.
    const float far = glm_smoothstep(SHADOWED_M - 3.0f, SHADOWED_M + 1.0f, hypotf(at_m.x, at_m.z));
    const float fleck = glm_smoothstep(
        0.02f, 0.30f, world_noise_flat_sum(at_m.x * 0.38f, at_m.z * 0.38f, 2, glade->seed + 33));
    color = glms_vec3_lerp(color, v3(0.060f, 0.105f, 0.026f), 0.55f * far); // low plants
    color = glms_vec3_scale(color, 1.0f - far * (0.72f - 0.62f * fleck));
    return (struct world_skin){
        .albedo = color,
        .open = glm_clamp(0.62f + 0.25f * patch + 0.2f * (normal.y - 0.8f), 0.2f, 1.0f),
        .roughness = 0.95f,
        .wetness = glm_clamp(0.75f * bed + 0.2f * damp, 0.0f, 1.0f),
        .grain = STAGE_GRAIN_STONE,
    };
}

enum err world_glade_build(struct world_glade *glade, float season, int detail, struct arena *arena,
                           struct stage_geometry *geometry)
{
    static const struct {
        int around, out;
    } by_detail[] = {{30, 17}, {48, 26}, {104, 62}, {170, 100}};
    const int around = by_detail[detail].around, out = by_detail[detail].out;
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, (uint32_t)(around * out), (uint32_t)(around * out * 6)));
    for (int ring = 0; ring < out; ring++) {
        const float part = (float)ring / (float)(out - 1);
        const float radius_m = 0.35f * powf(80.0f / 0.35f, part);
        for (int i = 0; i < around; i++) {
            const float turn =
                2.0f * GLM_PIf * ((float)i + (ring & 1 ? 0.5f : 0.0f)) / (float)around;
            vec3s at_m = v3(radius_m * sinf(turn), 0.0f, -radius_m * cosf(turn));
            at_m.y = world_glade_height_m(glade, at_m.x, at_m.z);
            const vec3s normal = normal_at(glade, at_m.x, at_m.z);
            struct world_skin skin = floor_skin(glade, at_m, normal);
            // Autumn strews gold over it.
            const float gold = glm_smoothstep(0.5f, 1.0f, season) *
                               glm_smoothstep(0.0f, 0.5f, at_m.y + 1.0f) *
                               (0.4f + 0.4f * world_noise_flat(at_m.x * 1.7f, at_m.z * 1.7f, 3u));
            skin.albedo = glms_vec3_lerp(skin.albedo, v3(0.30f, 0.15f, 0.03f), 0.7f * gold);
            world_shape_vertex(&shape, at_m, normal, &skin);
        }
    }
    const uint32_t n = (uint32_t)around;
    for (uint32_t ring = 1; ring < (uint32_t)out; ring++) {
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t low = (ring - 1) * n, high = ring * n, next = (i + 1) % n;
            if (ring & 1) {
                world_shape_triangle(&shape, low + i, low + next, high + i);
                world_shape_triangle(&shape, low + next, high + next, high + i);
            } else {
                world_shape_triangle(&shape, low + i, high + next, high + i);
                world_shape_triangle(&shape, low + i, low + next, high + next);
            }
        }
    }
    glade->mesh = world_shape_end(&shape, geometry, "forest floor");
    return ERR_OK;
}

enum err world_glade_map(const struct world_glade *glade, struct arena *arena,
                         struct stage_geometry *geometry)
{
    float *height_m = arena_alloc(arena, (size_t)MAP_WIDTH * MAP_WIDTH, sizeof *height_m);
    if (!height_m) {
        return ERR_NO_MEMORY;
    }
    const float cell_m = 2.0f * MAP_HALF_M / (float)MAP_WIDTH;
    for (int iz = 0; iz < MAP_WIDTH; iz++) {
        for (int ix = 0; ix < MAP_WIDTH; ix++) {
            height_m[iz * MAP_WIDTH + ix] =
                world_glade_height_m(glade, -MAP_HALF_M + cell_m * ((float)ix + 0.5f),
                                     -MAP_HALF_M + cell_m * ((float)iz + 0.5f));
        }
    }
    geometry->height_m = height_m;
    geometry->height_width = MAP_WIDTH;
    geometry->height_depth = MAP_WIDTH;
    geometry->height_min_m = (vec2s){{-MAP_HALF_M, -MAP_HALF_M}};
    geometry->height_max_m = (vec2s){{MAP_HALF_M, MAP_HALF_M}};
    return ERR_OK;
}
