// The test of the governor: so many milliseconds of GPU work are added from one frame to the next,
// and what follows is counted.
//
// How much work a millisecond is differs by device, so it is found first, with the governor held: a
// frame's time without it, then with some, then with what that promises. After a rest it begins for
// good. Pure: GPU times in, work out.
#ifndef APP_BURDEN_H
#define APP_BURDEN_H

#include <stdbool.h>

enum { APP_BURDEN_WINDOW = 24 };

enum app_burden_phase {
    APP_BURDEN_NONE, // nobody wants one
    APP_BURDEN_WAIT, // for pace and governor to settle
    APP_BURDEN_PLAIN,
    APP_BURDEN_TRY,
    APP_BURDEN_CHECK,
    APP_BURDEN_REST,
    APP_BURDEN_ON,
};

struct app_burden {
    double wish_ms;
    enum app_burden_phase phase;
    int frames; // of this phase
    double times_ms[APP_BURDEN_WINDOW];
    double plain_ms; // a frame without it
    double loops;    // of the shader, a pixel: found so far
    double found_ms; // what they were last seen to add
    int checks;
    int acted_after; // frames from the first with the work to the governor's decision; -1: not yet
};

// wish_ms 0: none. At most 100.
void app_burden_init(struct app_burden *burden, double wish_ms);

// After each drawn frame: the newest known GPU time (< 0: not known), and whether the governor
// decided something in this one.
void app_burden_frame(struct app_burden *burden, double gpu_ms, bool did_govern);

// Loops a pixel that the next frame is to do; 0: none.
double app_burden_loops(const struct app_burden *burden);

// The work is known, or none is wanted. Until then the governor must not act on what it sees.
bool app_burden_is_found(const struct app_burden *burden);

#endif
