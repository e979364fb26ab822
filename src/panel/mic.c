#include "panel/mic.h"

#include "panel/draw.h"
#include "panel/exit.h"

#define ASIDE_RAD (9.0f * PANEL_LAYOUT_DEGREE) // right of the way out; neither covers the other

// A capsule on a stand, and the words for whoever does not know the sign.
void panel_mic_stage(const struct panel *panel, struct stage *stage)
{
    static const vec2s centre = {{0.0f, 0.0f}};
    static const struct panel_layout_box capsule = {{{0.0f, 5.0f}}, {{13.0f, 23.0f}}};
    static const struct panel_layout_box stand = {{{0.0f, -13.0f}}, {{4.0f, 9.0f}}};
    static const struct panel_layout_box foot = {{{0.0f, -18.0f}}, {{18.0f, 4.0f}}};
    static const struct panel_layout_box label = {{{0.0f, -62.0f}}, {{130.0f, 38.0f}}};
    const struct pose pose = panel_layout_hang(panel->exit_from_m, panel->exit_yaw_rad - ASIDE_RAD,
                                               PANEL_EXIT_PITCH_RAD);
    struct panel_draw draw = panel_draw_open(stage, pose, (vec2s){{180.0f, 180.0f}}, 0.6f);
    panel_draw_disc(&draw, centre, 30.0f, PANEL_DRAW_PLATE);
    panel_draw_rect(&draw, capsule, 6.0f, PANEL_DRAW_WORDS);
    panel_draw_rect(&draw, stand, 1.0f, PANEL_DRAW_WORDS);
    panel_draw_rect(&draw, foot, 1.5f, PANEL_DRAW_WORDS);
    panel_draw_rect(&draw, label, 12.0f, PANEL_DRAW_PLATE);
    panel_draw_words(&draw, panel->text(panel->text_user, "mic.mark"), label, PANEL_LAYOUT_HINT_DMM,
                     STAGE_ALIGN_CENTRE, PANEL_DRAW_WORDS);
}
