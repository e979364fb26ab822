// What the sea left at the reach of its longest runs: weed, shells, pebbles.
#ifndef WORLD_STRAND_H
#define WORLD_STRAND_H

#include "world/terrain.h"

// `reach_m` is how far up the beach the longest run comes.
MUST_USE enum err world_strand_build(const struct world_terrain *terrain, float reach_m, int detail,
                                     struct arena *arena, struct stage_geometry *geometry,
                                     uint16_t *out_mesh);

#endif
