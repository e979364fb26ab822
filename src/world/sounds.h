// What is heard at the shore: the water's edge left, ahead and right, wind, a gull far out.
#ifndef WORLD_SOUNDS_H
#define WORLD_SOUNDS_H

#include "scene/scene.h"
#include "world/gulls.h"
#include "world/terrain.h"
#include "world/water.h"

struct world_sounds {
    const struct scene *scene;           // borrowed
    const struct world_terrain *terrain; // borrowed
    const struct world_water *water;     // borrowed
    const struct world_gulls *gulls;     // borrowed
};

void world_sounds_stage(const struct world_sounds *sounds, double scene_s, struct stage *stage);

// 0..1: how strong the wind blows just now, about its mean.
float world_sounds_gust(const struct scene *scene, double scene_s);

#endif
