#include "panel/panel.h"

#include "base/clock.h"
#include "panel/exit.h"
#include "panel/layout.h"
#include "panel/mic.h"
#include "panel/show.h"
#include "session/question.h"

#include <math.h>

#define LEVEL_RAD \
    (20.0f * PANEL_LAYOUT_DEGREE) // a panel opens at most this far above or below the horizon
#define TEXT_DROP_RAD \
    (6.0f * PANEL_LAYOUT_DEGREE) // what is only said hangs below the line of sight
#define FADE_IN_S      0.5
#define FADE_OUT_S     0.7
#define PROMPT_S       8.0 // a prompt of a step that goes on
#define ARM_S          2.5 // a gaze that never moves is meant after all
#define SHORT_PRESS_S  0.8
#define FRAME_MAX_S    0.1 // a stall of the machine is no gaze that rests
#define TICK_GAIN      0.35f
#define CHIME_GAIN     0.3f
#define NO_TARGET_SEEN (-2)

// ---- what is open

static enum panel_mode mode_of(const struct session *session, bool *is_pause)
{
    const struct session_step *step = session_current(session);
    *is_pause = false;
    if (!step || session->stop != SESSION_STOP_NONE) {
        return PANEL_MODE_NONE;
    }
    if (session->is_asking_out) {
        return PANEL_MODE_ASK;
    }
    *is_pause = session->is_paused;
    const enum session_question question = session_question_kind(session);
    if (!session->is_paused && question != SESSION_QUESTION_NONE) {
        return question == SESSION_QUESTION_SCALE ? PANEL_MODE_SCALE : PANEL_MODE_YES_NO;
    }
    const bool has_text =
        session->is_paused || step->text_key[0] != '\0' || session->breathing.easier_ns > 0;
    return has_text || step->kind == SESSION_STEP_BREATHE || step->kind == SESSION_STEP_FIND_RATE
               ? PANEL_MODE_TEXT
               : PANEL_MODE_NONE;
}

static const char *words_of(const struct panel *panel, const struct session *session)
{
    const struct session_step *step = session_current(session);
    const char *key = session->is_paused                 ? "pause.text"
                      : session->breathing.easier_ns > 0 ? "breathe.easier"
                      : step                             ? step->text_key
                                                         : "";
    return key[0] != '\0' ? panel->text(panel->text_user, key) : "";
}

static bool is_open(const struct panel *panel, const struct session *session)
{
    bool is_pause = false;
    return mode_of(session, &is_pause) == (enum panel_mode)panel->mode &&
           is_pause == panel->is_pause && session->step == panel->opened_step &&
           panel->is_easier == (session->breathing.easier_ns > 0);
}

static void hang(struct panel *panel, const struct session *session,
                 const struct panel_input *input)
{
    const enum panel_mode mode = (enum panel_mode)panel->mode;
    const struct pose look = input->has_gaze ? input->gaze : input->head;
    const float drop_rad = mode == PANEL_MODE_TEXT ? TEXT_DROP_RAD : 0.0f;
    const struct panel_layout_box plate = panel_layout_plate(mode, words_of(panel, session));
    const float bottom_dmm = plate.at_dmm.y - plate.size_dmm.y / 2.0f;
    // Its lower edge stays clear of the way-out mark.
    const float lowest_rad = fmaxf(-LEVEL_RAD, PANEL_EXIT_CLEAR_RAD - atanf(bottom_dmm / 1000.0f));
    const float pitch_rad = fminf(fmaxf(pose_pitch_rad(look) - drop_rad, lowest_rad), LEVEL_RAD);
    panel->anchor = panel_layout_hang(input->head.at_m, pose_yaw_rad(look), pitch_rad);
}

static void follow_session(struct panel *panel, const struct session *session,
                           const struct panel_input *input, int64_t dt_ns)
{
    panel->open_ns += dt_ns;
    if (is_open(panel, session)) {
        return;
    }
    const enum panel_mode mode = mode_of(session, &panel->is_pause);
    panel->mode = (uint8_t)mode;
    panel->opened_step = session->step;
    panel->is_easier = session->breathing.easier_ns > 0;
    panel->open_ns = 0;
    panel->is_armed = false;
    panel->first_target = NO_TARGET_SEEN;
    panel_dwell_reset(&panel->dwell);
    hang(panel, session, input);
}

