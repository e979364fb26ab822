// The mark that a microphone is open: beside the mark of the way out, as long as it listens.
#ifndef PANEL_MIC_H
#define PANEL_MIC_H

#include "panel/panel.h"

void panel_mic_stage(const struct panel *panel, struct stage *stage);

#endif
