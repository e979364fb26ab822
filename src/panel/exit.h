// The mark of the way out: where it hangs, and whether it was looked at long enough.
#ifndef PANEL_EXIT_H
#define PANEL_EXIT_H

#include "panel/panel.h"

// Moves the mark after the wearer; true when its ring has filled now.
bool panel_exit_step(struct panel *panel, const struct panel_input *input, int64_t dt_ns);

void panel_exit_stage(const struct panel *panel, struct stage *stage);

#endif
