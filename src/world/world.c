#include "world/world.h"

#include "world/cue.h"
#include "world/forest.h"
#include "world/photo.h"
#include "world/rocks.h"
#include "world/shore.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const float FOLLOW_HZ = 3.5f;      // angular pace of the follower: lags by about 0.55 s
static const float SPEED_MAX_HZ = 0.7f;   // levels a second; an easy breath needs 0.5
static const double STEP_MAX_S = 0.1;     // a pause or a jump in time moves nothing at once
static const double REWIND_MAX_S = 0.001; // time that goes back begins anew

static enum err init_forest(struct world *world, enum world_detail least, enum world_detail most,
                            struct arena *arena)
{
    struct world_forest *forest = arena_alloc(arena, 1, sizeof *forest);
    if (!forest) {
        return ERR_NO_MEMORY;
    }
    world->place = forest;
    world_forest_plan(forest, world->scene);
    for (int detail = (int)least; detail <= (int)most; detail++) {
        TRY(world_forest_build(forest, world->scene, detail, arena,
                               &world->geometry[world->level_count++]));
    }
    return world_glade_map(&forest->glade, arena, &world->geometry[world->level_count - 1]);
}

enum err world_init(struct world *world, const struct scene *scene, enum world_detail least,
                    enum world_detail most, struct arena *arena)
{
    assert(least <= most && most < WORLD_DETAIL_COUNT);
    *world = (struct world){.scene = scene};
    if (scene->place == SCENE_PLACE_PHOTO) { // has no meshes
        world->place = arena_alloc(arena, 1, sizeof(struct world_photo));
        return world->place ? ERR_OK : ERR_NO_MEMORY;
    }
    if (scene->place == SCENE_PLACE_FOREST) {
        return init_forest(world, least, most, arena);
    }
    assert(scene->place == SCENE_PLACE_SHORE);
    struct world_shore *shore = arena_alloc(arena, 1, sizeof *shore);
    if (!shore) {
        return ERR_NO_MEMORY;
    }
    world->place = shore;
    for (int detail = (int)least; detail <= (int)most; detail++) {
        TRY(world_shore_build(shore, scene, detail, arena, &world->geometry[world->level_count++]));
    }
    struct stage_geometry *finest = &world->geometry[world->level_count - 1];
    TRY(world_terrain_map(&shore->terrain, arena, finest));
    world_rocks_shoal(&shore->terrain, finest);
    return ERR_OK;
}

// Breath is only ever for the better: the patient's own when it is known, the guide's when not,
// and without both the place keeps a slow pace of its own.
static float own_level(const struct world *world, double scene_s)
{
    if (world->scene->place == SCENE_PLACE_FOREST) {
        return world_mist_own_level(scene_s);
    }
    const struct world_shore *shore = world->place;
    return world_water_own_level(&shore->water, scene_s);
}

static float wished_level(const struct world *world, const struct world_input *input)
{
    const float own = own_level(world, input->scene_s);
    float followed = own;
    if (input->breath.is_sure) {
        followed = input->breath.level;
    } else if (input->guide.is_on) {
        followed = input->guide.level;
    }
    const float share = world->scene->place == SCENE_PLACE_FOREST ? world->scene->breath_mist
                                                                  : world->scene->breath_swell;
    return glm_clamp(own + share * (followed - own), 0.0f, 1.0f);
}

// A critically damped spring with a limit of speed: continuous in value and slope, no overshoot.
static void follow(struct world *world, float wish, float step_s)
{
    const float pull = FOLLOW_HZ * FOLLOW_HZ * (wish - world->swell_level);
    const float speed =
        (world->swell_speed + pull * step_s) /
        (1.0f + 2.0f * FOLLOW_HZ * step_s + FOLLOW_HZ * FOLLOW_HZ * step_s * step_s);
    world->swell_speed = glm_clamp(speed, -SPEED_MAX_HZ, SPEED_MAX_HZ);
    world->swell_level = glm_clamp(world->swell_level + world->swell_speed * step_s, 0.0f, 1.0f);
}

static float step_since_last(struct world *world, double scene_s)
{
    const double step_s = scene_s - world->last_s;
    const bool begins = !world->has_begun || step_s < -REWIND_MAX_S;
    world->last_s = scene_s;
    world->has_begun = true;
    if (begins) {
        return 0.0f;
    }
    return (float)fmin(fmax(step_s, 0.0001), STEP_MAX_S);
}

// Texts of panels are large and not ours; everything else starts from nothing.
static void clear(struct stage *stage)
{
    stage->sky = (struct stage_sky){0};
    stage->light = (struct stage_light){0};
    stage->water = (struct stage_water){0};
    stage->has_water = false;
    stage->photo = (struct stage_photo){0};
    stage->draw_count = 0;
    stage->panel_count = 0;
    stage->sound_count = 0;
    stage->overflow_count = 0;
}

static void stage_place(struct world *world, const struct world_input *input, float step_s,
                        struct stage *stage)
{
    const float wish = wished_level(world, input);
    if (step_s > 0.0f) {
        follow(world, wish, step_s);
    } else {
        world->swell_level = wish;
        world->swell_speed = 0.0f;
    }
    if (world->scene->place == SCENE_PLACE_FOREST) {
        world_forest_stage(world->place, world->scene, input, world->swell_level, step_s, stage);
    } else {
        world_shore_stage(world->place, world->scene, input, world->swell_level, step_s, stage);
    }
}

void world_stage(struct world *world, const struct world_input *input, struct stage *stage)
{
    clear(stage);
    stage->scene_s = input->scene_s;
    stage->fade = 1.0f;
    stage->level = input->level;
    const float step_s = step_since_last(world, input->scene_s);
    world_cue_step(&world->cue, input, step_s);
    if (world->scene->place == SCENE_PLACE_PHOTO) {
        world_photo_stage(world->place, world->scene, input, step_s, stage);
    } else {
        stage_place(world, input, step_s, stage);
    }
    world_cue_stage(&world->cue, input, stage);
}
