#include "world/ferns.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/spray.h"

#include <math.h>

enum { FRONDS = 9, BUSH_SPRAYS = 26, FROND_PARTS = 2 };

static const struct fineness {
    int ferns, fronds, bushes, bush_sprays, tufts, blades;
} by_detail[] = {{26, 4, 12, 4, 0, 0},
                 {70, 5, 18, 11, 60, 4},
                 {230, 7, 34, 44, 420, 9},
                 {360, 12, 34, 190, 1000, 18}};

static vec3s direction(float turn, float up)
{
    return v3(sinf(turn) * cosf(up), sinf(up), -cosf(turn) * cosf(up));
}

// Where something grows: each try has numbers of its own, so that the coarse levels' plants are
// the first of the fine levels'.
static bool find_place(const struct world_glade *glade, struct rand *rand, float nearest_m,
                       float farthest_m, float dry_m, vec3s *out_m)
{
    const float turn = rand_range(rand, 0.0f, 6.2831853f);
    const float out = rand_range(rand, 0.0f, 1.0f);
    const float far_m = nearest_m + (farthest_m - nearest_m) * out * sqrtf(out);
    const float x_m = far_m * sinf(turn), z_m = -far_m * cosf(turn);
    const struct world_brook_near near = world_brook_near(glade->brook, x_m, z_m);
    const float bank_m = near.away_m - near.half_m;
    const float patch = world_noise_flat_sum(x_m * 0.35f, z_m * 0.35f, 2, glade->seed + 61);
    *out_m = v3(x_m, world_glade_height_m(glade, x_m, z_m), z_m);
    return bank_m > dry_m && patch + 0.35f * expf(-bank_m * 0.5f) > rand_range(rand, -0.4f, 0.35f);
}

// A frond is two sprays, the outer one bent down.
static void add_frond(struct world_shape *shape, vec3s root_m, float turn, float up, float length_m,
                      vec3s color)
{
    vec3s at_m = root_m;
    for (int i = 0; i < FROND_PARTS; i++) {
        const vec3s along = direction(turn, up - 0.85f * (float)i);
        const struct world_spray spray = {
            .stem_m = at_m,
            .along = along,
            .across = direction(turn + 1.5708f, 0.0f),
            .length_m = length_m * (i == 0 ? 0.62f : 0.5f),
            .half_m = length_m * (i == 0 ? 0.20f : 0.15f),
            .normal = glms_vec3_normalize(glms_vec3_add(v3(0, 1, 0), glms_vec3_scale(along, 0.4f))),
            .color = color,
            .open = i == 0 ? 0.4f : 0.75f,
            .sway = 0.10f + 0.12f * (float)i,
            .kind = WORLD_SPRAY_FERN,
        };
        world_spray_add(shape, &spray);
        at_m = glms_vec3_muladds(along, 0.52f * length_m, at_m);
        at_m.y -= 0.03f * length_m;
    }
}

static void add_fern(struct world_shape *shape, struct rand *rand, vec3s at_m, int fronds,
                     float season)
{
    const float size_m = rand_range(rand, 0.45f, 0.95f);
    const float start = rand_range(rand, 0.0f, 6.28f);
    const float own = rand_range(rand, 0.0f, 1.0f);
    for (int i = 0; i < fronds; i++) {
        const float turn = start + 2.39996f * (float)i;
        const vec3s color =
            glms_vec3_scale(world_spray_color(0.7f * season, own), rand_range(rand, 0.55f, 0.95f));
        add_frond(shape, at_m, turn, rand_range(rand, 0.65f, 1.15f),
                  size_m * rand_range(rand, 0.8f, 1.15f), color);
    }
}

static void add_bush(struct world_shape *shape, struct rand *rand, vec3s at_m, int sprays,
                     float season)
{
    const float high_m = rand_range(rand, 0.9f, 2.3f);
    const float own = rand_range(rand, 0.0f, 1.0f);
    const float size = sqrtf((float)BUSH_SPRAYS / (float)sprays);
    for (int i = 0; i < sprays; i++) {
        const float turn = rand_range(rand, 0.0f, 6.2831853f);
        const float up = rand_range(rand, 0.1f, 1.0f);
        const vec3s out = direction(turn, 0.0f);
        const float out_m =
            0.75f * high_m * sqrtf(rand_range(rand, 0.0f, 1.0f)) * (1.15f - 0.6f * up);
        vec3s stem_m = glms_vec3_muladds(out, out_m, at_m);
        stem_m.y += high_m * up;
        const float length_m = size * rand_range(rand, 0.38f, 0.62f);
        const vec3s along =
            direction(turn + rand_range(rand, -0.9f, 0.9f), rand_range(rand, -0.3f, 0.6f));
        const float tilt = rand_range(rand, -0.9f, 0.9f);
        const vec3s level = glms_vec3_normalize(glms_vec3_cross(along, v3(0, 1, 0)));
        const struct world_spray spray = {
            .stem_m = stem_m,
            .along = along,
            .across = glms_vec3_normalize(glms_vec3_add(level, v3(0, tilt, 0))),
            .length_m = length_m,
            .half_m = 0.42f * length_m,
            .normal = glms_vec3_normalize(glms_vec3_add(v3(0, 0.8f, 0), out)),
            .color = glms_vec3_scale(world_spray_color(season, own), rand_range(rand, 0.6f, 1.1f)),
            .open = 0.25f + 0.6f * up,
            .sway = 0.12f + 0.2f * up,
            .kind = WORLD_SPRAY_LEAVES,
        };
        world_spray_add(shape, &spray);
    }
}

