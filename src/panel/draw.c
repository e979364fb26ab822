#include "panel/draw.h"

#include <stdio.h>

// Linear. Muted: nothing on a panel is brighter than the place around it.
static const vec4s colors[PANEL_DRAW_TONE_COUNT] = {
    [PANEL_DRAW_PLATE] = {{0.012f, 0.018f, 0.028f, 0.82f}},
    [PANEL_DRAW_TARGET] = {{0.060f, 0.085f, 0.115f, 0.85f}},
    [PANEL_DRAW_GAZED] = {{0.140f, 0.180f, 0.215f, 0.92f}},
    [PANEL_DRAW_WORDS] = {{0.820f, 0.740f, 0.620f, 1.0f}},
    [PANEL_DRAW_FAINT] = {{0.460f, 0.440f, 0.400f, 1.0f}},
    [PANEL_DRAW_WARM] = {{0.840f, 0.560f, 0.280f, 1.0f}},
    [PANEL_DRAW_BREATH] = {{0.860f, 0.820f, 0.740f, 0.95f}},
};

struct panel_draw panel_draw_open(struct stage *stage, struct pose in_world, vec2s size_dmm,
                                  float opacity)
{
    struct panel_draw draw = {.stage = stage, .panel = stage_add_panel(stage)};
    if (draw.panel) {
        draw.panel->in_world = in_world;
        draw.panel->distance_m = PANEL_DISTANCE_M;
        draw.panel->size_dmm = size_dmm;
        draw.panel->opacity = opacity;
    }
    return draw;
}

static void add(struct panel_draw *draw, struct stage_shape shape)
{
    struct stage_shape *place = draw->panel ? stage_add_shape(draw->stage, draw->panel) : NULL;
    if (place) {
        *place = shape;
    }
}

void panel_draw_rect(struct panel_draw *draw, struct panel_layout_box box, float radius_dmm,
                     enum panel_draw_tone tone)
{
    add(draw, (struct stage_shape){
                  .kind = STAGE_SHAPE_RECT,
                  .at_dmm = box.at_dmm,
                  .size_dmm = box.size_dmm,
                  .radius_dmm = radius_dmm,
                  .color = colors[tone],
              });
}

void panel_draw_disc(struct panel_draw *draw, vec2s at_dmm, float radius_dmm,
                     enum panel_draw_tone tone)
{
    add(draw, (struct stage_shape){
                  .kind = STAGE_SHAPE_DISC,
                  .at_dmm = at_dmm,
                  .radius_dmm = radius_dmm,
                  .color = colors[tone],
              });
}

void panel_draw_ring(struct panel_draw *draw, vec2s at_dmm, float radius_dmm, float thickness_dmm,
                     float part, enum panel_draw_tone tone)
{
    if (part <= 0.0f) {
        return;
    }
    add(draw, (struct stage_shape){
                  .kind = STAGE_SHAPE_RING,
                  .at_dmm = at_dmm,
                  .radius_dmm = radius_dmm,
                  .thickness_dmm = thickness_dmm,
                  .part = part,
                  .color = colors[tone],
              });
}

void panel_draw_words(struct panel_draw *draw, const char *words, struct panel_layout_box box,
                      float size_dmm, enum stage_align align, enum panel_draw_tone tone)
{
    struct stage_text *text = draw->panel ? stage_add_text(draw->stage, draw->panel) : NULL;
    if (!text) {
        return;
    }
    snprintf(text->utf8, sizeof text->utf8, "%s", words);
    text->at_dmm = box.at_dmm;
    text->width_dmm = box.size_dmm.x;
    text->size_dmm = size_dmm;
    text->align = (uint8_t)align;
    text->color = colors[tone];
}