// ---- choosing

enum press { PRESS_NONE, PRESS_SHORT, PRESS_LONG };

static enum press follow_button(struct panel *panel, bool is_down, int64_t dt_ns)
{
    enum press press = PRESS_NONE;
    if (is_down && panel->was_select_down) {
        panel->button_ns += dt_ns;
        if (!panel->is_hold_spent &&
            panel->button_ns >= (int64_t)((double)panel->plan->exit_hold_s * (double)NS_PER_S)) {
            panel->is_hold_spent = true;
            press = PRESS_LONG;
        }
    } else if (!is_down && panel->was_select_down) {
        const bool is_short = panel->button_ns < (int64_t)(SHORT_PRESS_S * (double)NS_PER_S);
        press = is_short && !panel->is_hold_spent ? PRESS_SHORT : PRESS_NONE;
    }
    if (!is_down) {
        panel->button_ns = 0;
        panel->is_hold_spent = false;
    }
    panel->was_select_down = is_down;
    return press;
}

// What is gazed at on the open panel, or -1; nothing before the panel is armed.
static int gazed_target(struct panel *panel, const struct panel_input *input)
{
    panel->has_cursor =
        input->has_gaze && panel_layout_hit(panel->anchor, input->gaze, &panel->cursor_dmm);
    const int target = panel->has_cursor
                           ? panel_layout_target_at((enum panel_mode)panel->mode, panel->cursor_dmm)
                           : -1;
    if (panel->first_target == NO_TARGET_SEEN) {
        panel->first_target = target;
    }
    if (target < 0 || target != panel->first_target ||
        panel->open_ns >= (int64_t)(ARM_S * (double)NS_PER_S)) {
        panel->is_armed = true;
    }
    return panel->is_armed ? target : -1;
}

static int chosen_target(struct panel *panel, const struct panel_input *input, enum press press,
                         int64_t dt_ns)
{
    const int gazed = gazed_target(panel, input);
    const int chosen = panel_dwell_step(&panel->dwell, gazed, dt_ns, panel->plan->dwell_s);
    return chosen < 0 && press == PRESS_SHORT ? gazed : chosen;
}

static int64_t pass_time(struct panel *panel, int64_t now_ns)
{
    const int64_t most_ns = (int64_t)(FRAME_MAX_S * (double)NS_PER_S);
    const int64_t dt_ns = panel->has_last ? now_ns - panel->last_ns : 0;
    if (!panel->has_last || dt_ns > 0) {
        panel->last_ns = now_ns;
    }
    panel->has_last = true;
    return dt_ns < 0 ? 0 : dt_ns > most_ns ? most_ns : dt_ns;
}

static void choose_in_ask(struct panel *panel, const struct panel_input *input, enum press press,
                          int64_t dt_ns, struct session_input *out)
{
    const int chosen = chosen_target(panel, input, press, dt_ns);
    panel_dwell_reset(&panel->exit_dwell);
    out->out_answer = press == PRESS_LONG ? 1 : chosen;
    panel->tick_count += out->out_answer >= 0;
}

static void choose_in_question(struct panel *panel, const struct panel_input *input,
                               enum press press, int64_t dt_ns, struct session_input *out)
{
    out->choice = chosen_target(panel, input, press, dt_ns);
    panel->tick_count += out->choice >= 0;
}

// ---- for callers

void panel_init(struct panel *panel, const struct session_plan *plan, panel_text_fn *text,
                void *text_user)
{
    *panel = (struct panel){
        .plan = plan,
        .text = text,
        .text_user = text_user,
        .opened_step = -1,
        .anchor = pose_identity(),
    };
    panel_dwell_reset(&panel->dwell);
    panel_dwell_reset(&panel->exit_dwell);
}

