// A mesh that stands all around the viewer, cut like a cake, so that what is behind is not drawn.
//
// The triangles are put in order by the direction of their middle as seen from the mesh's origin:
// first those that reach around it, then one slice after another. Slices that are seen and lie side
// by side are one draw. Nothing is assumed about where the viewer is: each slice is known by the
// corners of a hull, and a slice is left out only when all of it is behind one side of the view.
#ifndef RENDER_CHUNK_H
#define RENDER_CHUNK_H

#include "render/cull.h"
#include "stage/draw.h"

#include <stdint.h>

enum {
    RENDER_CHUNK_SLICES = 16,
    RENDER_CHUNK_MAX = RENDER_CHUNK_SLICES + 1, // the middle comes first
    RENDER_CHUNK_CORNERS = 8,
    RENDER_CHUNK_RUNS = RENDER_CHUNK_MAX / 2 + 1, // no two runs touch
};

struct render_chunk {
    uint32_t first_index, index_count; // into the mesh's indices, as ordered; count 0: empty
    vec3s corners_m[RENDER_CHUNK_CORNERS];
};

// Part of a mesh's indices.
struct render_chunk_run {
    uint32_t first_index, index_count;
};

// Whether cutting it up can be worth the draws: not for small things.
bool render_chunk_is_worth(const struct stage_mesh *mesh);

// Writes the mesh's indices in the new order (`indices` has room for mesh->index_count) and what
// its chunks are. The same triangles, each once, corners in the same order.
void render_chunk_order(const struct stage_mesh *mesh, uint32_t *indices,
                        struct render_chunk chunks[RENDER_CHUNK_MAX]);

// The parts that may be seen, of a mesh that stands at world_from_mesh. Returns how many runs.
// What the vertex shaders move (waves, wind) stays within `slack_m`.
int render_chunk_see(const struct render_chunk chunks[RENDER_CHUNK_MAX],
                     const struct render_cull *cull, const mat4s *world_from_mesh, float slack_m,
                     struct render_chunk_run runs[RENDER_CHUNK_RUNS]);

#endif
