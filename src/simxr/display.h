// When is a frame seen? The display model, and the pacing of frames against it.
//
// The model. The panel refreshes every period. Before each scan-out the compositor latches the
// newest finished frame, `latch_ns` ahead (3 ms unless the headset says otherwise: Meta's
// compositor takes 1.1-1.6 ms of GPU time and is started with some slack; Carmack 2013, "Latency
// mitigation strategies", puts time warp "a few milliseconds" before scan-out). Scan-out takes one
// period, and a frame's photons are dated at its middle.
//
//     refresh k:   latch_k            scan-out_k            photons_k
//                    |<-- latch_ns -->|<-- period / 2 -->|
//
//   * A frame is shown at the first refresh whose latch does not come before the end of its GPU
//     work, but not before the refresh it was predicted for: runtimes hold a frame for the time it
//     was drawn for (as Monado's compositor does with its desired present time).
//   * Shown later than predicted = missed. A frame overtaken by a later one at the same refresh is
//     dated there too, and has missed.
//   * No credit is given for reprojection.
//
// The pacing. xrWaitFrame returns a whole number of periods before the latch that the frame is
// predicted for: a steady offset, which leaves the application one period of CPU and GPU time (a
// program that needs less may start later by itself). The number is honest: what recent frames
// took, from xrWaitFrame to the end of their GPU work; the second longest of the last eight, so
// that one hiccup changes nothing and two do. Because a program that starts late by itself always
// looks as slow as its prediction is long, the shorter prediction is tried again now and then.
// On the virtual clock every frame takes exactly one period, whatever the machine does.
#ifndef SIMXR_DISPLAY_H
#define SIMXR_DISPLAY_H

#include "base/pose.h"

#include <stdbool.h>
#include <stdint.h>

enum { SIMXR_EYE_COUNT = 2, SIMXR_RATE_MAX = 4, SIMXR_PACE_HISTORY = 8 };

struct simxr_headset {
    const char *name;
    const char *system_name;         // as XrSystemProperties tells it
    uint32_t width_px, height_px;    // recommended, per eye
    double rates_hz[SIMXR_RATE_MAX]; // the default first; 0 closes
    struct fov fov[SIMXR_EYE_COUNT];
    float ipd_m;
    int64_t latch_ns;
};

// NULL for an unknown name.
const struct simxr_headset *simxr_display_headset(const char *name);
// Headset i in the order of the contract, NULL past the last.
const struct simxr_headset *simxr_display_headset_at(int i);
bool simxr_display_has_rate(const struct simxr_headset *headset, double rate_hz);

// Where the two eyes are in the head.
struct pose simxr_display_eye_in_head(const struct simxr_headset *headset, int eye);

// One frame as it was planned.
struct simxr_pace {
    int64_t wake_ns;    // when xrWaitFrame returns
    int64_t display_ns; // predictedDisplayTime
    int64_t period_ns;  // predictedDisplayPeriod: one refresh
};

struct simxr_shown {
    int64_t displayed_ns;
    bool is_missed;
};

struct simxr_display {
    int64_t period_ns;
    int64_t latch_ns;
    int64_t first_latch_ns; // of refresh 0
    bool is_virtual;

    int64_t last_refresh;          // predicted last; -1 before the first frame
    int slots[SIMXR_PACE_HISTORY]; // periods that recent frames took
    int slot_at;
    int ahead;       // periods from wake to latch, now
    int probe_in;    // frames until a shorter prediction is tried, or a try has held
    int probe_after; // doubles with every try that failed
    bool is_trying;
};

// All times on the clock of the caller (CLOCK_MONOTONIC, or the virtual one).
void simxr_display_init(struct simxr_display *display, const struct simxr_headset *headset,
                        double rate_hz, int64_t now_ns, bool is_virtual);

// Keeps history; refreshes go on at the new rate from `now_ns`.
void simxr_display_set_rate(struct simxr_display *display, double rate_hz, int64_t now_ns);

// Plans the next frame; for xrWaitFrame. The caller then sleeps until wake_ns, which is never
// before now_ns (real clock), or one period after the last (virtual clock, when frames follow each
// other). Call it only when at most one frame's GPU work is unfinished, or a slow program's frames
// pile up.
struct simxr_pace simxr_display_next(struct simxr_display *display, int64_t now_ns);

// The frame's GPU work ended at gpu_done_ns; in the order of frames. On the virtual clock a frame
// is in time unless `late_ns` (a scripted fault) says otherwise; it delays on either clock.
struct simxr_shown simxr_display_show(struct simxr_display *display, const struct simxr_pace *pace,
                                      int64_t gpu_done_ns, int64_t late_ns);

#endif