void panel_choose(struct panel *panel, const struct session *session,
                  const struct panel_input *input, struct session_input *out)
{
    const int64_t dt_ns = pass_time(panel, input->now_ns);
    const enum press press = follow_button(panel, input->is_select_down, dt_ns);
    out->choice = -1;
    out->out_answer = -1;
    out->wants_out = false;
    follow_session(panel, session, input, dt_ns);
    if (session->stop != SESSION_STOP_NONE) {
        return;
    }
    if (panel->mode == PANEL_MODE_ASK) {
        choose_in_ask(panel, input, press, dt_ns, out);
        return;
    }
    const bool is_question = panel->mode == PANEL_MODE_SCALE || panel->mode == PANEL_MODE_YES_NO;
    if (is_question && session->answer < 0) {
        choose_in_question(panel, input, press, dt_ns, out);
    }
    out->wants_out = panel_exit_step(panel, input, dt_ns) || press == PRESS_LONG;
    panel->tick_count += out->wants_out;
}

static float ramp(double at_s, double over_s)
{
    const double part = at_s / over_s;
    return (float)(part < 0.0 ? 0.0 : part > 1.0 ? 1.0 : part);
}

// Words come and go softly; a prompt goes before its step does.
static float text_opacity(const struct panel *panel, const struct session *session)
{
    const float opacity = ramp((double)panel->open_ns / (double)NS_PER_S, FADE_IN_S);
    if (session->is_paused) {
        return opacity;
    }
    const struct session_step *step = session_current(session);
    if (session->breathing.easier_ns > 0) {
        return fminf(opacity,
                     ramp((double)session->breathing.easier_ns / (double)NS_PER_S, FADE_OUT_S));
    }
    const double planned_s = (double)step->duration_s;
    const double shown_s = step->kind == SESSION_STEP_SAY || step->kind == SESSION_STEP_CALIBRATE ||
                                   planned_s < PROMPT_S
                               ? planned_s
                               : PROMPT_S;
    const double elapsed_s = (double)session->step_elapsed_ns / (double)NS_PER_S;
    return fminf(opacity, ramp(shown_s - elapsed_s, FADE_OUT_S));
}

static void show(const struct panel *panel, const struct session *session, struct stage *stage)
{
    const float opacity = ramp((double)panel->open_ns / (double)NS_PER_S, FADE_IN_S);
    const char *words = words_of(panel, session);
    switch ((enum panel_mode)panel->mode) {
    case PANEL_MODE_TEXT:
        if (words[0] != '\0' && text_opacity(panel, session) > 0.0f) {
            panel_show_text(panel, words, text_opacity(panel, session), stage);
        }
        if (session->breathing.guide.is_on) {
            panel_show_breath(panel, &session->breathing.guide, stage);
        }
        break;
    case PANEL_MODE_SCALE: panel_show_scale(panel, session, opacity, stage); break;
    case PANEL_MODE_ASK: panel_show_ask(panel, opacity, stage); break;
    case PANEL_MODE_YES_NO: panel_show_yes_no(panel, session, opacity, stage); break;
    case PANEL_MODE_NONE: break;
    }
}

static void sound(const struct panel *panel, struct stage *stage, enum stage_sound_kind kind,
                  uint32_t count, float gain)
{
    struct stage_sound *added = stage_add_sound(stage);
    if (added) {
        *added = (struct stage_sound){
            .kind = (uint8_t)kind,
            .count = count,
            .at_m = panel->anchor.at_m,
            .gain = gain,
            .reference_m = PANEL_DISTANCE_M,
        };
    }
}

void panel_stage(const struct panel *panel, const struct session *session, struct stage *stage)
{
    // Always there, so that a count that rises is seen to rise.
    sound(panel, stage, STAGE_SOUND_TICK, panel->tick_count, TICK_GAIN);
    sound(panel, stage, STAGE_SOUND_CHIME, (uint32_t)session->step, CHIME_GAIN);
    if (session->stop != SESSION_STOP_NONE) {
        return;
    }
    if (panel->has_exit && panel->mode != PANEL_MODE_ASK) {
        panel_exit_stage(panel, stage);
    }
    if (panel->has_exit && panel->is_listening) {
        panel_mic_stage(panel, stage);
    }
    if (is_open(panel, session)) { // else it opens next frame, when the gaze is known
        show(panel, session, stage);
    }
}
