#include "world/mist.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

static const float FOG_HEIGHT_M = 14.0f;

float world_mist_own_level(double scene_s)
{
    const double turn =
        scene_s * (6.283185307 / 11.0) + 0.8 * (double)world_noise_line(scene_s / 17.0, 5711u);
    return 0.5f - 0.5f * (float)cos(turn);
}

static void add_card(struct world_shape *shape, vec3s at_m, vec2s half_m, bool is_shaft,
                     float density, float phase)
{
    static const float corners[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    uint32_t made[4];
    for (int i = 0; i < 4; i++) {
        const float up = is_shaft ? 0.5f + 0.5f * corners[i][1] : corners[i][1];
        const struct world_skin skin = {
            .open = density,
            .roughness = 0.5f + 0.5f * corners[i][0],
            .wetness = 0.5f + 0.5f * corners[i][1],
            .grain = is_shaft ? 255 : 0,
        };
        made[i] = world_shape_vertex(shape, at_m,
                                     v3(corners[i][0] * half_m.x, up * half_m.y, phase), &skin);
    }
    world_shape_quad(shape, made[0], made[1], made[2], made[3]);
}

enum err world_mist_build(struct world_mist *mist, uint64_t seed, const struct world_glade *glade,
                          int detail, struct arena *arena, struct stage_geometry *geometry)
{
    static const int puffs_by_detail[] = {14, 22, 34, 44}, shafts_by_detail[] = {6, 9, 14, 18};
    const int puffs = puffs_by_detail[detail], shafts = shafts_by_detail[detail];
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, (uint32_t)(puffs + shafts) * 4,
                          (uint32_t)(puffs + shafts) * 6));
    struct rand rand = rand_seeded(seed, 43);
    struct rand shaft_rand = rand_seeded(seed, 44);
    for (int i = 0; i < puffs; i++) {
        // Along the water, most of it upstream where the eye looks.
        const float part = rand_range(&rand, 0.10f, 0.85f);
        const vec3s on = glade->brook->at_m[(int)(part * (float)WORLD_BROOK_POINTS)];
        const vec3s at_m =
            v3(on.x + rand_range(&rand, -3.5f, 3.5f), 0.0f, on.z + rand_range(&rand, -3.0f, 3.0f));
        const float half_m = rand_range(&rand, 1.6f, 3.6f);
        const float floor_m = world_glade_height_m(glade, at_m.x, at_m.z);
        add_card(&shape, v3(at_m.x, floor_m + 0.35f * half_m, at_m.z),
                 (vec2s){{half_m, 0.42f * half_m}}, false, rand_range(&rand, 0.25f, 0.75f),
                 rand_range(&rand, 0.0f, 6.28f));
    }
    for (int i = 0; i < shafts; i++) {
        const float turn = rand_range(&shaft_rand, -0.9f, 1.2f);
        const float far_m = rand_range(&shaft_rand, 6.0f, 22.0f);
        const vec3s top_m =
            v3(far_m * sinf(turn), rand_range(&shaft_rand, 7.0f, 11.0f), -far_m * cosf(turn));
        add_card(
            &shape, top_m,
            (vec2s){{rand_range(&shaft_rand, 0.25f, 0.8f), rand_range(&shaft_rand, 13.0f, 20.0f)}},
            true, rand_range(&shaft_rand, 0.35f, 1.0f), rand_range(&shaft_rand, 0.0f, 6.28f));
    }
    mist->mesh = world_shape_end(&shape, geometry, "mist");
    return ERR_OK;
}

void world_mist_stage(const struct world_mist *mist, const struct scene *scene, float level,
                      struct stage *stage)
{
    struct stage_light *light = &stage->light;
    // An empty breath gathers the mist, a full one lifts it and lets the light in.
    const float thin = 1.0f - 0.35f * level;
    light->fog_per_m = 0.005f + 0.034f * scene->mist * (0.8f + 0.2f * thin);
    light->fog_height_m = FOG_HEIGHT_M;
    struct stage_draw *draw = stage_add_draw(stage);
    if (draw) {
        const float sunny = 1.0f - glm_smoothstep(0.3f, 0.9f, scene->cloud_cover);
        draw->mesh = mist->mesh;
        draw->material = STAGE_MATERIAL_MIST;
        draw->world_from_mesh = glms_mat4_identity();
        draw->radius_m = 200.0f;
        draw->glow = glms_vec3_scale(v3(0.6f * scene->mist * thin, 0.1f + 0.75f * level,
                                        (0.35f + scene->mist) * sunny * (0.7f + 0.5f * level)),
                                     1.0f / light->exposure);
    }
}
