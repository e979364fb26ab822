// Solid things: meshes made once when a scene is loaded, and where they stand this instant.
#ifndef STAGE_DRAW_H
#define STAGE_DRAW_H

#include <cglm/struct.h>

#include <stdint.h>

enum { STAGE_MESH_MAX = 64, STAGE_DRAW_MAX = 48 };

// What a solid's surface is made of: how its fine pattern runs.
enum stage_grain {
    STAGE_GRAIN_STONE = 0,
    STAGE_GRAIN_WOOD_X = 85,  // fibres along the mesh's x
    STAGE_GRAIN_WOOD_Y = 170, // fibres along y
    STAGE_GRAIN_GLASS = 255,  // no pattern; only this shows the draw's glow
};

// 32 bytes, as the GPU reads it.
struct stage_vertex {
    vec3s at_m;
    vec3s normal;
    uint8_t albedo[4]; // linear red, green, blue; [3] is ambient occlusion, 255 = open
    uint8_t traits[4]; // roughness; wetness; sway by the wind; enum stage_grain. 0..255 = 0..1
};

// Triangles, counter-clockwise seen from outside. Lives in the scene's arena.
struct stage_mesh {
    const char *name;
    const struct stage_vertex *vertices;
    const uint32_t *indices;
    uint32_t vertex_count;
    uint32_t index_count;
};

// How a surface is shaded; one pipeline each.
enum stage_material {
    STAGE_MATERIAL_SOLID,   // rock, wood, lanterns
    STAGE_MATERIAL_GROUND,  // sand: wet near the water's edge, grain by noise
    STAGE_MATERIAL_FOLIAGE, // thin, lit from both sides, sways
    STAGE_MATERIAL_SPRAY,   // twigs whose leaves are cut out; traits: u, v, sway, leaves a side
    STAGE_MATERIAL_SOLID_COUNT,
    // Seen through, drawn after the sky.
    STAGE_MATERIAL_BROOK = STAGE_MATERIAL_SOLID_COUNT, // water that runs; see world/brook.h
    STAGE_MATERIAL_MIST,                               // soft puffs and shafts; see world/mist.h
    STAGE_MATERIAL_SHADE,                              // not seen, only casts a shadow
    STAGE_MATERIAL_COUNT
};

struct stage_draw {
    uint16_t mesh; // index into struct stage_geometry
    uint8_t material;
    uint8_t casts_shadow;
    mat4s world_from_mesh;
    vec3s glow;     // light it gives off by itself, linear, 1 = white at exposure 1
    float radius_m; // bounding sphere about the mesh's origin, before world_from_mesh; for culling
};

#endif
