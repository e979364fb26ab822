#include "vr/rate.h"

#include "base/log.h"
#include "vr/internal.h"
#include "vr/result.h"

#include <math.h>

enum { RATE_MAX = 32 };

static const float slowest_hz = 1.0f, fastest_hz = 1000.0f; // what a display can do
static const float flicker_hz = 60.0f;                      // below it bright pictures flicker
static const float same_hz = 0.5f;

float vr_rate_choose(const float *offered_hz, uint32_t count, float most_hz)
{
    float chosen_hz = 0.0f;
    for (uint32_t i = 0; i < count; i++) {
        const float hz = offered_hz[i];
        if (hz >= flicker_hz - same_hz && hz <= most_hz + same_hz && hz > chosen_hz) {
            chosen_hz = hz;
        }
    }
    return chosen_hz;
}

void vr_rate_read(struct vr *vr)
{
    vr->info.refresh_hz = 0.0f;
    if (!vr->calls.get_refresh_rate) {
        return;
    }
    float rate_hz = 0.0f;
    const XrResult result = vr->calls.get_refresh_rate(vr->session.handle, &rate_hz);
    if (XR_FAILED(result)) {
        // The first frame will tell it.
        char text[XR_MAX_RESULT_STRING_SIZE];
        LOG_DEBUG("xrGetDisplayRefreshRateFB: %s", vr_result_text(vr->instance, result, text));
        return;
    }
    (void)vr_rate_take(vr, rate_hz);
}

static float choose(const struct vr *vr, float most_hz)
{
    float offered_hz[RATE_MAX];
    uint32_t count = 0;
    const XrResult result =
        vr->calls.list_refresh_rates(vr->session.handle, RATE_MAX, &count, offered_hz);
    if (XR_FAILED(result)) {
        char text[XR_MAX_RESULT_STRING_SIZE];
        LOG_INFO("the runtime does not tell the display's refresh rates (%s)",
                 vr_result_text(vr->instance, result, text));
        return 0.0f;
    }
    return vr_rate_choose(offered_hz, count < RATE_MAX ? count : RATE_MAX, most_hz);
}

float vr_rate_ask(struct vr *vr, float most_hz)
{
    if (!vr->calls.list_refresh_rates || !vr->calls.request_refresh_rate) {
        return 0.0f;
    }
    const float chosen_hz = choose(vr, most_hz);
    if (chosen_hz == 0.0f || fabsf(chosen_hz - vr->info.refresh_hz) <= same_hz) {
        return chosen_hz;
    }
    const XrResult result = vr->calls.request_refresh_rate(vr->session.handle, chosen_hz);
    if (XR_FAILED(result)) {
        char text[XR_MAX_RESULT_STRING_SIZE];
        LOG_INFO("the runtime refuses to refresh the display at %.0f Hz (%s)", (double)chosen_hz,
                 vr_result_text(vr->instance, result, text));
        return 0.0f;
    }
    LOG_INFO("the display is asked to refresh at %.0f Hz", (double)chosen_hz);
    return chosen_hz;
}

bool vr_rate_take(struct vr *vr, float rate_hz)
{
    if (!(rate_hz >= slowest_hz && rate_hz <= fastest_hz)) {
        return false;
    }
    vr->info.refresh_hz = rate_hz;
    return true;
}
