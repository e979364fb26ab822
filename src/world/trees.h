// Beeches about the brook: those near enough to see each branch, bushes below them, and the stand
// behind that ends in mist. Leaves are sprays: flat twigs whose leaves the shader cuts out.
#ifndef WORLD_TREES_H
#define WORLD_TREES_H

#include "world/glade.h"

enum { WORLD_TREE_NEAR_MAX = 34, WORLD_TREE_FAR_MAX = 150, WORLD_TREE_BRANCHES = 9 };

struct world_tree {
    vec3s at_m;
    float height_m, radius_m; // of the trunk above its roots
    vec2s lean;               // of the top, in heights
    uint32_t seed;
};

struct world_trees {
    int near_count, far_count;
    struct world_tree near[WORLD_TREE_NEAR_MAX];
    struct world_tree far[WORLD_TREE_FAR_MAX];
    uint16_t wood_mesh, leaf_mesh, shade_mesh, far_wood_mesh, far_leaf_mesh;
};

struct world_trees world_trees_seeded(uint64_t seed, const struct world_glade *glade);

// A place on a branch, `part` 0 at the trunk .. 1 at its tip.
vec3s world_trees_branch_at_m(const struct world_tree *tree, int branch, float part);

// `season` 0 spring .. 1 autumn.
MUST_USE enum err world_trees_build(struct world_trees *trees, float season, int detail,
                                    struct arena *arena, struct stage_geometry *geometry);

#endif
