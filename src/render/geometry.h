// A scene's meshes and its height map on the GPU.
#ifndef RENDER_GEOMETRY_H
#define RENDER_GEOMETRY_H

#include "gpu/buffer.h"
#include "gpu/image.h"
#include "gpu/retire.h"
#include "stage/stage.h"

struct render_mesh {
    uint32_t first_vertex, first_index, index_count;
};

struct render_geometry {
    struct gpu_buffer vertices, indices; // all meshes, one after another
    struct gpu_image height_map;         // R16_SFLOAT metres; 1x1 when there is none
    int mesh_count;
    struct render_mesh meshes[STAGE_MESH_MAX];
    vec4s height_map_place; // shared_frame.height_map
};

// `geometry` must be zeroed; `from` may be NULL: no mesh, no height. fini is owed in every case.
MUST_USE enum err render_geometry_init(struct render_geometry *geometry, struct gpu *gpu,
                                       const struct stage_geometry *from);
void render_geometry_fini(struct render_geometry *geometry, struct gpu *gpu);

// Takes it out of use while frames up to `frame` may still read it; leaves zero.
void render_geometry_retire(struct render_geometry *geometry, struct gpu *gpu,
                            struct gpu_retire *queue, uint64_t frame);

// IEEE 754 half precision, rounded to nearest; too large becomes the largest finite value.
uint16_t render_geometry_half(float value);

#endif
