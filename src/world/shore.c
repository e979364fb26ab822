#include "world/shore.h"

#include "world/grass.h"
#include "world/headland.h"
#include "world/rocks.h"
#include "world/shape.h"
#include "world/sky.h"
#include "world/sounds.h"
#include "world/strand.h"

#include <math.h>

enum err world_shore_build(struct world_shore *shore, const struct scene *scene, int detail,
                           struct arena *arena, struct stage_geometry *geometry)
{
    shore->terrain = world_terrain_seeded(scene->seed);
    const struct world_terrain *terrain = &shore->terrain;
    shore->water = world_water_seeded(scene->seed);
    TRY(world_terrain_build_sea(terrain, detail, arena, geometry, &shore->water.mesh,
                                &shore->water.shore_mesh));
    TRY(world_rocks_build(terrain, detail, arena, geometry, &shore->rock_mesh));
    TRY(world_jetty_build(&shore->jetty, scene->seed, detail, arena, geometry));
    TRY(world_terrain_build(terrain, shore->jetty.turn_rad, detail, arena, geometry,
                            &shore->sand_mesh));
    TRY(world_grass_build(terrain, scene->season, detail, arena, geometry, &shore->grass_mesh));
    TRY(world_strand_build(terrain, world_water_longest_run_m(scene), detail, arena, geometry,
                           &shore->strand_mesh));
    TRY(world_headland_build(scene->seed, detail, arena, geometry, &shore->headland_mesh));
    TRY(world_gulls_build(&shore->gulls, scene->seed, shore->jetty.perch_at_m, arena, geometry));
    return ERR_OK;
}

static void add_land(struct stage *stage, uint16_t mesh, enum stage_material material,
                     bool casts_shadow, mat4s in_world)
{
    struct stage_draw *draw = stage_add_draw(stage);
    if (draw) {
        draw->mesh = mesh;
        draw->material = (uint8_t)material;
        draw->casts_shadow = casts_shadow;
        draw->world_from_mesh = in_world;
        draw->radius_m = 4000.0f; // all around the viewer: always seen
    }
}

static vec2s wind_lean_m(const struct world_shore *shore, const struct scene *scene, double scene_s)
{
    const float force = glm_clamp(scene->wind_m_s / 12.0f, 0.0f, 1.0f);
    const float lean = force * (0.12f + 0.25f * world_sounds_gust(scene, scene_s));
    return glms_vec2_scale(shore->water.wind, lean);
}

// Haze over the sea: a fifth of a usual evening's to six times that, even in steps of the
// parameter.
static float haze(const struct scene *scene)
{
    return powf(6.0f, 2.0f * scene->mist - 1.0f);
}

void world_shore_stage(struct world_shore *shore, const struct scene *scene,
                       const struct world_input *input, float level, float step_s,
                       struct stage *stage)
{
    const double scene_s = input->scene_s;
    world_sky_stage(scene, scene_s, input->left_s, stage);
    stage->light.fog_per_m *= haze(scene);
    stage->light.wind_m = wind_lean_m(shore, scene, scene_s);
    world_water_stage(&shore->water, scene, scene_s, level, step_s, stage);
    const struct world_lantern_hour hour = {
        .seed = scene->seed,
        .whole_s = 60.0 * (double)scene->minutes,
        .call_count = world_gulls_call_count(&shore->gulls, scene_s),
    };
    world_lanterns_step(&shore->lanterns, &shore->jetty, &hour, input, step_s);

    // Near before far: what is hidden costs nothing.
    const mat4s still = glms_mat4_identity();
    add_land(stage, shore->jetty.mesh, STAGE_MATERIAL_SOLID, true,
             world_jetty_in_world(&shore->jetty));
    world_lanterns_stage(&shore->lanterns, &shore->jetty, scene_s, stage);
    add_land(stage, shore->rock_mesh, STAGE_MATERIAL_SOLID, true, still);
    add_land(stage, shore->strand_mesh, STAGE_MATERIAL_SOLID, false, still);
    add_land(stage, shore->grass_mesh, STAGE_MATERIAL_FOLIAGE, true, still);
    add_land(stage, shore->sand_mesh, STAGE_MATERIAL_GROUND, false, still);
    world_gulls_stage(&shore->gulls, scene_s, WORLD_WATER_LEVEL_M, stage);
    add_land(stage, shore->headland_mesh, STAGE_MATERIAL_SOLID, false, still);

    const struct world_sounds sounds = {scene, &shore->terrain, &shore->water, &shore->gulls};
    world_sounds_stage(&sounds, scene_s, stage);
}
