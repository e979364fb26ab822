// A spray: a flat twig of leaves, two triangles. shaders/leaf.frag cuts the leaves out of it.
#ifndef WORLD_SPRAY_H
#define WORLD_SPRAY_H

#include "world/shape.h"

// How many leaves a side, as struct stage_vertex's last trait.
enum { WORLD_SPRAY_LEAVES = 0, WORLD_SPRAY_FERN = 255 };

struct world_spray {
    vec3s stem_m; // where it grows from
    vec3s along;  // unit, to its tip
    vec3s across; // unit
    float length_m, half_m;
    vec3s normal; // it is lit by: soft, of the whole crown
    vec3s color;
    float open, sway; // sway: metres it gives way in a lean of one metre, at the tip
    uint8_t kind;
};

void world_spray_add(struct world_shape *shape, const struct world_spray *spray);

// What it shades: narrower than its outline, because light falls between the leaves.
void world_spray_add_shade(struct world_shape *shape, const struct world_spray *spray);

// Green of the season (0 spring, 0.4 summer, 1 autumn), a little different for each `own` 0..1.
vec3s world_spray_color(float season, float own);

#endif
