// The guide felt in the hand: a controller that is held hums softly as the guide fills and falls
// silent as it empties. Only where the session file asks for it.
#ifndef APP_TOUCH_H
#define APP_TOUCH_H

#include "breath/pacer.h"

#include <stdbool.h>
#include <stdint.h>

struct app_touch {
    int64_t next_ns; // when the hum is told anew
};

// Each pulse outlasts the time to the next, so that the hum does not stutter.
#define APP_TOUCH_PULSE_NS ((int64_t)80 * 1000000)

// Once a frame. True when a pulse of *out_strength, 0 to 1, is to be given now. `share`, 0 to 1, is
// how strongly the session wants it.
bool app_touch_step(struct app_touch *touch, int64_t now_ns, const struct breath_guide *guide,
                    float share, float *out_strength);

#endif
