#include "app/meter.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { METER_MAX_BYTES = 64 << 20 };

static const char head[] = "frame,wait_ns,begin_ns,locate_ns,end_ns,gpu_done_ns,predicted_ns,"
                           "displayed_ns,missed,pose_matched\n";

static void count_row(struct app_meter *meter, const char *row, int64_t from_ns)
{
    int64_t locate_ns = 0, predicted_ns = 0, displayed_ns = 0;
    int is_missed = 0, is_matched = 0;
    if (sscanf(row, "%*d,%*d,%*d,%" SCNd64 ",%*d,%*d,%" SCNd64 ",%" SCNd64 ",%d,%d", &locate_ns,
               &predicted_ns, &displayed_ns, &is_missed, &is_matched) != 5 ||
        predicted_ns < from_ns) {
        return;
    }
    meter->rows++;
    meter->missed += is_missed ? 1 : 0;
    if (is_matched && locate_ns > 0) {
        app_figures_add(&meter->pose_to_photon_ms, (double)(displayed_ns - locate_ns) / NS_PER_MS);
    }
    if (!is_missed) {
        const double apart_ms = fabs((double)(displayed_ns - predicted_ns)) / NS_PER_MS;
        meter->most_apart_ms = fmax(meter->most_apart_ms, apart_ms);
    }
}

enum err app_meter_read(struct app_meter *meter, const char *path, int64_t from_ns, uint32_t frames,
                        struct arena *arena)
{
    const char *text = NULL;
    size_t size = 0;
    *meter = (struct app_meter){.pose_to_photon_ms.room = frames};
    meter->pose_to_photon_ms.samples = arena_alloc(arena, frames, sizeof(float));
    if (!meter->pose_to_photon_ms.samples) {
        return ERR_NO_MEMORY;
    }
    TRY(file_read(path, METER_MAX_BYTES, arena, &text, &size));
    if (strncmp(text, head, sizeof head - 1) != 0) {
        LOG_ERROR("%s: not what the simulated headset's meter writes", path);
        return ERR_BAD_DATA;
    }
    for (const char *row = text + sizeof head - 1; *row;) {
        count_row(meter, row, from_ns);
        const char *end = strchr(row, '\n');
        row = end ? end + 1 : row + strlen(row);
    }
    return ERR_OK;
}
