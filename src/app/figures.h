// Frame figures: samples into memory taken at the start, percentiles at the end.
//
// Kept apart from what happened in the session: two runs on the virtual clock tell the same story
// with different timings.
#ifndef APP_FIGURES_H
#define APP_FIGURES_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

// One timed quantity, milliseconds. Past `room` the oldest samples are overwritten.
struct app_series {
    float *samples; // in the arena given to app_figures_init
    uint32_t room;
    uint64_t count; // ever
};

// Every clock reading is of the frame's own thread unless it says otherwise.
struct app_figures {
    struct app_series
        app_cpu_ms;           // thread CPU, xrBeginFrame's return -> xrEndFrame, XR calls excluded
    struct app_series gpu_ms; // timestamps around the frame's commands
    struct app_series pose_age_ms;          // xrLocateViews called -> xrEndFrame called
    struct app_series pose_to_predicted_ms; // xrLocateViews called -> predicted display
    struct app_series jitter_ms;            // |display interval - refresh period|
    uint64_t frames, missed;                // missed: refreshes that passed without a new frame
    uint64_t heap_allocations, waits, pipelines, memory_allocations; // inside frames
    uint64_t naps;                    // deliberate sleeps of the just-in-time pace
    uint64_t drawn, draws, triangles; // sums over drawn frames
    double scale_least, scale_most, scale_sum;
};

// Room for `frames` samples of each; all counts zero.
MUST_USE enum err app_figures_init(struct app_figures *figures, uint32_t frames,
                                   struct arena *arena);
// Forgets what was counted: after a warm-up.
void app_figures_clear(struct app_figures *figures);

void app_figures_add(struct app_series *series, double value_ms);
// The p-quantile, 0..1, nearest rank; 0 without samples. Sorts the samples: at the end only.
double app_figures_quantile(struct app_series *series, double p);

#endif
