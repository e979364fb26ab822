#include "world/terrain.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>
#include <string.h>

enum { MAP_WIDTH = 256, RING_POINTS_MAX = 400 };

static const float MAP_HALF_M = 48.0f;
static const float DEEPEST_M = 4.0f;

struct rings {
    int around, out; // points on a ring, rings
    float first_m, last_m;
};

struct world_terrain world_terrain_seeded(uint64_t seed)
{
    struct rand rand = rand_seeded(seed, 11);
    struct world_terrain terrain = {.seed = rand_bits(&rand)};
    terrain.bend[0] = rand_range(&rand, 0.0f, 6.28f);
    terrain.bend[1] = rand_range(&rand, 0.0f, 6.28f);
    terrain.bend[2] = rand_range(&rand, 0.6f, 1.0f);
    terrain.bend[3] = rand_range(&rand, 0.3f, 0.5f);
    return terrain;
}

float world_terrain_shore_z_m(const struct world_terrain *terrain, float x_m)
{
    const float *bend = terrain->bend;
    const float x = glm_clamp(x_m, -150.0f, 150.0f);
    return -5.5f + bend[2] * sinf(0.13f * x + bend[0]) + bend[3] * sinf(0.31f * x + bend[1]) -
           0.0035f * x * x;
}

static float beach(float inland_m)
{
    if (inland_m < 0.0f) {
        // Falls away no faster than a look from the jetty reaches down, as long as the ground can
        // be seen at all: behind an edge of its own there would be sky under the water.
        return fmaxf(inland_m * WORLD_BEACH_SLOPE - 0.0015f * inland_m * inland_m, -DEEPEST_M);
    }
    return 0.72f * (1.0f - expf(-inland_m * WORLD_BEACH_SLOPE / 0.72f));
}

// Dunes come nearer on the left, and leave a way free behind the jetty.
static float dunes(const struct world_terrain *terrain, float x_m, float z_m, float inland_m)
{
    const float left = expf(-(x_m + 11.0f) * (x_m + 11.0f) / 30.0f);
    const float right = expf(-(x_m - 15.0f) * (x_m - 15.0f) / 40.0f);
    const float rise = glm_smoothstep(6.5f, 19.0f, inland_m + 3.6f * left + 2.5f * right);
    const float way = 1.0f - 0.75f * expf(-x_m * x_m / 9.0f);
    const float humps =
        1.5f + 1.5f * world_noise_flat_sum(x_m * 0.11f, z_m * 0.11f, 3, terrain->seed);
    return rise * way * humps;
}

float world_terrain_height_m(const struct world_terrain *terrain, float x_m, float z_m)
{
    const float inland_m = z_m - world_terrain_shore_z_m(terrain, x_m);
    // Only soft unevenness where the water plays: the edge must not jump on a bump.
    const float rough = 0.012f + 0.05f * glm_smoothstep(3.0f, 9.0f, inland_m);
    const float uneven =
        rough * world_noise_flat_sum(x_m * 0.23f, z_m * 0.23f, 2, terrain->seed + 9);
    return WORLD_WATER_LEVEL_M + beach(inland_m) + dunes(terrain, x_m, z_m, inland_m) + uneven;
}

vec3s world_terrain_normal(const struct world_terrain *terrain, float x_m, float z_m)
{
    const float step_m = 0.15f;
    const float dx = world_terrain_height_m(terrain, x_m + step_m, z_m) -
                     world_terrain_height_m(terrain, x_m - step_m, z_m);
    const float dz = world_terrain_height_m(terrain, x_m, z_m + step_m) -
                     world_terrain_height_m(terrain, x_m, z_m - step_m);
    return glms_vec3_normalize(v3(-dx, 2.0f * step_m, -dz));
}

static struct world_skin sand(const struct world_terrain *terrain, vec3s at_m, vec3s normal)
{
    const float spots = world_noise_flat_sum(at_m.x * 0.35f, at_m.z * 0.35f, 3, terrain->seed + 21);
    const vec3s pale = v3(0.60f, 0.505f, 0.385f);
    const vec3s deep = v3(0.47f, 0.385f, 0.285f);
    const float mix = glm_clamp(0.5f + 0.9f * spots, 0.0f, 1.0f);
    return (struct world_skin){
        .albedo = glms_vec3_lerp(deep, pale, mix),
        .open = glm_clamp(0.6f + 0.4f * normal.y + 0.15f * spots, 0.0f, 1.0f),
        .roughness = 0.95f,
    };
}

