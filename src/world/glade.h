// The forest's floor: the valley of the brook, its banks and bed, and the level place where the
// viewer sits. Height 0 is the floor under the viewer.
#ifndef WORLD_GLADE_H
#define WORLD_GLADE_H

#include "world/brook.h"

struct world_glade {
    uint32_t seed;
    const struct world_brook *brook; // borrowed from the place
    uint16_t mesh;
};

float world_glade_height_m(const struct world_glade *glade, float x_m, float z_m);

MUST_USE enum err world_glade_build(struct world_glade *glade, float season, int detail,
                                    struct arena *arena, struct stage_geometry *geometry);
// The height map of the geometry.
MUST_USE enum err world_glade_map(const struct world_glade *glade, struct arena *arena,
                                  struct stage_geometry *geometry);

#endif
