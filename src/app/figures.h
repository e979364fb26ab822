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
    float *samples; // in the arena given to app_figures_series
    uint32_t room;
    uint64_t count; // ever
};

MUST_USE enum err app_figures_series(struct app_series *series, uint32_t room, struct arena *arena);
void app_figures_add(struct app_series *series, double value_ms);
// The p-quantile, 0..1, nearest rank; 0 without samples. Sorts the samples: at the end only.
double app_figures_quantile(struct app_series *series, double p);

#endif
