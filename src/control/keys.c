#include "control/keys.h"

static enum control_command command_of(uint8_t byte)
{
    switch (byte) {
    case 'p':
    case 'P': return CONTROL_PAUSE_RESUME;
    case 'n':
    case 'N': return CONTROL_NEXT;
    case 's':
    case 'S':
    case 'q':
    case 'Q': return CONTROL_STOP;
    default: return CONTROL_NONE;
    }
}

// ECMA-48: ESC [ or ESC O opens a sequence, a byte from '@' to '~' closes it.
enum control_command control_keys_push(struct control_keys *keys, uint8_t byte)
{
    if (byte == 0x1b) {
        keys->place = CONTROL_KEYS_ESCAPE;
        return CONTROL_NONE;
    }
    switch (keys->place) {
    case CONTROL_KEYS_PLAIN: return command_of(byte);
    case CONTROL_KEYS_ESCAPE:
        // Alt and a letter also come as ESC and the letter: not a command either.
        keys->place = byte == '[' || byte == 'O' ? CONTROL_KEYS_SEQUENCE : CONTROL_KEYS_PLAIN;
        return CONTROL_NONE;
    case CONTROL_KEYS_SEQUENCE:
        if (byte >= '@' && byte <= '~') {
            keys->place = CONTROL_KEYS_PLAIN;
        }
        return CONTROL_NONE;
    }
    return CONTROL_NONE;
}
