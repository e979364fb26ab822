// Rocks: boulders by the water, stones on the sand, stacks out in the bay.
#ifndef WORLD_ROCKS_H
#define WORLD_ROCKS_H

#include "world/terrain.h"

MUST_USE enum err world_rocks_build(const struct world_terrain *terrain, int detail,
                                    struct arena *arena, struct stage_geometry *geometry,
                                    uint16_t *out_mesh);

#endif
