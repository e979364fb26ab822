#include "vr/pacing.h"

#include "base/clock.h"
#include "base/log.h"

#include <inttypes.h>

static const int64_t assumed_period_ns = NS_PER_S / 72;

// For instants after zero, whose difference always fits.
static bool is_near(int64_t a_ns, int64_t b_ns)
{
    const int64_t apart_ns = a_ns - b_ns;
    return apart_ns <= NS_PER_S && apart_ns >= -NS_PER_S;
}

static void warn_once(struct vr_pacing *pacing, int64_t predicted_ns, int64_t period_ns)
{
    if (!pacing->did_warn) {
        pacing->did_warn = true;
        LOG_WARN("the runtime predicts a display at %" PRId64 " ns with a period of %" PRId64
                 " ns, which cannot be; using our own clock for such frames",
                 predicted_ns, period_ns);
    }
}

void vr_pacing_step(struct vr_pacing *pacing, int64_t now_ns, int64_t predicted_ns,
                    int64_t period_ns)
{
    if (period_ns >= NS_PER_MS && period_ns <= NS_PER_S) {
        pacing->period_ns = period_ns;
    } else {
        warn_once(pacing, predicted_ns, period_ns);
        pacing->period_ns = pacing->period_ns > 0 ? pacing->period_ns : assumed_period_ns;
    }

    int64_t display_ns = predicted_ns;
    const bool is_plausible =
        predicted_ns > 0 && (pacing->has_own_clock || is_near(predicted_ns, now_ns));
    if (!is_plausible) {
        warn_once(pacing, predicted_ns, period_ns);
        display_ns = pacing->has_own_clock ? pacing->display_ns + pacing->period_ns
                                           : now_ns + pacing->period_ns;
    }
    // Time never runs backwards for what is animated on it.
    pacing->display_ns = display_ns > pacing->display_ns ? display_ns : pacing->display_ns;
}
