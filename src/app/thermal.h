// What a warm headset is spared: first pixels, then, when that does not help, refreshes. A patient
// sees a coarser picture hardly, a slower one at once.
//
// A ladder: NORMAL asks for its foot, WARNING for the first step, IMPAIRED for the second, and an
// IMPAIRED that lasts for the third. Up at once; down one step at a time, each after the headset
// has been cooler than the step for a while, so that a level that comes and goes moves nothing.
// Pure: levels and times in, decisions out.
#ifndef APP_THERMAL_H
#define APP_THERMAL_H

#include "vr/frame.h"

#include <stdbool.h>
#include <stdint.h>

struct app_thermal {
    int step;            // 0 cool .. 3; zeroed is cool
    int64_t impaired_ns; // since when IMPAIRED is told without a break; 0: it is not
    int64_t cooler_ns;   // since when less is asked for than `step`; 0: it is not
};

// The levels of both domains, which heat one another: the worse counts. True when `step` changed.
bool app_thermal_step(struct app_thermal *thermal, int64_t now_ns, enum vr_heat cpu,
                      enum vr_heat gpu);

// Of width and height, 0.7..1.
float app_thermal_scale_most(const struct app_thermal *thermal);

// Whether the display is to refresh less often than it would.
bool app_thermal_wants_lower_rate(const struct app_thermal *thermal);

#endif
