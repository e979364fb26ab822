// Bytes from a terminal -> commands. Arrow keys and the like arrive as escape sequences, whose
// letters are no commands.
#ifndef CONTROL_KEYS_H
#define CONTROL_KEYS_H

#include "control/control.h"

#include <stdint.h>

enum control_keys_place { CONTROL_KEYS_PLAIN, CONTROL_KEYS_ESCAPE, CONTROL_KEYS_SEQUENCE };

struct control_keys {
    enum control_keys_place place;
};

enum control_command control_keys_push(struct control_keys *keys, uint8_t byte);

#endif
