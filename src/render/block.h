// The frame block: what the shaders know of a stage and of the eyes.
#ifndef RENDER_BLOCK_H
#define RENDER_BLOCK_H

#include "base/pose.h"
#include "shaders/shared.h"
#include "stage/sheet.h"
#include "stage/stage.h"

// Everything but the draws and the eyes.
void render_block_fill(struct shared_frame *block, const struct stage *stage, uint32_t width,
                       uint32_t height, vec4s height_map_place);

// The stage's draws in the order of render_list.draw_at.
void render_block_set_draws(struct shared_frame *block, const struct stage *stage,
                            const uint8_t *draw_at);

// Where the shadow map lies, when it was drawn in an earlier light than the stage's.
void render_block_set_shadow(struct shared_frame *block, const struct stage_light *light);

// Where each panel stands on a sheet of this size.
void render_block_set_sheet(struct shared_frame *block, const struct stage_sheet *sheet,
                            uint32_t width, uint32_t height);

struct shared_eye render_block_eye(const struct view *view, float near_m);

// The light's own camera over the shadow disc, in whole texels so that edges stand still; reversed
// depth. Clip space, as the shadow pass draws it.
mat4s render_block_shadow(const struct stage_light *light, uint32_t map_px);

#endif
