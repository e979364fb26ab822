// Stones that the brook has rounded: in its bed, on its banks, and one big one beside the viewer,
// which is the near thing that stays. Moss grows on what stands clear of the water.
#ifndef WORLD_STONES_H
#define WORLD_STONES_H

#include "world/glade.h"

enum { WORLD_STONE_MAX = 58 };

struct world_stone {
    vec3s centre_m, half_m;
    float turn_rad;
    uint32_t seed;
};

struct world_stones {
    int count;
    struct world_stone stones[WORLD_STONE_MAX];
    uint16_t mesh;
};

struct world_stones world_stones_seeded(uint64_t seed, const struct world_glade *glade);
vec3s world_stones_top_m(const struct world_stone *stone);

MUST_USE enum err world_stones_build(struct world_stones *stones, const struct world_glade *glade,
                                     int detail, struct arena *arena,
                                     struct stage_geometry *geometry);

#endif
