// The sea of one instant: a swell that follows the breath, and its runs up the sand.
#ifndef WORLD_WATER_H
#define WORLD_WATER_H

#include "scene/scene.h"
#include "stage/stage.h"
#include "world/terrain.h"

#include <stdbool.h>

struct world_water {
    struct stage_wave waves[STAGE_WAVE_MAX]; // at rest: height 1 = the scene's swell
    float start_rad[STAGE_WAVE_MAX];
    vec2s wind; // unit
    uint16_t mesh, shore_mesh;
    float wet_m;
    float last_swash_m;
};

struct world_water world_water_seeded(uint64_t seed);

// What the water does between breaths it does not know: a slow rise and fall of its own, 0..1.
float world_water_own_level(const struct world_water *water, double scene_s);

// `level` 0..1 is how full the breath is: full draws the sea back, empty lets it run up.
// `step_s` is the time since the last call, 0 at the first.
void world_water_stage(struct world_water *water, const struct scene *scene, double scene_s,
                       float level, float step_s, struct stage *stage);

// How far up the beach the longest run comes, in metres along the sand.
float world_water_longest_run_m(const struct scene *scene);

// How far the swash has run, 0..1, for what is heard.
float world_water_drive(const struct world_water *water, const struct scene *scene);

#endif
