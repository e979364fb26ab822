// The brook: a course of bends and small falls from a spring among the trees, past the viewer and
// away down the valley. Everything of the forest asks it how far the water is and how high.
#ifndef WORLD_BROOK_H
#define WORLD_BROOK_H

#include "base/arena.h"
#include "base/err.h"
#include "scene/scene.h"
#include "stage/stage.h"

#include <stdint.h>

enum { WORLD_BROOK_POINTS = 160 };

struct world_brook {
    vec3s at_m[WORLD_BROOK_POINTS];     // middle of the water's surface, from spring to valley
    float half_m[WORLD_BROOK_POINTS];   // half its width
    float travel_m[WORLD_BROOK_POINTS]; // how far a leaf that drifts at 1 m/s comes till there
    float rapid[WORLD_BROOK_POINTS];    // 0 pool .. 1 fall
    uint16_t mesh;
};

// The nearest point of the course.
struct world_brook_near {
    float away_m; // from the middle
    float half_m;
    float level_m; // of the water
    float rapid;
};

struct world_brook world_brook_seeded(uint64_t seed);
struct world_brook_near world_brook_near(const struct world_brook *brook, float x_m, float z_m);

// The water as a ribbon. Of each vertex the normal tells: metres of travel, metres to the right of
// the middle, depth of the water; albedo: where it flows (x, z as 0..1), rapid, share of cover.
MUST_USE enum err world_brook_build(struct world_brook *brook, int detail, struct arena *arena,
                                    struct stage_geometry *geometry);

// What is heard of it: a fall upstream, where it passes, and where it runs off.
void world_brook_sound(const struct world_brook *brook, const struct scene *scene, double scene_s,
                       struct stage *stage);

#endif
