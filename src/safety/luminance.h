// How bright one eye's view is as a whole, and how fast that changes.
#ifndef SAFETY_LUMINANCE_H
#define SAFETY_LUMINANCE_H

#include "safety/view.h"

enum { SAFETY_LUMINANCE_KEPT = 256 }; // pictures of a second; more are thinned out by forgetting

struct safety_luminance {
    const struct safety_view *view; // borrowed
    float nits[SAFETY_LUMINANCE_KEPT], at_s[SAFETY_LUMINANCE_KEPT];
    int count, next;
};

struct safety_luminance_now {
    float mean_nits; // weighted by solid angle
    float change;    // most that it differs from any picture of the last second, cd/m2
};

// A zeroed struct with its view is ready; zero `count` after a cut.
struct safety_luminance_now safety_luminance_push(struct safety_luminance *luminance,
                                                  const float *nits, float t_s);

#endif
