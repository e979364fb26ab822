// What an open panel looks like.
#ifndef PANEL_SHOW_H
#define PANEL_SHOW_H

#include "panel/panel.h"

void panel_show_text(const struct panel *panel, const char *words, float opacity,
                     struct stage *stage);
void panel_show_scale(const struct panel *panel, const struct session *session, float opacity,
                      struct stage *stage);
void panel_show_ask(const struct panel *panel, float opacity, struct stage *stage);
void panel_show_yes_no(const struct panel *panel, const struct session *session, float opacity,
                       struct stage *stage);

// The ring that grows and shrinks with the guide, for those who want something to hold on to; it
// steps back after a few breaths.
void panel_show_breath(const struct panel *panel, const struct breath_guide *guide,
                       struct stage *stage);

#endif
