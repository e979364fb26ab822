#include "world/jetty.h"

#include "base/rand.h"
#include "world/shape.h"

#include <math.h>

// In the jetty's own frame it runs along -z through the viewer; planks lie along x.
static const float HALF_WIDTH_M = 0.9f;
static const float LANDWARD_M = 5.0f;
static const float SEAWARD_M = -21.5f;
static const float POST_STEP_M = 2.7f;
static const float LANTERN_POST_M = 1.05f; // above the deck

enum { POST_ROW_COUNT = 10 };

static vec3s wood(struct rand *rand)
{
    // Weathered: silver grey over brown, each board its own.
    const vec3s brown = v3(0.135f, 0.098f, 0.070f);
    const vec3s silver = v3(0.250f, 0.222f, 0.192f);
    const vec3s mixed = glms_vec3_lerp(brown, silver, rand_range(rand, 0.15f, 0.95f));
    return glms_vec3_scale(mixed, rand_range(rand, 0.82f, 1.08f));
}

static void add_planks(struct world_shape *shape, struct rand *rand, int detail)
{
    const float fine_to_m = detail == 0 ? -1.0f : detail == 1 ? -9.0f : SEAWARD_M;
    float z_m = LANDWARD_M;
    while (z_m > SEAWARD_M) {
        const bool is_fine = z_m > fine_to_m && (detail > 0 || z_m < 2.0f);
        const float width_m = (is_fine ? 0.15f : 0.3f) * rand_range(rand, 0.93f, 1.05f);
        const float gap_m = is_fine ? 0.014f : 0.016f;
        const float over_m = rand_range(rand, -0.035f, 0.045f);
        const struct world_skin skin = {
            .albedo = wood(rand),
            .open = 1.0f,
            .roughness = 0.8f,
            .grain = STAGE_GRAIN_WOOD_X,
        };
        const struct world_box box = {
            .centre_m = v3(0.4f * over_m, -0.022f + rand_range(rand, -0.004f, 0.003f),
                           z_m - 0.5f * width_m),
            .half_m = v3(HALF_WIDTH_M + over_m, 0.022f, 0.5f * (width_m - gap_m)),
            .turn_rad = rand_range(rand, -0.004f, 0.004f),
            .sides = WORLD_SIDE_TOP | WORLD_SIDE_X | (is_fine ? WORLD_SIDE_Z : 0u),
        };
        world_shape_box(shape, &box, &skin);
        z_m -= width_m;
    }
}

static void add_beams(struct world_shape *shape, struct rand *rand)
{
    const float half_length_m = 0.5f * (LANDWARD_M - SEAWARD_M) - 0.06f;
    for (int side = -1; side <= 1; side++) {
        const struct world_skin skin = {.albedo = glms_vec3_scale(wood(rand), 0.7f),
                                        .open = 0.5f,
                                        .roughness = 0.85f,
                                        .grain = STAGE_GRAIN_WOOD_X};
        const struct world_box box = {
            .centre_m = v3((float)side * 0.72f, -0.13f, 0.5f * (LANDWARD_M + SEAWARD_M)),
            .half_m = v3(0.05f, 0.085f, half_length_m),
            .sides = WORLD_SIDE_X | WORLD_SIDE_Z | WORLD_SIDE_BOTTOM,
        };
        world_shape_box(shape, &box, &skin);
    }
}

// Far out the gaps between planks are finer than the picture: light from the water below would
// glitter through them. Something dark lies under them there.
static void close_far_gaps(struct world_shape *shape)
{
    const float near_m = -6.0f;
    const struct world_skin dark = {
        .albedo = v3(0.03f, 0.025f, 0.022f), .open = 0.4f, .roughness = 1.0f};
    const struct world_box box = {
        .centre_m = v3(0.0f, -0.05f, 0.5f * (near_m + SEAWARD_M)),
        .half_m = v3(HALF_WIDTH_M - 0.06f, 0.004f, 0.5f * (near_m - SEAWARD_M)),
        .sides = WORLD_SIDE_TOP | WORLD_SIDE_BOTTOM,
    };
    world_shape_box(shape, &box, &dark);
}

static bool has_lantern(int row, int side)
{
    return row >= 2 && ((row & 1) ? side > 0 : side < 0);
}

