// A scene's meshes and its height map on the GPU.
#ifndef RENDER_GEOMETRY_H
#define RENDER_GEOMETRY_H

#include "gpu/buffer.h"
#include "gpu/image.h"
#include "gpu/retire.h"
#include "render/chunk.h"
#include "stage/stage.h"

enum { RENDER_LEVEL_MAX = 4 };

struct render_mesh {
    uint32_t first_vertex, first_index, index_count;
    const struct render_chunk *chunks; // RENDER_CHUNK_MAX; NULL: drawn whole
};

struct render_geometry {
    struct gpu_buffer vertices, indices; // all meshes of all levels, one after another
    struct gpu_image height_map;         // R16_SFLOAT metres; 1x1 when there is none
    int level_count, mesh_count;
    struct render_mesh meshes[RENDER_LEVEL_MAX][STAGE_MESH_MAX];
    struct render_chunk *chunks; // owned
    vec4s height_map_place;      // shared_frame.height_map
};

// `levels` are the same meshes, the coarsest first, 1 to RENDER_LEVEL_MAX; the height map is that
// of the last. 0: no mesh, no height. `geometry` must be zeroed; fini is owed in every case.
MUST_USE enum err render_geometry_init(struct render_geometry *geometry, struct gpu *gpu,
                                       const struct stage_geometry *levels, int level_count);
void render_geometry_fini(struct render_geometry *geometry, struct gpu *gpu);

// The mesh of a stage's draw, NULL where there is none. A level that is not there is the nearest.
const struct render_mesh *render_geometry_mesh(const struct render_geometry *geometry, int level,
                                               uint16_t mesh);

// Takes it out of use while frames up to `frame` may still read it; leaves zero.
void render_geometry_retire(struct render_geometry *geometry, struct gpu *gpu,
                            struct gpu_retire *queue, uint64_t frame);

// IEEE 754 half precision, rounded to nearest; too large becomes the largest finite value.
uint16_t render_geometry_half(float value);

#endif