static vec3s ring_point(const struct rings *rings, int ring, int step)
{
    const float part = (float)ring / (float)(rings->out - 1);
    const float radius_m = rings->first_m * powf(rings->last_m / rings->first_m, part);
    // Every other ring is turned by half a step: triangles stay well shaped.
    const float offset = ring & 1 ? 0.5f : 0.0f;
    const float turn = 2.0f * GLM_PIf * ((float)step + offset) / (float)rings->around;
    return v3(radius_m * sinf(turn), 0.0f, -radius_m * cosf(turn));
}

// Which points of a ring a mesh keeps.
typedef bool keep_fn(const struct world_terrain *terrain, vec3s at_m);

static bool is_land(const struct world_terrain *terrain, vec3s at_m)
{
    return world_terrain_height_m(terrain, at_m.x, at_m.z) > WORLD_WATER_LEVEL_M - 2.8f;
}

static bool is_sea(const struct world_terrain *terrain, vec3s at_m)
{
    return world_terrain_height_m(terrain, at_m.x, at_m.z) < WORLD_WATER_LEVEL_M + 0.35f;
}

// Deeper, no ground is seen through the water.
static bool is_shallow(const struct world_terrain *terrain, vec3s at_m)
{
    return world_terrain_height_m(terrain, at_m.x, at_m.z) > WORLD_WATER_LEVEL_M - 1.5f;
}

static bool is_shore(const struct world_terrain *terrain, vec3s at_m)
{
    return is_sea(terrain, at_m) && is_shallow(terrain, at_m);
}

static void add_strip(struct world_shape *shape, const struct rings *rings, int ring,
                      const uint8_t *inner, const uint8_t *outer)
{
    const uint32_t around = (uint32_t)rings->around;
    const uint32_t low = (uint32_t)(ring - 1) * around;
    const uint32_t high = (uint32_t)ring * around;
    for (uint32_t i = 0; i < around; i++) {
        const uint32_t next = (i + 1) % around;
        if (!inner[i] && !inner[next] && !outer[i] && !outer[next]) {
            continue;
        }
        if (ring & 1) {
            world_shape_triangle(shape, low + i, low + next, high + i);
            world_shape_triangle(shape, low + next, high + next, high + i);
        } else {
            world_shape_triangle(shape, low + i, high + next, high + i);
            world_shape_triangle(shape, low + i, low + next, high + next);
        }
    }
}

static void add_strips(struct world_shape *shape, const struct rings *rings,
                       const struct world_terrain *terrain, keep_fn *keep)
{
    uint8_t kept[2][RING_POINTS_MAX] = {{0}};
    for (int ring = 0; ring < rings->out; ring++) {
        for (int i = 0; i < rings->around; i++) {
            kept[ring & 1][i] = keep(terrain, ring_point(rings, ring, i));
        }
        if (ring > 0) {
            add_strip(shape, rings, ring, kept[(ring - 1) & 1], kept[ring & 1]);
        }
    }
}

static enum err begin_rings(struct world_shape *shape, const struct rings *rings,
                            struct arena *arena)
{
    const uint32_t points = (uint32_t)(rings->around * rings->out);
    return world_shape_begin(shape, arena, points, points * 6);
}

// How much of the sky a point sees past the deck above it.
static float under_deck(vec3s at_m, float jetty_turn_rad)
{
    const float c = cosf(jetty_turn_rad);
    const float s = sinf(jetty_turn_rad);
    const float across_m = fabsf(c * at_m.x - s * at_m.z);
    const float along_m = s * at_m.x + c * at_m.z;
    const float beside = glm_smoothstep(0.35f, 1.35f, across_m);
    const float before = glm_smoothstep(3.5f, 5.5f, along_m);
    return 0.25f + 0.75f * fmaxf(beside, before);
}

