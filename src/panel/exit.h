// The mark of the way out: where it hangs, and whether it was looked at long enough.
#ifndef PANEL_EXIT_H
#define PANEL_EXIT_H

#include "panel/layout.h"
#include "panel/panel.h"

#define PANEL_EXIT_PITCH_RAD (-25.0f * PANEL_LAYOUT_DEGREE)
#define PANEL_EXIT_CLEAR_RAD (-20.0f * PANEL_LAYOUT_DEGREE) // nothing else hangs lower than this

// Moves the mark after the wearer; true when its ring has filled now.
bool panel_exit_step(struct panel *panel, const struct panel_input *input, int64_t dt_ns);

void panel_exit_stage(const struct panel *panel, struct stage *stage);

#endif
