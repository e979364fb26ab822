// Light of the evening: from golden dusk to night, as one number moves from 0 to 1.
#ifndef WORLD_SKY_H
#define WORLD_SKY_H

#include "scene/scene.h"
#include "stage/stage.h"

// How far into the evening the scene is: 0 = the sun stands 10 degrees high, 1 = full night.
float world_sky_dusk(const struct scene *scene, double scene_s, double left_s);

// Fills sky and light but lamps and wind.
void world_sky_stage(const struct scene *scene, double scene_s, double left_s, struct stage *stage);

#endif
