#include "vr/rate.h"

#include "base/log.h"
#include "vr/result.h"

static const float least_hz = 1.0f, most_hz = 1000.0f; // what a display can do

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
    vr->info.refresh_hz = rate_hz >= least_hz && rate_hz <= most_hz ? rate_hz : 0.0f;
}
