// Meshes, built piece by piece in an arena of a size known beforehand.
#ifndef WORLD_SHAPE_H
#define WORLD_SHAPE_H

#include "base/arena.h"
#include "base/err.h"
#include "stage/stage.h"

#include <stdint.h>

// How the next vertices look.
struct world_skin {
    vec3s albedo; // linear
    float open;   // ambient occlusion, 1 = open
    float roughness;
    float wetness;
    float sway;
    uint8_t grain; // enum stage_grain
};

struct world_shape {
    struct stage_vertex *vertices;
    uint32_t *indices;
    uint32_t vertex_count, vertex_max;
    uint32_t index_count, index_max;
};

static inline vec3s v3(float x, float y, float z)
{
    return (vec3s){{x, y, z}};
}

// Room for so many; what does not fit later is a fault of the builder and asserts.
MUST_USE enum err world_shape_begin(struct world_shape *shape, struct arena *arena,
                                    uint32_t vertex_max, uint32_t index_max);
// Adds the mesh to the geometry and returns its number.
uint16_t world_shape_end(const struct world_shape *shape, struct stage_geometry *geometry,
                         const char *name);

// Each returns the number of the vertex it made.
uint32_t world_shape_vertex(struct world_shape *shape, vec3s at_m, vec3s normal,
                            const struct world_skin *skin);
void world_shape_triangle(struct world_shape *shape, uint32_t a, uint32_t b, uint32_t c);
// Counter-clockwise a b c d.
void world_shape_quad(struct world_shape *shape, uint32_t a, uint32_t b, uint32_t c, uint32_t d);

enum world_side {
    WORLD_SIDE_TOP = 1,
    WORLD_SIDE_BOTTOM = 2,
    WORLD_SIDE_X = 4, // both ends along x
    WORLD_SIDE_Z = 8,
};

// A box about `centre_m`, turned by `turn` about the vertical; only the named sides are made.
struct world_box {
    vec3s centre_m;
    vec3s half_m;
    float turn_rad;
    unsigned sides;
};
void world_shape_box(struct world_shape *shape, const struct world_box *box,
                     const struct world_skin *skin);

// A tapering upright pillar with a flat cap.
struct world_pillar {
    vec3s foot_m;
    vec3s head_m;
    float foot_radius_m, head_radius_m;
    int sides;
};
void world_shape_pillar(struct world_shape *shape, const struct world_pillar *pillar,
                        const struct world_skin *skin);

// Smooth normals for the vertices from `first` on, from the triangles that use them.
void world_shape_smooth(struct world_shape *shape, uint32_t first);

#endif
