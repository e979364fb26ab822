#include "world/stones.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

static vec3s turned(const struct world_stone *stone, vec3s v)
{
    const float c = cosf(stone->turn_rad), s = sinf(stone->turn_rad);
    return v3(c * v.x + s * v.z, v.y, c * v.z - s * v.x);
}

// A ball that was broken once and worn since.
static vec3s surface_m(const struct world_stone *stone, vec3s dir)
{
    const float coarse =
        world_noise_solid_sum(glms_vec3_scale(dir, 1.3f), 2, stone->seed & 0xffffu);
    const float fine =
        world_noise_solid_sum(glms_vec3_scale(dir, 4.1f), 2, (stone->seed & 0xffffu) + 5u);
    const float far = 1.0f + 0.34f * coarse + 0.16f * fine;
    const vec3s local = glms_vec3_mul(glms_vec3_scale(dir, far), stone->half_m);
    return glms_vec3_add(stone->centre_m, turned(stone, local));
}

vec3s world_stones_top_m(const struct world_stone *stone)
{
    return surface_m(stone, v3(0, 1, 0));
}

static struct world_stone stone_at(const struct world_glade *glade, struct rand *rand, float x_m,
                                   float z_m, float size_m)
{
    const float flat = rand_range(rand, 0.42f, 0.7f);
    struct world_stone stone = {
        .centre_m = v3(x_m, world_glade_height_m(glade, x_m, z_m) + 0.18f * flat * size_m, z_m),
        .half_m = v3(size_m, flat * size_m, size_m * rand_range(rand, 0.6f, 0.95f)),
        .turn_rad = rand_range(rand, 0.0f, 6.28f),
    };
    stone.seed = rand_bits(rand);
    return stone;
}

struct world_stones world_stones_seeded(uint64_t seed, const struct world_glade *glade)
{
    struct world_stones stones = {0};
    struct rand rand = rand_seeded(seed, 37);
    // Beside the viewer, left and right of the way to the water.
    stones.stones[stones.count++] = stone_at(glade, &rand, -1.75f, -2.0f, 0.46f);
    stones.stones[stones.count++] = stone_at(glade, &rand, 1.95f, -1.25f, 0.34f);
    stones.stones[stones.count++] = stone_at(glade, &rand, -2.5f, -2.6f, 0.34f);
    while (stones.count < WORLD_STONE_MAX) {
        // Most lie where the brook passes the viewer, and where it falls.
        const float part = rand_range(&rand, 0.0f, 1.0f);
        const int i = (int)(glm_lerp(0.22f, 0.86f, part) * (float)WORLD_BROOK_POINTS);
        const struct world_brook *brook = glade->brook;
        const float dx = brook->at_m[i + 1].x - brook->at_m[i].x;
        const float dz = brook->at_m[i + 1].z - brook->at_m[i].z;
        const float length = hypotf(dx, dz);
        const float side = rand_range(&rand, -1.0f, 1.0f);
        const bool in_bed = rand_range(&rand, 0.0f, 1.0f) < 0.35f + 0.4f * brook->rapid[i];
        const float right_m = in_bed ? 0.9f * side * brook->half_m[i]
                                     : copysignf(brook->half_m[i] + 0.75f * fabsf(side), side);
        const float x_m = brook->at_m[i].x - dz / length * right_m;
        const float z_m = brook->at_m[i].z + dx / length * right_m;
        const float large = rand_range(&rand, 0.0f, 1.0f);
        if (hypotf(x_m, z_m) > 1.6f) {
            stones.stones[stones.count++] =
                stone_at(glade, &rand, x_m, z_m, 0.16f + (in_bed ? 0.26f : 0.44f) * large * large);
        }
    }
    return stones;
}