// Posts darken downwards, where the sea reaches them.
static vec3s add_post(struct world_shape *shape, struct rand *rand, int row, int side, int detail)
{
    const float z_m = 1.9f - POST_STEP_M * (float)row + rand_range(rand, -0.06f, 0.06f);
    const float x_m = (float)side * (HALF_WIDTH_M + 0.085f + rand_range(rand, -0.01f, 0.015f));
    const float top_m = has_lantern(row, side) ? LANTERN_POST_M : rand_range(rand, 0.16f, 0.34f);
    const float radius_m = rand_range(rand, 0.078f, 0.095f);
    const float lean_m = rand_range(rand, -0.012f, 0.012f);
    const float wet_to_m = WORLD_WATER_LEVEL_M + 0.24f;
    const int sides = detail == 0 ? 5 : detail == 1 ? 8 : detail == 2 ? 12 : 20;

    struct world_skin dry = {
        .albedo = wood(rand), .open = 0.95f, .roughness = 0.85f, .grain = STAGE_GRAIN_WOOD_Y};
    struct world_skin wet = dry;
    wet.albedo = glms_vec3_scale(v3(0.05f, 0.055f, 0.04f), 0.9f);
    wet.wetness = 0.8f;
    wet.roughness = 0.4f;

    const vec3s foot_m = v3(x_m, WORLD_WATER_LEVEL_M - 1.1f, z_m);
    const vec3s line_m = v3(x_m + 0.4f * lean_m, wet_to_m, z_m);
    const vec3s head_m = v3(x_m + lean_m, top_m, z_m + lean_m);
    const struct world_pillar low = {foot_m, line_m, radius_m * 1.05f, radius_m, sides};
    const struct world_pillar high = {line_m, head_m, radius_m, radius_m * 0.93f, sides};
    world_shape_pillar(shape, &low, &wet);
    world_shape_pillar(shape, &high, &dry);
    return head_m;
}

static void add_posts(struct world_jetty *jetty, struct world_shape *shape, struct rand *rand,
                      int detail)
{
    const mat4s in_world = world_jetty_in_world(jetty);
    int lantern = 0;
    for (int row = 0; row < POST_ROW_COUNT; row++) {
        // The first posts would stand right beside the viewer: they are left out.
        for (int side = -1; side <= 1 && row > 0; side += 2) {
            const vec3s head_m = add_post(shape, rand, row, side, detail);
            if (has_lantern(row, side) && lantern < WORLD_LANTERN_COUNT) {
                const vec3s flame_m = glms_vec3_add(head_m, v3(0, 0.13f, 0));
                jetty->lantern_at_m[lantern++] = glms_mat4_mulv3(in_world, flame_m, 1.0f);
            }
            if (row == POST_ROW_COUNT - 1 && !has_lantern(row, side)) {
                jetty->perch_at_m = glms_mat4_mulv3(in_world, head_m, 1.0f);
            }
        }
    }
}

// About the flame: a foot, six panes, a roof.
static enum err build_lantern(struct world_jetty *jetty, int detail, struct arena *arena,
                              struct stage_geometry *geometry)
{
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, 160, 400));
    const struct world_skin iron = {.albedo = v3(0.03f, 0.03f, 0.032f),
                                    .open = 1.0f,
                                    .roughness = 0.5f,
                                    .grain = STAGE_GRAIN_STONE};
    const struct world_skin glass = {.albedo = v3(0.30f, 0.28f, 0.24f),
                                     .open = 1.0f,
                                     .roughness = 0.35f,
                                     .grain = STAGE_GRAIN_GLASS};
    const int sides = detail == 0 ? 4 : 8;
    const struct world_pillar foot = {v3(0, -0.13f, 0), v3(0, -0.085f, 0), 0.075f, 0.085f, sides};
    const struct world_pillar panes = {v3(0, -0.085f, 0), v3(0, 0.085f, 0), 0.062f, 0.072f, sides};
    const struct world_pillar roof = {v3(0, 0.085f, 0), v3(0, 0.15f, 0), 0.105f, 0.03f, sides};
    const struct world_pillar knob = {v3(0, 0.15f, 0), v3(0, 0.18f, 0), 0.014f, 0.012f, 5};
    world_shape_pillar(&shape, &foot, &iron);
    world_shape_pillar(&shape, &panes, &glass);
    world_shape_pillar(&shape, &roof, &iron);
    if (detail > 0) {
        world_shape_pillar(&shape, &knob, &iron);
    }
    jetty->lantern_mesh = world_shape_end(&shape, geometry, "lantern");
    return ERR_OK;
}

mat4s world_jetty_in_world(const struct world_jetty *jetty)
{
    return glms_rotate_make(jetty->turn_rad, v3(0, 1, 0));
}

enum err world_jetty_build(struct world_jetty *jetty, uint64_t seed, int detail,
                           struct arena *arena, struct stage_geometry *geometry)
{
    struct rand rand = rand_seeded(seed, 12);
    *jetty = (struct world_jetty){.turn_rad = -glm_rad(rand_range(&rand, 9.0f, 12.0f))};
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, 12000, 24000));
    // The number of planks goes with the detail, and posts stand where they stand all the same.
    struct rand planks = rand_seeded(seed, 16), posts = rand_seeded(seed, 17);
    add_planks(&shape, &planks, detail);
    add_beams(&shape, &rand);
    close_far_gaps(&shape);
    add_posts(jetty, &shape, &posts, detail);
    jetty->mesh = world_shape_end(&shape, geometry, "jetty");
    return build_lantern(jetty, detail, arena, geometry);
}
