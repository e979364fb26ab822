// Pieces of panels, in the few colours they have: warm white on a translucent dark blue-grey.
#ifndef PANEL_DRAW_H
#define PANEL_DRAW_H

#include "panel/layout.h"
#include "stage/stage.h"

enum panel_draw_tone {
    PANEL_DRAW_PLATE,
    PANEL_DRAW_TARGET,
    PANEL_DRAW_GAZED,
    PANEL_DRAW_WORDS,
    PANEL_DRAW_FAINT, // words that may be overlooked
    PANEL_DRAW_WARM,  // the ring that fills
    PANEL_DRAW_BREATH,
    PANEL_DRAW_TONE_COUNT
};

// A target to draw on; NULL when the stage has no room (every function below then does nothing).
struct panel_draw {
    struct stage *stage;
    struct stage_panel *panel;
};

struct panel_draw panel_draw_open(struct stage *stage, struct pose in_world, vec2s size_dmm,
                                  float opacity);
void panel_draw_rect(struct panel_draw *draw, struct panel_layout_box box, float radius_dmm,
                     enum panel_draw_tone tone);
void panel_draw_disc(struct panel_draw *draw, vec2s at_dmm, float radius_dmm,
                     enum panel_draw_tone tone);
void panel_draw_ring(struct panel_draw *draw, vec2s at_dmm, float radius_dmm, float thickness_dmm,
                     float part, enum panel_draw_tone tone);
void panel_draw_words(struct panel_draw *draw, const char *words, struct panel_layout_box box,
                      float size_dmm, enum stage_align align, enum panel_draw_tone tone);

#endif