static struct world_skin skin_at(const struct world_glade *glade, const struct world_stone *stone,
                                 vec3s at_m, vec3s dir)
{
    const struct world_brook_near near = world_brook_near(glade->brook, at_m.x, at_m.z);
    const float above_m = near.away_m < near.half_m + 1.2f ? at_m.y - near.level_m : 1.0f;
    const float blotch = world_noise_solid_sum(glms_vec3_scale(at_m, 3.1f), 3, 71u);
    vec3s color = glms_vec3_lerp(v3(0.075f, 0.075f, 0.072f), v3(0.205f, 0.200f, 0.185f),
                                 glm_clamp(0.5f + blotch, 0.0f, 1.0f));
    // In cushions, thickest on top; bare stone shows between them.
    const float cushion = world_noise_solid_sum(glms_vec3_scale(at_m, 8.3f), 2, 79u);
    const float moss = glm_smoothstep(0.10f, 0.22f, above_m + 0.06f * blotch) *
                       glm_smoothstep(0.25f, 0.75f, dir.y + 0.7f * blotch + 0.9f * cushion);
    const float light = glm_clamp(0.75f + 1.1f * cushion + 0.4f * blotch, 0.35f, 1.4f);
    color = glms_vec3_lerp(
        color, glms_vec3_scale(v3(0.075f + 0.02f * blotch, 0.130f, 0.026f), light), moss);
    const float wet = 1.0f - glm_smoothstep(0.02f, 0.14f, above_m + 0.05f * blotch);
    color = glms_vec3_scale(color, 1.0f - 0.55f * wet);
    const float ground_m = world_glade_height_m(glade, at_m.x, at_m.z);
    const float lift = glm_smoothstep(-0.05f, 0.7f * stone->half_m.y, at_m.y - ground_m);
    return (struct world_skin){
        .albedo = color,
        .open = glm_clamp(0.25f + 0.5f * lift + 0.2f * dir.y + 0.1f * blotch, 0.1f, 1.0f),
        .roughness = 0.9f,
        .wetness = 0.1f + 0.9f * wet,
        .grain = STAGE_GRAIN_STONE,
    };
}

static void add_stone(struct world_shape *shape, const struct world_glade *glade,
                      const struct world_stone *stone, int around, int rows)
{
    const uint32_t first = shape->vertex_count;
    for (int row = 0; row <= rows; row++) {
        const float up = GLM_PIf * (0.5f - 0.86f * (float)row / (float)rows); // open below
        for (int i = 0; i < around; i++) {
            const float turn =
                2.0f * GLM_PIf * ((float)i + 0.5f * (float)(row & 1)) / (float)around;
            const vec3s dir = v3(sinf(turn) * cosf(up), sinf(up), -cosf(turn) * cosf(up));
            const vec3s at_m = surface_m(stone, dir);
            const struct world_skin skin = skin_at(glade, stone, at_m, dir);
            world_shape_vertex(shape, at_m, dir, &skin);
        }
    }
    const uint32_t n = (uint32_t)around;
    for (uint32_t row = 0; row < (uint32_t)rows; row++) {
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t low = first + row * n, high = low + n, next = (i + 1) % n;
            if (row & 1) {
                world_shape_triangle(shape, low + i, high + next, high + i);
                world_shape_triangle(shape, low + i, low + next, high + next);
            } else {
                world_shape_triangle(shape, low + i, low + next, high + i);
                world_shape_triangle(shape, high + i, low + next, high + next);
            }
        }
    }
}

enum err world_stones_build(struct world_stones *stones, const struct world_glade *glade,
                            int detail, struct arena *arena, struct stage_geometry *geometry)
{
    static const int around_by_detail[] = {5, 7, 11, 16}, rows_by_detail[] = {2, 3, 6, 9};
    const int around = around_by_detail[detail], rows = rows_by_detail[detail];
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, (uint32_t)(stones->count * around * (rows + 1)),
                          (uint32_t)(stones->count * around * rows * 6)));
    for (int i = 0; i < stones->count; i++) {
        add_stone(&shape, glade, &stones->stones[i], around, rows);
    }
    world_shape_smooth(&shape, 0);
    stones->mesh = world_shape_end(&shape, geometry, "stones");
    return ERR_OK;
}