static enum err build_ferns(struct world_ferns *ferns, const struct world_glade *glade,
                            float season, const struct fineness *fine, struct arena *arena,
                            struct stage_geometry *geometry)
{
    struct world_shape shape;
    const uint32_t sprays =
        (uint32_t)(fine->ferns * fine->fronds * FROND_PARTS + fine->bushes * fine->bush_sprays);
    TRY(world_shape_begin(&shape, arena, sprays * 4, sprays * 6));
    vec3s at_m;
    for (int i = 0, made = 0; i < fine->ferns * 30 && made < fine->ferns; i++) {
        struct rand rand = rand_seeded(glade->seed, 30000 + (uint64_t)i);
        if (find_place(glade, &rand, 2.2f, 24.0f, 0.25f, &at_m)) {
            add_fern(&shape, &rand, at_m, fine->fronds, season);
            made++;
        }
    }
    for (int i = 0, made = 0; i < fine->bushes * 30 && made < fine->bushes; i++) {
        struct rand rand = rand_seeded(glade->seed, 40000 + (uint64_t)i);
        if (find_place(glade, &rand, 5.5f, 20.0f, 1.3f, &at_m)) {
            add_bush(&shape, &rand, at_m, fine->bush_sprays, season);
            made++;
        }
    }
    ferns->fern_mesh = world_shape_end(&shape, geometry, "ferns");
    return ERR_OK;
}

static void add_blade(struct world_shape *shape, struct rand *rand, vec3s root_m, vec3s color,
                      float wide)
{
    const float turn = rand_range(rand, 0.0f, 6.2831853f);
    const float high_m = rand_range(rand, 0.12f, 0.34f);
    const float lean_m = high_m * rand_range(rand, 0.1f, 0.7f);
    const vec3s side = glms_vec3_scale(direction(turn, 0.0f), 0.006f * wide);
    const vec3s out = direction(turn + 1.5708f, 0.0f);
    const vec3s normal = glms_vec3_normalize(glms_vec3_add(v3(0, 1.2f, 0), out));
    struct world_skin skin = {.albedo = glms_vec3_scale(color, 0.55f), .open = 0.4f};
    const uint32_t a = world_shape_vertex(shape, glms_vec3_sub(root_m, side), normal, &skin);
    const uint32_t b = world_shape_vertex(shape, glms_vec3_add(root_m, side), normal, &skin);
    skin = (struct world_skin){.albedo = color, .open = 1.0f, .sway = high_m};
    vec3s tip_m = glms_vec3_muladds(out, lean_m, root_m);
    tip_m.y += high_m;
    world_shape_triangle(shape, a, b, world_shape_vertex(shape, tip_m, normal, &skin));
}

static enum err build_grass(struct world_ferns *ferns, const struct world_glade *glade,
                            float season, const struct fineness *fine, struct arena *arena,
                            struct stage_geometry *geometry)
{
    struct world_shape shape;
    const uint32_t blades = (uint32_t)(fine->tufts * fine->blades);
    TRY(world_shape_begin(&shape, arena, blades * 3 + 1, blades * 3 + 1));
    vec3s at_m;
    for (int i = 0, made = 0; i < fine->tufts * 30 && made < fine->tufts; i++) {
        struct rand rand = rand_seeded(glade->seed, 60000 + (uint64_t)i);
        if (!find_place(glade, &rand, 0.9f, 11.0f, 0.05f, &at_m)) {
            continue;
        }
        made++;
        for (int k = 0; k < fine->blades; k++) {
            vec3s root_m = glms_vec3_add(
                at_m, v3(rand_range(&rand, -0.09f, 0.09f), 0.0f, rand_range(&rand, -0.09f, 0.09f)));
            root_m.y = world_glade_height_m(glade, root_m.x, root_m.z) - 0.02f;
            const vec3s color = glms_vec3_scale(
                world_spray_color(0.8f * season, rand_range(&rand, 0.0f, 1.0f)), 0.8f);
            add_blade(&shape, &rand, root_m, color, fine->blades < 12 ? 1.5f : 1.0f);
        }
    }
    ferns->grass_mesh = world_shape_end(&shape, geometry, "grass");
    return ERR_OK;
}

enum err world_ferns_build(struct world_ferns *ferns, const struct world_glade *glade, float season,
                           int detail, struct arena *arena, struct stage_geometry *geometry)
{
    const struct fineness *fine = &by_detail[detail];
    TRY(build_ferns(ferns, glade, season, fine, arena, geometry));
    return build_grass(ferns, glade, season, fine, arena, geometry);
}
