// The frames of a benchmark as a Chrome trace: opens in Perfetto (ui.perfetto.dev) and in
// chrome://tracing. The frame's thread, the GPU and the display each have a track, on one axis of
// time: GPU ticks are laid upon our clock by two calibrated readings, before and after.
//
// Frames only store numbers into memory taken at the start; the file is written at the end.
#ifndef APP_TRACE_H
#define APP_TRACE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

// Instants of base/clock.h.
struct app_trace_frame {
    int64_t wait_ns, begin_ns;  // xrWaitFrame called, xrBeginFrame returned
    int64_t nap_ns;             // the deliberate sleep begins; 0: none
    int64_t locate_ns, end_ns;  // xrLocateViews called (0: nothing was drawn), xrEndFrame called
    int64_t display_ns;         // predicted
    float scale;                // of the picture
    int64_t gpu_begin, gpu_end; // ticks of the newest finished frame; equal: none is known
};

struct app_trace_clock {
    uint64_t ticks;
    int64_t at_ns;
};

struct app_trace {
    struct app_trace_frame *frames; // in the arena given to init
    uint32_t room, count;           // past the room frames are left out
    bool has_clocks;
    struct app_trace_clock first, last;
    double tick_ns; // for clocks read in the same tick
};

MUST_USE enum err app_trace_init(struct app_trace *trace, uint32_t frames, struct arena *arena);
void app_trace_clear(struct app_trace *trace); // forgets frames: after a warm-up
void app_trace_add(struct app_trace *trace, const struct app_trace_frame *frame);

// An instant of our clock, by the two readings.
int64_t app_trace_ns(const struct app_trace *trace, int64_t ticks);

// ERR_IO, logged, when the file cannot be written.
MUST_USE enum err app_trace_write(const struct app_trace *trace, const char *path);

#endif
