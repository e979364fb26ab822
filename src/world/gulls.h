// Gulls: two that circle about each other, one that crosses the bay, one on the last post of the
// jetty, one that rests on the water. All far off and slow.
#ifndef WORLD_GULLS_H
#define WORLD_GULLS_H

#include "base/arena.h"
#include "base/err.h"
#include "stage/stage.h"

#include <stdint.h>

enum { WORLD_GULL_COUNT = 5, WORLD_GULL_CALL_COUNT = 96 };

struct world_gulls {
    uint32_t seed;
    uint16_t body_mesh, wing_mesh;
    vec3s perch_at_m;
    float call_s[WORLD_GULL_CALL_COUNT]; // when a call is heard, rising; repeats after the last
};

MUST_USE enum err world_gulls_build(struct world_gulls *gulls, uint64_t seed, vec3s perch_at_m,
                                    struct arena *arena, struct stage_geometry *geometry);

// `sea_m` is the height of the water now, for the one that floats.
void world_gulls_stage(const struct world_gulls *gulls, double scene_s, float sea_m,
                       struct stage *stage);

// Where the gull that calls is, and how many calls there were so far.
vec3s world_gulls_caller_at_m(const struct world_gulls *gulls, double scene_s);
uint32_t world_gulls_call_count(const struct world_gulls *gulls, double scene_s);

#endif
