#include "world/forest.h"

#include "world/morning.h"
#include "world/shape.h"

#include <math.h>

void world_forest_plan(struct world_forest *forest, const struct scene *scene)
{
    forest->brook = world_brook_seeded(scene->seed);
    forest->glade = (struct world_glade){
        .seed = (uint32_t)(scene->seed * 2654435761u),
        .brook = &forest->brook,
    };
    forest->stones = world_stones_seeded(scene->seed, &forest->glade);
    forest->trees = world_trees_seeded(scene->seed, &forest->glade);
    forest->gusts = world_gusts_seeded(scene->seed);
    world_birds_plan(&forest->birds, scene->seed, &forest->stones, &forest->trees);
    world_seek_init(&forest->seek);
}

enum err world_forest_build(struct world_forest *forest, const struct scene *scene, int detail,
                            struct arena *arena, struct stage_geometry *geometry)
{
    TRY(world_glade_build(&forest->glade, scene->season, detail, arena, geometry));
    TRY(world_brook_build(&forest->brook, detail, arena, geometry));
    TRY(world_stones_build(&forest->stones, &forest->glade, detail, arena, geometry));
    TRY(world_trees_build(&forest->trees, scene->season, detail, arena, geometry));
    TRY(world_ferns_build(&forest->ferns, &forest->glade, scene->season, detail, arena, geometry));
    TRY(world_birds_build(&forest->birds, arena, geometry));
    return world_mist_build(&forest->mist, scene->seed, &forest->glade, detail, arena, geometry);
}

static struct stage_draw *add_still(struct stage *stage, uint16_t mesh,
                                    enum stage_material material, bool casts_shadow)
{
    struct stage_draw *draw = stage_add_draw(stage);
    if (draw) {
        draw->mesh = mesh;
        draw->material = (uint8_t)material;
        draw->casts_shadow = casts_shadow;
        draw->world_from_mesh = glms_mat4_identity();
        draw->radius_m = 200.0f; // all around the viewer: always seen
    }
    return draw;
}

void world_forest_stage(struct world_forest *forest, const struct scene *scene,
                        const struct world_input *input, float level, float step_s,
                        struct stage *stage)
{
    const double scene_s = input->scene_s;
    world_seek_step(&forest->seek, &forest->birds, input, step_s);
    world_morning_stage(scene, scene_s, input->left_s, stage);
    world_gusts_stage(&forest->gusts, scene, scene_s, stage);

    // Near before far: what is hidden costs nothing.
    world_birds_stage(&forest->birds, &forest->seek.task, scene->bird_gain, scene_s, stage);
    add_still(stage, forest->stones.mesh, STAGE_MATERIAL_SOLID, true);
    add_still(stage, forest->trees.wood_mesh, STAGE_MATERIAL_SOLID, true);
    add_still(stage, forest->glade.mesh, STAGE_MATERIAL_SOLID, false);
    add_still(stage, forest->ferns.grass_mesh, STAGE_MATERIAL_FOLIAGE, false);
    add_still(stage, forest->ferns.fern_mesh, STAGE_MATERIAL_SPRAY, true);
    add_still(stage, forest->trees.leaf_mesh, STAGE_MATERIAL_SPRAY, false);
    add_still(stage, forest->trees.shade_mesh, STAGE_MATERIAL_SHADE, true);
    add_still(stage, forest->trees.far_wood_mesh, STAGE_MATERIAL_SOLID, false);
    add_still(stage, forest->trees.far_leaf_mesh, STAGE_MATERIAL_SPRAY, false);
    add_still(stage, forest->brook.mesh, STAGE_MATERIAL_BROOK, false);
    world_mist_stage(&forest->mist, scene, level, stage);
    world_brook_sound(&forest->brook, scene, scene_s, stage);
    world_gusts_sound(&forest->gusts, scene, scene_s, stage);
}
