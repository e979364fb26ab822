// The terminal this program was started from.
#ifndef CONTROL_TERMINAL_H
#define CONTROL_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Keys arrive unechoed and one by one from now on. Nothing when standard input is no terminal or
// this program runs in its background.
void control_terminal_take(void);

// Back to how it was found. May be called from a signal handler, and more than once.
void control_terminal_give_back(void);

// Up to `size` bytes that were typed; never waits. `*out_is_gone`: the terminal was closed.
size_t control_terminal_read(uint8_t *bytes, size_t size, bool *out_is_gone);

// One line over the one before; an empty one takes it away.
void control_terminal_show(const char *line);

// How many bytes of UTF-8 `text` fit into `columns`; a character counts as one column.
size_t control_terminal_fit(const char *text, size_t columns);

#endif
