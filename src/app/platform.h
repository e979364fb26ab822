// What is asked of the headset besides pictures, and what it asks of us: its refresh rate, its
// temperature, the size of pictures it recommends. The governor gets a ceiling, the runtime a rate.
// A steady frame costs a few comparisons here, no call of the runtime.
#ifndef APP_PLATFORM_H
#define APP_PLATFORM_H

#include "app/governor.h"
#include "app/thermal.h"
#include "base/err.h"
#include "session/headset.h"
#include "vr/vr.h"

struct app_platform {
    float full_hz; // what the display runs at while it is not too warm; 0: not known, left alone
    struct app_thermal thermal;
    bool is_spent;     // the governor was at its end: for this session the rate stays lower
    float scale_most;  // as the governor was last told; 0: never
    float recommended; // by the runtime, of full size, as was last said; 0: nothing yet
};

// The table of config/headsets.json; what is wrong with it is said.
MUST_USE enum err app_platform_headsets(struct session_headsets *headsets);

// The rate that config/headsets.json wants of a headset whose runtime tells these names; 0: none,
// or the table cannot be read (which is said).
float app_platform_wish_hz(const struct vr_info *info);

// For a session that stands, also after a loss. `wish_hz` 0: the rate is left as it is.
void app_platform_start(struct app_platform *platform, struct vr *vr, float wish_hz);

// Once a frame, at its display time: what the runtime told since the last one is answered.
void app_platform_frame(struct app_platform *platform, struct vr *vr, struct app_governor *governor,
                        const struct vr_events *events, int64_t now_ns);

#endif
