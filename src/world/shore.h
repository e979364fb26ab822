// The place "shore": a bay at dusk, seen from a jetty.
#ifndef WORLD_SHORE_H
#define WORLD_SHORE_H

#include "world/gulls.h"
#include "world/jetty.h"
#include "world/lanterns.h"
#include "world/terrain.h"
#include "world/water.h"
#include "world/world.h"

struct world_shore {
    struct world_terrain terrain;
    struct world_jetty jetty;
    struct world_gulls gulls;
    struct world_water water;
    struct world_lanterns lanterns;
    uint16_t sand_mesh, rock_mesh, grass_mesh, strand_mesh, headland_mesh;
};

// The meshes of one detail; whatever it is, the same meshes, and all stands where it stands.
MUST_USE enum err world_shore_build(struct world_shore *shore, const struct scene *scene,
                                    int detail, struct arena *arena,
                                    struct stage_geometry *geometry);

// Everything of one instant. `level` is the breath the water follows.
void world_shore_stage(struct world_shore *shore, const struct scene *scene,
                       const struct world_input *input, float level, float step_s,
                       struct stage *stage);

#endif
