// Marram grass on the dunes: tufts of bent blades, greener in spring, straw in autumn.
#ifndef WORLD_GRASS_H
#define WORLD_GRASS_H

#include "world/terrain.h"

// `season` as in the scene file: 0 spring, 0.4 summer, 1 autumn.
MUST_USE enum err world_grass_build(const struct world_terrain *terrain, float season, int detail,
                                    struct arena *arena, struct stage_geometry *geometry,
                                    uint16_t *out_mesh);

#endif
