#include "app/thermal.h"

#include "base/clock.h"

enum { STEP_COOL, STEP_WARM, STEP_HOT, STEP_SLOW };

// Headsets warm and cool over minutes. A scale of 0.7 halves the pixels: if that has done nothing
// in so long, it will not do.
static const int64_t lasts_ns = 30 * NS_PER_S;
static const int64_t cool_ns = 20 * NS_PER_S;

static const float scales[] = {
    [STEP_COOL] = 1.0f,
    [STEP_WARM] = 0.85f,
    [STEP_HOT] = 0.7f,
    [STEP_SLOW] = 0.7f,
};

static int asked_step(const struct app_thermal *thermal, enum vr_heat heat, int64_t now_ns)
{
    if (heat == VR_HEAT_NORMAL) {
        return STEP_COOL;
    }
    if (heat == VR_HEAT_WARNING) {
        return STEP_WARM;
    }
    // Once slow, it stays slow while the headset is impaired.
    const bool has_lasted = now_ns - thermal->impaired_ns >= lasts_ns;
    return has_lasted || thermal->step == STEP_SLOW ? STEP_SLOW : STEP_HOT;
}

bool app_thermal_step(struct app_thermal *thermal, int64_t now_ns, enum vr_heat cpu,
                      enum vr_heat gpu)
{
    const enum vr_heat heat = cpu > gpu ? cpu : gpu;
    if (heat != VR_HEAT_IMPAIRED) {
        thermal->impaired_ns = 0;
    } else if (thermal->impaired_ns == 0) {
        thermal->impaired_ns = now_ns;
    }
    const int asked = asked_step(thermal, heat, now_ns);
    if (asked > thermal->step) {
        thermal->step = asked;
        thermal->cooler_ns = 0;
        return true;
    }
    if (asked == thermal->step) {
        thermal->cooler_ns = 0;
        return false;
    }
    if (thermal->cooler_ns == 0) {
        thermal->cooler_ns = now_ns;
    }
    if (now_ns - thermal->cooler_ns < cool_ns) {
        return false;
    }
    thermal->step--;
    thermal->cooler_ns = now_ns;
    return true;
}

float app_thermal_scale_most(const struct app_thermal *thermal)
{
    return scales[thermal->step];
}

bool app_thermal_wants_lower_rate(const struct app_thermal *thermal)
{
    return thermal->step == STEP_SLOW;
}
