// Light of the morning, by the hour: from the first rays between the trunks to a bright forenoon.
#ifndef WORLD_MORNING_H
#define WORLD_MORNING_H

#include "scene/scene.h"
#include "stage/stage.h"

// The hour of the day the scene has come to.
float world_morning_hour(const struct scene *scene, double scene_s, double left_s);

// 0..1: how far the brightening of the last seconds has come.
float world_morning_end(const struct scene *scene, double left_s);

// Fills sky and light but wind and mist.
void world_morning_stage(const struct scene *scene, double scene_s, double left_s,
                         struct stage *stage);

#endif
