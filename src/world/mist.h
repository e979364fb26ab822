// Mist over the brook and between the trees, and the shafts of light that stand in it. It rises
// and thins with the breath.
//
// Of each vertex of the mesh: the point it belongs to; its corner's offset across and up (a shaft:
// down along the light) in metres and a phase as normal; density as albedo's fourth; traits: corner
// u, v; nothing; 1 for a shaft. The draw's glow, before exposure: density, lift in m, of the
// shafts.
#ifndef WORLD_MIST_H
#define WORLD_MIST_H

#include "scene/scene.h"
#include "world/trees.h"

struct world_mist {
    uint16_t mesh;
};

// What the mist does between breaths it does not know: a slow rise and fall of its own, 0..1.
float world_mist_own_level(double scene_s);

MUST_USE enum err world_mist_build(struct world_mist *mist, uint64_t seed,
                                   const struct world_glade *glade, int detail, struct arena *arena,
                                   struct stage_geometry *geometry);

// Fills the haze of the light and adds the mist. `level` is the breath: full lifts and thins it.
void world_mist_stage(const struct world_mist *mist, const struct scene *scene, float level,
                      struct stage *stage);

#endif
