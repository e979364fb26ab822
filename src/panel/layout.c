#include "panel/layout.h"

#include <math.h>
#include <string.h>

#define SCALE_PITCH_DMM   74.0f
#define SCALE_ROW_DMM     (-64.0f)
#define TARGET_HEIGHT_DMM 110.0f
#define TEXT_WIDTH_DMM    620.0f

// Lines a text takes, roughly: the drawer wraps it with the real figures. Half an em a letter.
static int line_count(const char *text)
{
    int letters = 0;
    for (const char *c = text; *c; c++) {
        letters +=
            ((unsigned char)*c & 0xC0u) != 0x80u; // bytes that continue a letter do not count
    }
    const float width_dmm = (float)letters * 0.52f * PANEL_LAYOUT_QUESTION_DMM;
    return 1 + (int)(width_dmm / TEXT_WIDTH_DMM);
}

struct panel_layout_box panel_layout_plate(enum panel_mode mode, const char *text)
{
    switch (mode) {
    case PANEL_MODE_SCALE: return (struct panel_layout_box){{{0.0f, -50.0f}}, {{900.0f, 400.0f}}};
    case PANEL_MODE_YES_NO:
    case PANEL_MODE_ASK: return (struct panel_layout_box){{{0.0f, -40.0f}}, {{660.0f, 360.0f}}};
    case PANEL_MODE_TEXT:
    case PANEL_MODE_NONE: break;
    }
    const float height_dmm = (float)line_count(text) * 1.4f * PANEL_LAYOUT_QUESTION_DMM + 56.0f;
    return (struct panel_layout_box){{{0.0f, 0.0f}}, {{TEXT_WIDTH_DMM + 80.0f, height_dmm}}};
}

int panel_layout_target_count(enum panel_mode mode)
{
    const bool is_pair = mode == PANEL_MODE_ASK || mode == PANEL_MODE_YES_NO;
    return mode == PANEL_MODE_SCALE ? SESSION_CHOICE_MAX : is_pair ? 2 : 0;
}

struct panel_layout_box panel_layout_target(enum panel_mode mode, int target)
{
    if (mode == PANEL_MODE_ASK || mode == PANEL_MODE_YES_NO) {
        const float x_dmm = target == 0 ? -155.0f : 155.0f;
        return (struct panel_layout_box){{{x_dmm, -60.0f}}, {{270.0f, 150.0f}}};
    }
    const float x_dmm = ((float)target - (float)(SESSION_CHOICE_MAX - 1) / 2.0f) * SCALE_PITCH_DMM;
    return (struct panel_layout_box){{{x_dmm, SCALE_ROW_DMM}},
                                     {{SCALE_PITCH_DMM, TARGET_HEIGHT_DMM}}};
}

int panel_layout_target_at(enum panel_mode mode, vec2s at_dmm)
{
    for (int i = 0; i < panel_layout_target_count(mode); i++) {
        const struct panel_layout_box box = panel_layout_target(mode, i);
        if (fabsf(at_dmm.x - box.at_dmm.x) <= box.size_dmm.x / 2.0f &&
            fabsf(at_dmm.y - box.at_dmm.y) <= box.size_dmm.y / 2.0f) {
            return i;
        }
    }
    return -1;
}

bool panel_layout_hit(struct pose panel_in_world, struct pose gaze, vec2s *out_dmm)
{
    const struct pose world_in_panel = pose_inverse(panel_in_world);
    const vec3s from_m = pose_point(world_in_panel, gaze.at_m);
    const vec3s along = pose_direction(world_in_panel, pose_ahead(gaze));
    if (along.z > -0.1f || from_m.z <= 0.0f) { // from behind, or nearly along the plane
        return false;
    }
    const float t = -from_m.z / along.z;
    const float dmm_per_m = 1000.0f / PANEL_DISTANCE_M;
    *out_dmm =
        (vec2s){{(from_m.x + along.x * t) * dmm_per_m, (from_m.y + along.y * t) * dmm_per_m}};
    return isfinite(out_dmm->x) && isfinite(out_dmm->y);
}

struct pose panel_layout_hang(vec3s from_m, float yaw_rad, float pitch_rad)
{
    struct pose pose = {.turn = pose_turn_yaw_pitch(yaw_rad, pitch_rad)};
    pose.at_m = glms_vec3_add(from_m, glms_vec3_scale(pose_ahead(pose), PANEL_DISTANCE_M));
    return pose;
}
