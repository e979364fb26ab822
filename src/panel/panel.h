// What is read and chosen in the world: scales, prompts, the way out. Laid out in dmm on planes at
// 2 m, chosen by gaze and dwell or by any button. Session + gaze in, stage + choices out; pure.
#ifndef PANEL_PANEL_H
#define PANEL_PANEL_H

#include "base/pose.h"
#include "session/session.h"
#include "stage/stage.h"

#include <stdbool.h>
#include <stdint.h>

// Looks a locale key up; returns the key itself when it is missing. Never NULL.
typedef const char *panel_text_fn(void *user, const char *key);

struct panel {
    const struct session_plan *plan; // borrowed
    panel_text_fn *text;
    void *text_user;
    struct pose anchor; // where the panel of this step hangs: set when it opens
    bool has_anchor;
    int opened_step;
    int target;        // what is gazed at: -1 none, 0.. options, see panel.c
    int64_t target_ns; // dwelt so far
    int64_t last_ns;
    int64_t button_ns; // held so far
    bool was_select_down;
    bool is_armed;       // the gaze has left all targets once since the panel opened
    uint32_t tick_count; // choices made so far, for the soft tick
    float exit_yaw_rad;  // the way-out mark follows the body lazily
    bool has_exit_yaw;
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

// Before session_step: what was chosen since. Fills choice, wants_out, out_answer.
void panel_choose(struct panel *panel, const struct session *session,
                  const struct panel_input *input, struct session_input *out);

// After session_step: panels, rings and their sounds into the stage.
void panel_stage(const struct panel *panel, const struct session *session, struct stage *stage);

#endif
