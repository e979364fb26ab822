#include "world/grass.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

struct blade {
    vec3s root_m;
    float height_m, width_m;
    vec2s lean; // where the tip is, in heights
    vec3s color;
};

// Three triangles: two for the stem, one for the tip. The normal leans up, so that a tuft is lit
// as one soft thing.
static void add_blade(struct world_shape *shape, const struct blade *blade)
{
    const float turn = blade->lean.x * 37.0f + blade->lean.y * 53.0f;
    const vec3s side = v3(cosf(turn) * blade->width_m, 0.0f, sinf(turn) * blade->width_m);
    const vec3s lean = v3(blade->lean.x * blade->height_m, 0.0f, blade->lean.y * blade->height_m);
    const vec3s normal = glms_vec3_normalize(v3(blade->lean.x, 1.2f, blade->lean.y));
    // Bent like a bow: low half upright, tip over.
    vec3s middle_m = glms_vec3_add(blade->root_m, glms_vec3_scale(lean, 0.3f));
    middle_m.y += 0.58f * blade->height_m;
    vec3s tip_m = glms_vec3_add(blade->root_m, lean);
    tip_m.y += blade->height_m * (1.0f - 0.35f * glms_vec2_norm(blade->lean));

    struct world_skin skin = {
        .albedo = glms_vec3_scale(blade->color, 0.5f), .open = 0.35f, .roughness = 0.8f};
    const uint32_t a = world_shape_vertex(shape, glms_vec3_sub(blade->root_m, side), normal, &skin);
    const uint32_t b = world_shape_vertex(shape, glms_vec3_add(blade->root_m, side), normal, &skin);
    skin.albedo = blade->color;
    skin.open = 0.85f;
    skin.sway = 0.3f * blade->height_m;
    const vec3s narrow = glms_vec3_scale(side, 0.75f);
    const uint32_t c = world_shape_vertex(shape, glms_vec3_add(middle_m, narrow), normal, &skin);
    const uint32_t d = world_shape_vertex(shape, glms_vec3_sub(middle_m, narrow), normal, &skin);
    skin.albedo = glms_vec3_scale(blade->color, 1.15f);
    skin.open = 1.0f;
    skin.sway = 1.0f * blade->height_m;
    const uint32_t tip = world_shape_vertex(shape, tip_m, normal, &skin);
    world_shape_quad(shape, a, b, c, d);
    world_shape_triangle(shape, d, c, tip);
}

// How much drier than at the beginning of summer.
static float drier(float season)
{
    static const float early_summer = 0.2f;
    return (season - early_summer) * (season < early_summer ? 1.75f : 0.95f);
}

static void add_tuft(struct world_shape *shape, const struct world_terrain *terrain, float season,
                     struct rand *rand, vec3s root_m, int blades)
{
    const float size = rand_range(rand, 0.75f, 1.25f);
    const vec3s straw = v3(0.34f, 0.27f, 0.12f);
    const vec3s green = v3(0.11f, 0.15f, 0.062f);
    const float dry = rand_range(rand, 0.1f, 0.75f) + drier(season);
    for (int i = 0; i < blades; i++) {
        const float turn = rand_range(rand, 0.0f, 6.2831853f);
        const float out = rand_range(rand, 0.0f, 1.0f);
        struct blade blade = {
            .height_m = size * rand_range(rand, 0.35f, 0.8f),
            .width_m = rand_range(rand, 0.006f, 0.011f) * (blades < 20 ? 1.6f : 1.0f),
            .lean = {{cosf(turn) * (0.12f + 0.55f * out) + 0.18f,
                      sinf(turn) * (0.12f + 0.55f * out)}},
        };
        const float spread_m = 0.16f * size * out;
        const float x_m = root_m.x + cosf(turn) * spread_m;
        const float z_m = root_m.z + sinf(turn) * spread_m;
        blade.root_m = v3(x_m, world_terrain_height_m(terrain, x_m, z_m) - 0.03f, z_m);
        const float own = glm_clamp(dry + rand_range(rand, -0.35f, 0.35f), 0.0f, 1.0f);
        blade.color =
            glms_vec3_scale(glms_vec3_lerp(green, straw, own), rand_range(rand, 0.7f, 1.1f));
        add_blade(shape, &blade);
    }
}

// Grass grows on the dunes in patches, never on the beach or the way.
static bool grows(const struct world_terrain *terrain, float x_m, float z_m, struct rand *rand)
{
    const float height_m = world_terrain_height_m(terrain, x_m, z_m);
    const float patch = world_noise_flat_sum(x_m * 0.3f, z_m * 0.3f, 2, terrain->seed + 61);
    const float wish = glm_smoothstep(-0.25f, 0.35f, height_m) * (0.25f + 2.2f * patch);
    return wish > rand_range(rand, 0.0f, 1.0f) && fabsf(x_m) > 2.2f;
}

enum err world_grass_build(const struct world_terrain *terrain, float season, int detail,
                           struct arena *arena, struct stage_geometry *geometry, uint16_t *out_mesh)
{
    static const struct {
        int tufts, blades;
    } by_detail[] = {{32, 7}, {80, 12}, {400, 20}, {950, 38}};
    const int tufts = by_detail[detail].tufts;
    const int blades = by_detail[detail].blades;
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, (uint32_t)(tufts * blades * 5),
                          (uint32_t)(tufts * blades * 9)));
    // The number of tries is bounded, so that a bare dune costs no endless search.
    int made = 0;
    for (int i = 0; i < tufts * 60 && made < tufts; i++) {
        // Each try has numbers of its own: the coarser levels' tufts are the first of the finer's.
        struct rand rand = rand_seeded(terrain->seed, 20000 + (uint64_t)i);
        const float turn = rand_range(&rand, 0.0f, 6.2831853f);
        const float far = rand_range(&rand, 0.0f, 1.0f);
        const float radius_m = 3.2f + 22.0f * far * far;
        const float x_m = radius_m * sinf(turn);
        const float z_m = -radius_m * cosf(turn);
        if (grows(terrain, x_m, z_m, &rand)) {
            add_tuft(&shape, terrain, season, &rand, v3(x_m, 0.0f, z_m), blades);
            made++;
        }
    }
    *out_mesh = world_shape_end(&shape, geometry, "grass");
    return ERR_OK;
}
