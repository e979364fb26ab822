// Just in time: how long a frame may sleep before it asks where the eyes are.
//
// A frame that is done early shows an old pose. So the loop records first, then sleeps until the
// last safe moment: the compositor's latch, less what the GPU and the rest of the frame will
// take (the most of recent frames), less a margin: as much as that is above the usual, and no less
// than one that grows with each miss of a frame that slept and shrinks slowly while all goes well.
// After a miss it takes a whole period for a while. It never sleeps past the frame's own period,
// less what its thread usually needs from there to the next wait (milliseconds, where other threads
// want the processor): a runtime that predicts further ahead would only get fewer frames, and
// predict further still. That period begins when the runtime meant to wake the thread, which may
// have run later. Pure: times in, instants out.
#ifndef APP_PACE_H
#define APP_PACE_H

#include <stdint.h>

enum { APP_PACE_WINDOW = 64 };

struct app_pace {
    double cost_ms[APP_PACE_WINDOW]; // locate -> GPU done, recent frames
    uint32_t count;
    double rest_ms[APP_PACE_WINDOW]; // locate -> the next wait, recent frames
    uint32_t rests;
    int64_t lead_ns;   // from the runtime's wake to the display, when its thread ran at once
    int64_t period_ns; // that it was learnt with
    double margin_ms;
    int early_frames;        // so many frames more without sleep
    int64_t last_display_ns; // 0: no frame yet
    uint64_t misses;
    uint64_t calm_frames; // since the last miss
};

void app_pace_init(struct app_pace *pace);

// The instant until which a frame begun at begin_ns may sleep; 0: not at all. OpenXR tells no
// latch: it is taken as 3 ms plus half a refresh (the photons' mid scan-out) before the predicted
// display.
int64_t app_pace_until(struct app_pace *pace, int64_t begin_ns, int64_t display_ns,
                       int64_t period_ns);

// What is known after a frame.
struct app_pace_seen {
    int64_t display_ns, period_ns;
    double cost_ms; // of the newest frame whose GPU time is known; < 0: not known
    double rest_ms; // of the frame before: locate -> this one's wait; < 0: not known. More than a
                    // period is an absence, and counts as one.
};

// A display more than one and a half periods after the last one is a miss.
void app_pace_frame(struct app_pace *pace, const struct app_pace_seen *seen);

// The most of recent costs, which is planned with; 0 before any is known.
double app_pace_cost_ms(const struct app_pace *pace);

#endif
