#include "world/strand.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

enum { WEED_PIECES = 5 };

static const float HALF_LENGTH_M = 16.0f; // of beach, to either side

static vec3s on_sand(const struct world_terrain *terrain, float x_m, float z_m, float above_m)
{
    return v3(x_m, world_terrain_height_m(terrain, x_m, z_m) + above_m, z_m);
}

// A ribbon that lies in a bow on the sand; seen from above only.
static void add_ribbon(struct world_shape *shape, const struct world_terrain *terrain,
                       struct rand *rand, float x_m, float z_m)
{
    const float tone = rand_range(rand, 0.6f, 1.3f);
    const struct world_skin skin = {
        .albedo = glms_vec3_scale(v3(0.055f, 0.045f, 0.024f), tone),
        .open = 0.8f,
        .roughness = 0.5f,
        .wetness = 0.5f,
        .grain = STAGE_GRAIN_STONE,
    };
    float turn = rand_range(rand, 0.0f, 6.2831853f);
    const float bow = rand_range(rand, -0.9f, 0.9f);
    const float wide_m = rand_range(rand, 0.008f, 0.022f);
    const float step_m = rand_range(rand, 0.05f, 0.11f);
    uint32_t left = 0, right = 0;
    for (int i = 0; i < 4; i++) {
        const float half_m = i == 3 ? 0.2f * wide_m : wide_m;
        const float up_m = 0.006f + (i == 1 ? 0.014f : 0.0f);
        const vec3s at_m = on_sand(terrain, x_m, z_m, up_m);
        const vec3s side = v3(-sinf(turn) * half_m, 0.0f, cosf(turn) * half_m);
        const vec3s normal = v3(0.0f, 1.0f, 0.0f);
        const uint32_t a = world_shape_vertex(shape, glms_vec3_sub(at_m, side), normal, &skin);
        const uint32_t b = world_shape_vertex(shape, glms_vec3_add(at_m, side), normal, &skin);
        if (i > 0) {
            world_shape_quad(shape, left, right, b, a);
        }
        left = a;
        right = b;
        x_m += cosf(turn) * step_m;
        z_m += sinf(turn) * step_m;
        turn += bow;
    }
}

static void add_weed(struct world_shape *shape, const struct world_terrain *terrain,
                     struct rand *rand, float x_m, float z_m)
{
    for (int i = 0; i < WEED_PIECES; i++) {
        const float dx_m = rand_range(rand, -0.12f, 0.12f);
        add_ribbon(shape, terrain, rand, x_m + dx_m, z_m + rand_range(rand, -0.06f, 0.06f));
    }
}

static void add_stone(struct world_shape *shape, const struct world_terrain *terrain,
                      struct rand *rand, float x_m, float z_m)
{
    const bool is_shell = rand_range(rand, 0.0f, 1.0f) < 0.35f;
    const vec3s pale = v3(0.62f, 0.53f, 0.43f);
    const vec3s grey = glms_vec3_lerp(v3(0.13f, 0.12f, 0.115f), v3(0.34f, 0.29f, 0.24f),
                                      rand_range(rand, 0.0f, 1.0f));
    const struct world_skin skin = {
        .albedo = is_shell ? pale : grey,
        .open = 0.85f,
        .roughness = 0.7f,
        .grain = STAGE_GRAIN_STONE,
    };
    const float radius_m =
        is_shell ? rand_range(rand, 0.014f, 0.03f) : rand_range(rand, 0.012f, 0.05f);
    const vec3s foot_m = on_sand(terrain, x_m, z_m, -0.006f);
    const float lean_m = 0.3f * radius_m;
    const float high_m = radius_m * (is_shell ? 0.55f : 0.75f);
    const vec3s head_m = glms_vec3_add(
        foot_m, v3(rand_range(rand, -lean_m, lean_m), high_m, rand_range(rand, -lean_m, lean_m)));
    const struct world_pillar pillar = {foot_m, head_m, radius_m,
                                        radius_m * (is_shell ? 0.2f : 0.6f), 7};
    world_shape_pillar(shape, &pillar, &skin);
}

enum err world_strand_build(const struct world_terrain *terrain, float reach_m, int detail,
                            struct arena *arena, struct stage_geometry *geometry,
                            uint16_t *out_mesh)
{
    // Coarse meshes have no triangles to spare for it; a mesh is never empty.
    static const int counts[] = {3, 3, 220, 520};
    const int count = counts[detail];
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, (uint32_t)count * 8 * WEED_PIECES + 1,
                          (uint32_t)count * 18 * WEED_PIECES + 3));
    for (int i = 0; i < count; i++) {
        // Each has numbers of its own: the coarser levels' are the first of the finer's.
        struct rand rand = rand_seeded(terrain->seed, 40000 + (uint64_t)i);
        const float far = rand_range(&rand, -1.0f, 1.0f);
        const float x_m = HALF_LENGTH_M * far * fabsf(far) + copysignf(1.5f, far);
        // The line wanders; a few things lie higher up, of an older tide.
        const float wander_m =
            0.35f * world_noise_flat_sum(x_m * 0.35f, 3.0f, 2, terrain->seed + 71);
        const float older_m = i % 7 == 0 ? rand_range(&rand, 0.3f, 2.2f) : 0.0f;
        const float inland_m =
            reach_m + 0.25f + wander_m + older_m + rand_range(&rand, 0.0f, 0.22f);
        const float z_m = world_terrain_shore_z_m(terrain, x_m) + inland_m;
        if (i % 3 == 0) {
            add_weed(&shape, terrain, &rand, x_m, z_m);
        } else {
            add_stone(&shape, terrain, &rand, x_m, z_m);
        }
    }
    *out_mesh = world_shape_end(&shape, geometry, "strand");
    return ERR_OK;
}
