// The place "forest": a brook among beeches in the morning, seen from a level place on its bank.
#ifndef WORLD_FOREST_H
#define WORLD_FOREST_H

#include "world/ferns.h"
#include "world/gusts.h"
#include "world/mist.h"
#include "world/seek.h"
#include "world/stones.h"
#include "world/trees.h"
#include "world/world.h"

struct world_forest {
    struct world_brook brook;
    struct world_glade glade;
    struct world_stones stones;
    struct world_trees trees;
    struct world_ferns ferns;
    struct world_gusts gusts;
    struct world_mist mist;
    struct world_birds birds;
    struct world_seek seek;
};

// Where everything stands; the meshes come after, for each detail.
void world_forest_plan(struct world_forest *forest, const struct scene *scene);

// The meshes of one detail; whatever it is, the same meshes, and all stands where it stands.
MUST_USE enum err world_forest_build(struct world_forest *forest, const struct scene *scene,
                                     int detail, struct arena *arena,
                                     struct stage_geometry *geometry);

// Everything of one instant. `level` is the breath the mist follows.
void world_forest_stage(struct world_forest *forest, const struct scene *scene,
                        const struct world_input *input, float level, float step_s,
                        struct stage *stage);

#endif
