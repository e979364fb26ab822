#include "panel/dwell.h"

#include "base/clock.h"

void panel_dwell_reset(struct panel_dwell *dwell)
{
    *dwell = (struct panel_dwell){.target = -1};
}

static int64_t ns_of(double seconds)
{
    return (int64_t)(seconds * (double)NS_PER_S);
}

int panel_dwell_step(struct panel_dwell *dwell, int gazed, int64_t dt_ns, float needed_s)
{
    if (gazed != dwell->target) {
        dwell->off_ns += dt_ns;
        if (dwell->target < 0 || dwell->off_ns > ns_of(PANEL_DWELL_GRACE_S)) {
            *dwell = (struct panel_dwell){.target = gazed};
        }
        return -1;
    }
    dwell->off_ns = 0;
    if (dwell->target < 0 || dwell->is_spent) {
        return -1;
    }
    dwell->held_ns += dt_ns;
    if (dwell->held_ns < ns_of((double)needed_s)) {
        return -1;
    }
    dwell->is_spent = true;
    return dwell->target;
}

float panel_dwell_part(const struct panel_dwell *dwell, float needed_s)
{
    if (dwell->target < 0 || dwell->is_spent) {
        return 0.0f;
    }
    const double part = (double)dwell->held_ns / ((double)needed_s * (double)NS_PER_S);
    return part < 1.0 ? (float)part : 1.0f;
}
