// Which buttons are pressed.
#ifndef SIMXR_BUTTON_H
#define SIMXR_BUTTON_H

#include "simxr/body.h"

// The value by full component path, from the script (may be NULL) and, for what selects, from
// `is_select_pressed`. Knows nothing of what is held.
struct simxr_input simxr_button_at(const struct simxr_script *script, const char *path,
                                   int64_t time_ns, bool is_select_pressed);

// Which hand the path speaks of; false when it is none's.
bool simxr_button_side(const char *path, enum simxr_side *out_side);

#endif
