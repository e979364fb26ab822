// Regular stripes in one eye's still, and how fast they move to the next.
//
// The view is laid out in patches of 12.8 degrees, 6.4 degrees apart, each seen straight on. The
// spectrum of a patch under a Hann window has one sharp peak (and its mirror) where stripes are
// regular, and is spread where a picture is not. The peak's height is the stripes' contrast, its
// phase in a second still a little later their motion.
#ifndef SAFETY_STRIPE_H
#define SAFETY_STRIPE_H

#include "base/arena.h"
#include "base/err.h"

#include <cglm/struct.h>

#include <stdbool.h>

struct safety_stripe {
    float contrast; // Michelson, of the strongest that stand; 0: none that count
    vec3s at;       // where
    float moving;   // likewise of those that move
    vec3s moving_at;
    float cpd, hz; // of the strongest of either kind: cycles a degree, pairs a second
    float regular; // 0..1, the most regular patch that is bright and strong enough to count
};

// `nits`: `side` each way, in tangents up to `tan_half`; `later` the same eye `dt_s` afterwards.
MUST_USE enum err safety_stripe_find(const float *nits, const float *later, int side,
                                     float tan_half, float dt_s, struct arena *arena,
                                     struct safety_stripe *out);

#endif
