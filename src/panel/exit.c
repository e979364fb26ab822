#include "panel/exit.h"

#include "base/clock.h"
#include "panel/draw.h"

#include <math.h>

#define FOLLOW_RAD     (30.0f * PANEL_LAYOUT_DEGREE) // further off than this the mark comes after
#define ARRIVED_RAD    (4.0f * PANEL_LAYOUT_DEGREE)
#define STEEP_RAD      (60.0f * PANEL_LAYOUT_DEGREE) // looking up or down so far has no heading
#define FOLLOW_S       2.0f
#define HIT_RADIUS_DMM 56.0f

static float wrap(float rad)
{
    return atan2f(sinf(rad), cosf(rad));
}

static void follow(struct panel *panel, const struct pose *head, float dt_s)
{
    const float heading_rad = pose_yaw_rad(*head);
    if (!panel->has_exit) {
        panel->has_exit = true;
        panel->exit_yaw_rad = heading_rad;
        panel->exit_from_m = head->at_m;
    }
    const float share = 1.0f - expf(-dt_s / FOLLOW_S);
    const vec3s off_m = glms_vec3_sub(head->at_m, panel->exit_from_m);
    panel->exit_from_m = glms_vec3_add(panel->exit_from_m, glms_vec3_scale(off_m, share));
    if (fabsf(pose_pitch_rad(*head)) > STEEP_RAD) {
        return;
    }
    const float off_rad = wrap(heading_rad - panel->exit_yaw_rad);
    if (fabsf(off_rad) > FOLLOW_RAD) {
        panel->exit_follows = true;
    } else if (fabsf(off_rad) < ARRIVED_RAD) {
        panel->exit_follows = false;
    }
    if (panel->exit_follows) {
        panel->exit_yaw_rad = wrap(panel->exit_yaw_rad + off_rad * share);
    }
}

bool panel_exit_step(struct panel *panel, const struct panel_input *input, int64_t dt_ns)
{
    follow(panel, &input->head, (float)((double)dt_ns / (double)NS_PER_S));
    panel->exit_in_world =
        panel_layout_hang(panel->exit_from_m, panel->exit_yaw_rad, PANEL_EXIT_PITCH_RAD);
    vec2s at_dmm = {{0.0f, 0.0f}};
    const bool is_met = input->has_gaze &&
                        panel_layout_hit(panel->exit_in_world, input->gaze, &at_dmm) &&
                        hypotf(at_dmm.x, at_dmm.y) <= HIT_RADIUS_DMM;
    return panel_dwell_step(&panel->exit_dwell, is_met ? 0 : -1, dt_ns,
                            panel->plan->exit_dwell_s) == 0;
}

void panel_exit_stage(const struct panel *panel, struct stage *stage)
{
    const bool is_gazed = panel->exit_dwell.target == 0;
    const vec2s centre = {{0.0f, 0.0f}};
    const struct panel_layout_box square = {centre, {{17.0f, 17.0f}}};
    const struct panel_layout_box label = {{{0.0f, -62.0f}}, {{120.0f, 38.0f}}};
    struct panel_draw draw = panel_draw_open(stage, panel->exit_in_world, (vec2s){{180.0f, 180.0f}},
                                             is_gazed ? 0.95f : 0.6f);
    panel_draw_disc(&draw, centre, 30.0f, is_gazed ? PANEL_DRAW_GAZED : PANEL_DRAW_PLATE);
    panel_draw_rect(&draw, square, 3.0f, PANEL_DRAW_WORDS);
    panel_draw_ring(&draw, centre, 37.0f, 5.0f,
                    panel_dwell_part(&panel->exit_dwell, panel->plan->exit_dwell_s),
                    PANEL_DRAW_WARM);
    panel_draw_rect(&draw, label, 12.0f, PANEL_DRAW_PLATE);
    panel_draw_words(&draw, panel->text(panel->text_user, "exit.mark"), label,
                     PANEL_LAYOUT_HINT_DMM, STAGE_ALIGN_CENTRE, PANEL_DRAW_WORDS);
}
