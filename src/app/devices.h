// What a lost device takes with it: headset session, GPU and renderer; torn down and built anew
// together, while session and record go on.
#ifndef APP_DEVICES_H
#define APP_DEVICES_H

#include "app/menu.h"
#include "app/options.h"
#include "base/err.h"
#include "gpu/gpu.h"
#include "render/render.h"
#include "vr/vr.h"
#include "world/world.h"

#include <stdbool.h>

struct app_devices {
    struct vr *vr;         // owned
    struct gpu gpu;        // owned
    struct render *render; // owned
    bool is_simulated;
    uint32_t faults; // messages of the validation layers, of all devices that are gone
};

// `runtime_json` NULL: the active runtime; `may_be_absent`: that there is none is no error.
// `devices` must be zeroed or finished; app_devices_fini is owed in every case.
MUST_USE enum err app_devices_init(struct app_devices *devices, const struct app_options *options,
                                   const char *runtime_json, bool may_be_absent, float recline_deg,
                                   struct app_menu *menu);

// A processor draws.
bool app_devices_is_software(const struct app_devices *devices);

// How fine the meshes may be on this device at its display's rate.
enum world_detail app_devices_detail(const struct app_devices *devices, bool is_virtual);

void app_devices_fini(struct app_devices *devices);

#endif
