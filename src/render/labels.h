// The panels of a stage as instances of one draw: shapes and the glyphs of texts, in order.
#ifndef RENDER_LABELS_H
#define RENDER_LABELS_H

#include "gpu/buffer.h"
#include "gpu/image.h"
#include "stage/stage.h"
#include "text/text.h"

enum { RENDER_LABELS_MAX = 4096, RENDER_LABELS_SLOTS = 3 };

// As the vertex shader reads it, once an instance.
struct render_label {
    vec4s rect;   // centre, half size, dmm
    vec4s figure; // glyph: u0 v0 u1 v1; rect: half width, half height, corner; else: radius
    vec4s color;
    vec4s traits; // kind, panel, thickness_dmm, part
};

struct render_labels {
    struct text *text;                                // owned
    struct gpu_buffer instances[RENDER_LABELS_SLOTS]; // mapped, one for each frame slot
    struct gpu_buffer staging[RENDER_LABELS_SLOTS];   // mapped, rows of the atlas on their way
    uint32_t row_count; // of the atlas, carried by the frame recorded last
};

// Where each panel's instances end; they begin where those of the panel before it end. Past the
// last panel all are the end of all.
struct render_labels_ends {
    uint32_t of[STAGE_PANEL_MAX];
};

// `labels` must be zeroed; fini is owed in every case.
MUST_USE enum err render_labels_init(struct render_labels *labels, struct gpu *gpu,
                                     const char *font, uint32_t slot_count);
void render_labels_fini(struct render_labels *labels, struct gpu *gpu);

// Lays the stage's panels out into the slot's instances. What finds no room is counted. Afterwards
// labels->row_count tells whether there are new glyphs for the atlas.
struct render_labels_ends render_labels_lay_out(struct render_labels *labels, uint32_t slot,
                                                const struct stage *stage, uint32_t *out_lost);
// Records their copy into the atlas, outside a render pass.
void render_labels_record(struct render_labels *labels, uint32_t slot, VkCommandBuffer commands,
                          const struct gpu_image *atlas);
// The frame recorded last was submitted: its glyphs are in the atlas.
void render_labels_submitted(struct render_labels *labels);

// The pure part: instances of a stage.
struct render_labels_ends render_labels_fill(struct render_label out[RENDER_LABELS_MAX],
                                             struct text *text, const struct stage *stage,
                                             uint32_t *out_lost);

#endif
