// Far land on both sides of the bay: hills that stand pale in the haze.
#ifndef WORLD_HEADLAND_H
#define WORLD_HEADLAND_H

#include "world/terrain.h"

MUST_USE enum err world_headland_build(uint64_t seed, int detail, struct arena *arena,
                                       struct stage_geometry *geometry, uint16_t *out_mesh);

#endif
