// What is read and chosen in the world: scales, prompts, the way out. Laid out in dmm on planes at
// 2 m, chosen by gaze and dwell or by any button. Session + gaze in, stage + choices out; pure.
//
// A panel opens where the wearer looks (level, within 20 degrees of the horizon, never over the
// mark of the way out) and then hangs still. A short press of any button chooses what is gazed at;
// one held long asks to stop, and held again answers yes, so that the way out needs no sight. The
// mark of the way out hangs low in the world and follows the body lazily.
#ifndef PANEL_PANEL_H
#define PANEL_PANEL_H

#include "base/pose.h"
#include "panel/dwell.h"
#include "session/session.h"
#include "stage/stage.h"

#include <stdbool.h>
#include <stdint.h>

#define PANEL_DISTANCE_M 2.0f

// Looks a locale key up; returns the key itself when it is missing. Never NULL.
typedef const char *panel_text_fn(void *user, const char *key);

enum panel_mode {
    PANEL_MODE_NONE,
    PANEL_MODE_TEXT,   // something is said
    PANEL_MODE_SCALE,  // targets 0..10
    PANEL_MODE_ASK,    // targets 0 = stay, 1 = stop
    PANEL_MODE_YES_NO, // targets 0 = no, 1 = yes: what is asked
};

struct panel {
    const struct session_plan *plan; // borrowed
    panel_text_fn *text;
    void *text_user;

    uint8_t mode;       // enum panel_mode of what is open
    bool is_pause;      // TEXT: it says that staff have paused
    bool is_easier;     // TEXT: it says to breathe smaller
    int opened_step;    // step it was opened in
    struct pose anchor; // where it hangs
    int64_t open_ns;    // for how long
    bool is_armed; // the gaze has moved since it opened: what it fell on by chance is no choice
    int first_target;
    struct panel_dwell dwell;
    bool has_cursor;
    vec2s cursor_dmm; // where the gaze meets the panel

    struct pose exit_in_world; // the way-out mark
    float exit_yaw_rad;
    vec3s exit_from_m; // the head, slowly
    bool has_exit;
    bool exit_follows;
    struct panel_dwell exit_dwell;

    bool is_listening; // whoever owns the microphone says so; a mark shows it

    bool was_select_down;
    bool is_hold_spent;  // the held button has asked already; it must be let go first
    int64_t button_ns;   // held so far
    uint32_t tick_count; // choices made so far, for the soft tick
    bool has_last;
    int64_t last_ns;
};

struct panel_input {
    int64_t now_ns;
    bool has_gaze;
    struct pose gaze; // eye gaze, else head
    struct pose head;
    bool is_select_down;
};

void panel_init(struct panel *panel, const struct session_plan *plan, panel_text_fn *text,
                void *text_user);

// Before session_step: what was chosen since. Fills choice, wants_out, out_answer; leaves staff
// and is_present to others.
void panel_choose(struct panel *panel, const struct session *session,
                  const struct panel_input *input, struct session_input *out);

// After session_step: panels, rings and their sounds into the stage.
void panel_stage(const struct panel *panel, const struct session *session, struct stage *stage);

#endif
