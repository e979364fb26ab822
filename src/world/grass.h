// Marram grass on the dunes: tufts of bent blades.
#ifndef WORLD_GRASS_H
#define WORLD_GRASS_H

#include "world/terrain.h"

MUST_USE enum err world_grass_build(const struct world_terrain *terrain, int detail,
                                    struct arena *arena, struct stage_geometry *geometry,
                                    uint16_t *out_mesh);

#endif
