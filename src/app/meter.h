// Reads what the simulated runtime's meter wrote: pose to photon, seen from outside the program.
#ifndef APP_METER_H
#define APP_METER_H

#include "app/figures.h"

#include <stdint.h>

struct app_meter {
    struct app_series pose_to_photon_ms; // matched frames: xrLocateViews -> photons
    uint64_t rows, missed;
    double most_apart_ms; // of frames not missed: |photons - the runtime's own prediction|
};

// Rows whose display was predicted before `from_ns` are the warm-up's and are left out.
// ERR_IO when there is no such file, ERR_BAD_DATA when it is no meter's.
MUST_USE enum err app_meter_read(struct app_meter *meter, const char *path, int64_t from_ns,
                                 uint32_t frames, struct arena *arena);

#endif
