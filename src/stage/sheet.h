// The panels of a stage side by side on one flat picture, for runtimes that lay such pictures over
// the scene (quad layers). Whoever draws the sheet and whoever hands its parts out agree by this.
#ifndef STAGE_SHEET_H
#define STAGE_SHEET_H

#include "stage/stage.h"

// Room around a panel for its soft edges, transparent.
#define STAGE_SHEET_EDGE_DMM 8.0f

struct stage_sheet_place {
    int x_px, y_px; // from the top left
    int width_px, height_px;
};

struct stage_sheet {
    float px_per_dmm;
    int height_px; // that is used, from the top
    int count;     // all panels of the stage
    struct stage_sheet_place places[STAGE_PANEL_MAX];
};

// Gives each panel its place, its origin in the middle. False when they find no room together.
bool stage_sheet_lay(struct stage_sheet *sheet, const struct stage *stage, int width_px,
                     int height_px, float px_per_dmm);

// Whether two panels are the same picture, wherever they hang: all but their pose.
bool stage_sheet_is_same(const struct stage_panel *a, const struct stage_panel *b);

#endif
