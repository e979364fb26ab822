// The jetty the viewer sits on: the near, steady thing. Its deck is height 0.
#ifndef WORLD_JETTY_H
#define WORLD_JETTY_H

#include "world/terrain.h"

enum { WORLD_LANTERN_COUNT = 7 };

struct world_jetty {
    float turn_rad; // about the viewer; the far end points there
    uint16_t mesh;
    uint16_t lantern_mesh;
    vec3s lantern_at_m[WORLD_LANTERN_COUNT]; // middle of the flame, in the world; near to far
    vec3s perch_at_m;                        // the top of the last post, for a gull
};

MUST_USE enum err world_jetty_build(struct world_jetty *jetty, uint64_t seed, int detail,
                                    struct arena *arena, struct stage_geometry *geometry);
mat4s world_jetty_in_world(const struct world_jetty *jetty);

#endif
