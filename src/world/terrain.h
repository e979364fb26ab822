// The land: a bay whose beach falls slowly into the sea ahead (-z) and rises to dunes behind.
//
// Height 0 is the floor under the viewer, the deck of the jetty. One function gives the height
// everywhere; meshes, the height map, rocks and grass all stand on it.
#ifndef WORLD_TERRAIN_H
#define WORLD_TERRAIN_H

#include "base/arena.h"
#include "base/err.h"
#include "stage/stage.h"

#include <stdint.h>

#define WORLD_WATER_LEVEL_M (-0.75f)
#define WORLD_BEACH_SLOPE   0.085f // rise per metre where the water meets the sand

struct world_terrain {
    uint32_t seed;
    float bend[4]; // phases and sizes of the shoreline's curves
};

struct world_terrain world_terrain_seeded(uint64_t seed);

// Where the mean waterline lies at this x.
float world_terrain_shore_z_m(const struct world_terrain *terrain, float x_m);

float world_terrain_height_m(const struct world_terrain *terrain, float x_m, float z_m);
vec3s world_terrain_normal(const struct world_terrain *terrain, float x_m, float z_m);

// The sand as a mesh of rings about the viewer, darker under the deck of the jetty, which runs
// through the viewer turned by so much.
MUST_USE enum err world_terrain_build(const struct world_terrain *terrain, float jetty_turn_rad,
                                      int detail, struct arena *arena,
                                      struct stage_geometry *geometry, uint16_t *out_mesh);

// The sea as flat rings about the viewer, without what lies always under the land: the open part
// and the part near the shore, where one sees the ground.
MUST_USE enum err world_terrain_build_sea(const struct world_terrain *terrain, int detail,
                                          struct arena *arena, struct stage_geometry *geometry,
                                          uint16_t *out_open, uint16_t *out_shore);

// The height map of the geometry.
MUST_USE enum err world_terrain_map(const struct world_terrain *terrain, struct arena *arena,
                                    struct stage_geometry *geometry);

#endif
