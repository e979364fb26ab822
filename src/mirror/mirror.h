// A window: what the patient sees, a line of state, and keys for staff. With the simulated
// runtime the mouse turns the head, the space bar breathes, Enter selects.
#ifndef MIRROR_MIRROR_H
#define MIRROR_MIRROR_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct mirror; // opaque, heap

struct mirror_desc {
    const char *title;
    uint32_t width, height; // of the picture; the window may be resized
    bool moves_body;        // mouse and space go to the body
};

// ERR_UNSUPPORTED, logged as info, without a display.
MUST_USE enum err mirror_create(const struct mirror_desc *desc, struct mirror **out);
void mirror_destroy(struct mirror *mirror);

enum mirror_staff { // one staff key each; see also control/control.h
    MIRROR_STAFF_NONE,
    MIRROR_STAFF_PAUSE_RESUME, // p
    MIRROR_STAFF_STOP,         // q, Escape, or the window's close button: stops kindly
    MIRROR_STAFF_NEXT,         // n: next step
};

struct mirror_input {
    enum mirror_staff staff;
    float yaw_rad, pitch_rad; // of the body, by the mouse; absolute
    bool is_inhaling;         // space held
    bool has_breathed;        // space was used at least once
    bool is_select_down;      // Enter
};

// Polls the window. Never blocks.
void mirror_poll(struct mirror *mirror, struct mirror_input *out_input);

// Shows RGBA8 pixels (left eye; width x height of the desc) and one line of text below.
// At most 30 a second are worth sending; more are dropped.
void mirror_show(struct mirror *mirror, const uint8_t *rgba, const char *line);

#endif
