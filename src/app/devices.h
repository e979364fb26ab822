// What a lost device takes with it: headset session, GPU and renderer; torn down and built anew
// together, while session and record go on.
#ifndef APP_DEVICES_H
#define APP_DEVICES_H

#include "app/options.h"
#include "base/err.h"
#include "gpu/gpu.h"
#include "render/render.h"
#include "vr/vr.h"

#include <stdbool.h>

struct app_devices {
    struct vr *vr;         // owned
    struct gpu gpu;        // owned
    struct render *render; // owned
    bool is_simulated;
};

// `runtime_json` NULL: the active runtime. `devices` must be zeroed; app_devices_fini is owed in
// every case. The geometry is uploaded at once.
MUST_USE enum err app_devices_init(struct app_devices *devices, const struct app_options *options,
                                   const char *runtime_json, float recline_deg,
                                   const struct stage_geometry *geometry);
void app_devices_fini(struct app_devices *devices);

#endif
