#include "app/figures.h"

#include <math.h>
#include <stdlib.h>

enum err app_figures_series(struct app_series *series, uint32_t room, struct arena *arena)
{
    *series = (struct app_series){.room = room};
    series->samples = arena_alloc(arena, room, sizeof *series->samples);
    return series->samples ? ERR_OK : ERR_NO_MEMORY;
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
