// What one pass of the renderer gets, and how it plugs in.
//
// A frame is recorded in this order; each pass is one file with its shaders:
//
//     render_shadow_record   shadow_pass: one depth layer, from the key light   (1 view)
//     render_sky_bake        sky_pass: the sky into a small cube                (6 views = faces)
//     render_sheet_record    its own: panels apart from the scene               (1 view)
//     render_photo_record    main_pass ┐ where the place is a photo; else
//     render_solid_record              │
//     render_sky_record                │ both eyes at once (gl_ViewIndex 0 left, 1 right), 4x MSAA,
//     render_water_record              │ reversed depth
//     render_brook_record              │
//     render_mist_record               │
//     render_lamp_record               │
//     render_panel_record              │
//     render_burden_record             ┘ in measurements alone
//
// render.c begins and ends the render passes, sets viewport and scissor, and binds the sets before
// it calls a pass; a pass binds its pipelines and draws. A pass `struct render_X` lives in X.h with
//
//     enum err render_X_init(struct render_X *, const struct render_pass_context *);
//     void render_X_record(const struct render_X *, const struct render_pass_frame *);
//     void render_X_fini(struct render_X *, struct gpu *);
//
// init is called for a zeroed struct when the formats of the target are known, and again, after
// fini, when they change. record allocates nothing and makes no pipeline; what moves comes from
// the frame block (shaders/shared.h), filled from the stage by block.c. The views themselves are
// not known yet while recording.
//
// Shaders include "frame.h" (the block `frame`, the textures, ENCODES_SRGB) and "tone.h", and end
// in `out_color = vec4(tone(light), alpha)`. Blended passes write colour times alpha.
#ifndef RENDER_PASS_H
#define RENDER_PASS_H

#include "gpu/gpu.h"
#include "gpu/pipeline.h"
#include "render/geometry.h"
#include "render/list.h"
#include "render/render.h"
#include "shaders/shared.h"

enum {
    RENDER_PASS_SHADOW_PX = 1024,
    RENDER_PASS_SKY_PX = 128, // one face
};

struct render_pass_context {
    struct gpu *gpu;         // borrowed for the life of the pass
    VkPipelineLayout layout; // set 0: frame, set 1: textures
    VkRenderPass main_pass, shadow_pass, sky_pass;
    VkSampleCountFlagBits samples; // of main_pass; the others have one
    bool encodes_srgb;
};

struct render_pass_frame {
    VkCommandBuffer commands;
    // The main pass's commands outlive the frame: what they are made from is the list alone.
    const struct render_list *list;
    // Of the frame at hand, for what is recorded for it alone (shadow, sky's bake, sheet).
    const struct stage *stage;
    const struct render_geometry *geometry;
    struct render_stats *stats;
};

// As gpu_pipeline_make, with layout, main pass, samples, colour and constant 0 filled in.
// Specialisation constants of the pass begin at 1.
MUST_USE enum err render_pass_pipeline(const struct render_pass_context *context,
                                       struct gpu_pipeline_desc desc, VkPipeline *out);

// Vertex buffers of the scene's meshes, as struct stage_vertex: location 0 position, 1 normal,
// 2 albedo, 3 traits (both 0..1).
extern const VkPipelineVertexInputStateCreateInfo render_pass_mesh_input;
void render_pass_bind_meshes(const struct render_pass_frame *frame);

// Draws a part of a mesh, counted. A pipeline and the meshes are bound already.
void render_pass_draw(const struct render_pass_frame *frame, const struct render_part *part);

// The list's parts of a kind with its pipeline; nothing when there are none.
void render_pass_draw_kind(const struct render_pass_frame *frame, uint32_t kind,
                           VkPipeline pipeline);

// The same without a mesh, for full-screen triangles and instanced things.
void render_pass_draw_vertices(const struct render_pass_frame *frame, uint32_t vertex_count,
                               uint32_t instance_count);

#endif
