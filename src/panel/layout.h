// Where things stand on a panel, in dmm; the same figures draw it and find what is gazed at.
//
// Clinical facts 28 and 513: texts of 24 dmm and more, targets of 60 and more. The scale spans 43
// degrees, which a headset with a 90 degree view shows whole.
#ifndef PANEL_LAYOUT_H
#define PANEL_LAYOUT_H

#include "base/pose.h"
#include "panel/panel.h"

#define PANEL_LAYOUT_DEGREE (3.14159265f / 180.0f)

#define PANEL_LAYOUT_QUESTION_DMM 32.0f // size of text
#define PANEL_LAYOUT_LABEL_DMM    28.0f
#define PANEL_LAYOUT_HINT_DMM     24.0f

struct panel_layout_box {
    vec2s at_dmm, size_dmm;
};

// The plate things of this mode stand on; of TEXT it depends on the text.
struct panel_layout_box panel_layout_plate(enum panel_mode mode, const char *text);

int panel_layout_target_count(enum panel_mode mode);
struct panel_layout_box panel_layout_target(enum panel_mode mode, int target);

// The target at a point, or -1.
int panel_layout_target_at(enum panel_mode mode, vec2s at_dmm);

// Where a gaze meets a panel's plane; false when it looks elsewhere than ahead to it.
bool panel_layout_hit(struct pose panel_in_world, struct pose gaze, vec2s *out_dmm);

// A panel PANEL_DISTANCE_M from `from_m`, square to that line, its text level.
struct pose panel_layout_hang(vec3s from_m, float yaw_rad, float pitch_rad);

#endif
