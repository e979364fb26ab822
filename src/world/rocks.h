// Rocks: boulders by the water, stones on the sand, stacks out in the bay.
#ifndef WORLD_ROCKS_H
#define WORLD_ROCKS_H

#include "world/terrain.h"

MUST_USE enum err world_rocks_build(const struct world_terrain *terrain, int detail,
                                    struct arena *arena, struct stage_geometry *geometry,
                                    uint16_t *out_mesh);

// Raises the height map about rocks that stand in the water, nearly to its level: there the sea is
// shallow and foams. The ground itself stays as it is.
void world_rocks_shoal(const struct world_terrain *terrain, struct stage_geometry *geometry);

#endif
