#include "app/figures.h"

#include <math.h>
#include <stdlib.h>

enum { SERIES_COUNT = 5 };

static void list(struct app_figures *figures, struct app_series *out[SERIES_COUNT])
{
    out[0] = &figures->app_cpu_ms;
    out[1] = &figures->gpu_ms;
    out[2] = &figures->pose_age_ms;
    out[3] = &figures->pose_to_predicted_ms;
    out[4] = &figures->jitter_ms;
}

enum err app_figures_init(struct app_figures *figures, uint32_t frames, struct arena *arena)
{
    struct app_series *series[SERIES_COUNT];
    *figures = (struct app_figures){0};
    list(figures, series);
    for (int i = 0; i < SERIES_COUNT; i++) {
        series[i]->room = frames;
        series[i]->samples = arena_alloc(arena, frames, sizeof *series[i]->samples);
        if (!series[i]->samples) {
            return ERR_NO_MEMORY;
        }
    }
    return ERR_OK;
}

void app_figures_clear(struct app_figures *figures)
{
    struct app_series *series[SERIES_COUNT];
    struct app_figures empty = {
        .app_cpu_ms = figures->app_cpu_ms,
        .gpu_ms = figures->gpu_ms,
        .pose_age_ms = figures->pose_age_ms,
        .pose_to_predicted_ms = figures->pose_to_predicted_ms,
        .jitter_ms = figures->jitter_ms,
    };
    *figures = empty;
    list(figures, series);
    for (int i = 0; i < SERIES_COUNT; i++) {
        series[i]->count = 0;
    }
}

void app_figures_add(struct app_series *series, double value_ms)
{
    series->samples[series->count % series->room] = (float)value_ms;
    series->count++;
}

static int by_value(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

double app_figures_quantile(struct app_series *series, double p)
{
    const uint64_t kept = series->count < series->room ? series->count : series->room;
    if (kept == 0) {
        return 0.0;
    }
    qsort(series->samples, (size_t)kept, sizeof *series->samples, by_value);
    const double rank = ceil(p * (double)kept);
    const uint64_t i = rank < 1.0 ? 0 : (uint64_t)rank - 1;
    return (double)series->samples[i < kept ? i : kept - 1];
}
