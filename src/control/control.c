#include "control/control.h"

#include "control/keys.h"
#include "control/signals.h"
#include "control/terminal.h"

#include <stdbool.h>
#include <stdlib.h>

enum { BYTES_AT_ONCE = 32 };

static struct control_keys keys;
static uint8_t typed[BYTES_AT_ONCE];
static size_t typed_count, typed_next;
static bool is_terminal_gone;

static void give_back_at_exit(void)
{
    control_terminal_give_back();
}

void control_init(void)
{
    static bool is_registered;
    if (!is_registered) {
        is_registered = atexit(give_back_at_exit) == 0;
    }
    keys = (struct control_keys){0};
    typed_count = typed_next = 0;
    is_terminal_gone = false;
    control_signals_take();
    control_terminal_take();
}

void control_fini(void)
{
    control_terminal_show("");
    control_terminal_give_back();
    control_signals_give_back();
}

static enum control_command next_key(void)
{
    for (;;) {
        while (typed_next < typed_count) {
            const enum control_command command = control_keys_push(&keys, typed[typed_next++]);
            if (command != CONTROL_NONE) {
                return command;
            }
        }
        bool is_gone = false;
        typed_next = 0;
        typed_count = control_terminal_read(typed, sizeof typed, &is_gone);
        if (is_gone && !is_terminal_gone) {
            is_terminal_gone = true;
            return CONTROL_STOP;
        }
        if (typed_count == 0) {
            return CONTROL_NONE;
        }
    }
}

enum control_command control_poll(void)
{
    if (control_signals_continued()) {
        control_terminal_take();
    }
    return control_signals_want_stop() ? CONTROL_STOP : next_key();
}

void control_status(const char *line)
{
    control_terminal_show(line);
}