enum err world_terrain_build(const struct world_terrain *terrain, float jetty_turn_rad, int detail,
                             struct arena *arena, struct stage_geometry *geometry,
                             uint16_t *out_mesh)
{
    static const struct rings by_detail[] = {{36, 16, 0.5f, 170.0f},
                                             {64, 27, 0.5f, 170.0f},
                                             {120, 60, 0.4f, 170.0f},
                                             {240, 120, 0.3f, 170.0f}};
    const struct rings *rings = &by_detail[detail];
    struct world_shape shape;
    TRY(begin_rings(&shape, rings, arena));
    for (int ring = 0; ring < rings->out; ring++) {
        for (int i = 0; i < rings->around; i++) {
            vec3s at_m = ring_point(rings, ring, i);
            at_m.y = world_terrain_height_m(terrain, at_m.x, at_m.z);
            const vec3s normal = world_terrain_normal(terrain, at_m.x, at_m.z);
            struct world_skin skin = sand(terrain, at_m, normal);
            skin.open *= under_deck(at_m, jetty_turn_rad);
            world_shape_vertex(&shape, at_m, normal, &skin);
        }
    }
    add_strips(&shape, rings, terrain, is_land);
    *out_mesh = world_shape_end(&shape, geometry, "sand");
    return ERR_OK;
}

// Removes from `shape` the triangles that are also in `other`; both list theirs in the same order.
static void leave_out(struct world_shape *shape, const struct world_shape *other)
{
    uint32_t kept = 0;
    uint32_t next = 0;
    for (uint32_t i = 0; i < shape->index_count; i += 3) {
        const uint32_t *triangle = shape->indices + i;
        if (next < other->index_count &&
            memcmp(triangle, other->indices + next, 3 * sizeof *triangle) == 0) {
            next += 3;
            continue;
        }
        memmove(shape->indices + kept, triangle, 3 * sizeof *triangle);
        kept += 3;
    }
    shape->index_count = kept;
}

enum err world_terrain_build_sea(const struct world_terrain *terrain, int detail,
                                 struct arena *arena, struct stage_geometry *geometry,
                                 uint16_t *out_open, uint16_t *out_shore)
{
    static const struct rings by_detail[] = {{36, 20, 2.0f, 4000.0f},
                                             {72, 42, 2.0f, 4000.0f},
                                             {144, 90, 2.0f, 4000.0f},
                                             {288, 190, 2.0f, 4000.0f}};
    const struct rings *rings = &by_detail[detail];
    struct world_shape shape;
    TRY(begin_rings(&shape, rings, arena));
    const struct world_skin skin = {0};
    for (int ring = 0; ring < rings->out; ring++) {
        for (int i = 0; i < rings->around; i++) {
            world_shape_vertex(&shape, ring_point(rings, ring, i), v3(0, 1, 0), &skin);
        }
    }
    add_strips(&shape, rings, terrain, is_shore);
    *out_shore = world_shape_end(&shape, geometry, "sea by the shore");

    // The same points once more; of the cells, those that are sea but not by the shore.
    struct world_shape open = shape;
    open.index_count = 0;
    open.indices = arena_alloc(arena, open.index_max, sizeof *open.indices);
    if (!open.indices) {
        return ERR_NO_MEMORY;
    }
    add_strips(&open, rings, terrain, is_sea);
    leave_out(&open, &shape);
    *out_open = world_shape_end(&open, geometry, "open sea");
    return ERR_OK;
}

enum err world_terrain_map(const struct world_terrain *terrain, struct arena *arena,
                           struct stage_geometry *geometry)
{
    float *height_m = arena_alloc(arena, (size_t)MAP_WIDTH * MAP_WIDTH, sizeof *height_m);
    if (!height_m) {
        return ERR_NO_MEMORY;
    }
    // Samples lie at the texels' centres, so that a texture over [min, max] reads them in place.
    const float cell_m = 2.0f * MAP_HALF_M / (float)MAP_WIDTH;
    for (int iz = 0; iz < MAP_WIDTH; iz++) {
        for (int ix = 0; ix < MAP_WIDTH; ix++) {
            const float x_m = -MAP_HALF_M + cell_m * ((float)ix + 0.5f);
            const float z_m = -MAP_HALF_M + cell_m * ((float)iz + 0.5f);
            height_m[iz * MAP_WIDTH + ix] = world_terrain_height_m(terrain, x_m, z_m);
        }
    }
    geometry->height_m = height_m;
    geometry->height_width = MAP_WIDTH;
    geometry->height_depth = MAP_WIDTH;
    geometry->height_min_m = (vec2s){{-MAP_HALF_M, -MAP_HALF_M}};
    geometry->height_max_m = (vec2s){{MAP_HALF_M, MAP_HALF_M}};
    return ERR_OK;
}
