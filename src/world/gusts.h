// The wind in the trees: a light air, and gusts that run through the forest one at a time. Each can
// be heard upwind before the leaves near by move.
#ifndef WORLD_GUSTS_H
#define WORLD_GUSTS_H

#include "scene/scene.h"
#include "stage/stage.h"

struct world_gusts {
    uint32_t seed;
    vec2s wind; // unit, where it blows to
};

struct world_gusts world_gusts_seeded(uint64_t seed);

// How hard it blows at a place, 0..about 1: the gust alone.
float world_gusts_force(const struct world_gusts *gusts, double scene_s, float x_m, float z_m);

// Fills the wind and gust of the light.
void world_gusts_stage(const struct world_gusts *gusts, const struct scene *scene, double scene_s,
                       struct stage *stage);

// What is heard: upwind, overhead and downwind.
void world_gusts_sound(const struct world_gusts *gusts, const struct scene *scene, double scene_s,
                       struct stage *stage);

#endif
