#include "vr/resolution.h"

#include "base/clock.h"
#include "base/log.h"
#include "vr/result.h"

#include <math.h>

enum { LARGER_ANSWERS = 10 };

static const float steps = 20.0f;

float vr_resolution_ceiling(bool is_valid, XrExtent2Di recommended, uint32_t full_width,
                            uint32_t full_height)
{
    if (!is_valid || recommended.width <= 0 || recommended.height <= 0 || full_width == 0 ||
        full_height == 0) {
        return 1.0f;
    }
    const float ratio = fminf((float)recommended.width / (float)full_width,
                              (float)recommended.height / (float)full_height);
    const float rounding = 0.01f; // 0.7 is not always fourteen twentieths
    return fminf(fmaxf(floorf(ratio * steps + rounding), 1.0f) / steps, 1.0f);
}

void vr_resolution_take(struct vr_resolution *resolution, float ceiling)
{
    const float reduction = 1.0f - ceiling;
    const bool is_larger = reduction < resolution->reduction;
    resolution->larger_answers = is_larger ? resolution->larger_answers + 1 : 0;
    if (!is_larger || resolution->larger_answers >= LARGER_ANSWERS) {
        resolution->reduction = reduction;
        resolution->larger_answers = 0;
    }
}

void vr_resolution_ask(struct vr *vr, const XrCompositionLayerProjection *layer)
{
    struct vr_resolution *resolution = &vr->session.resolution;
    const XrTime now = vr->session.display_time;
    if (!vr->calls.get_recommended_resolution || resolution->is_refused ||
        now < resolution->next_time) {
        return;
    }
    resolution->next_time = now + NS_PER_S;
    const XrRecommendedLayerResolutionGetInfoMETA info = {
        .type = XR_TYPE_RECOMMENDED_LAYER_RESOLUTION_GET_INFO_META,
        .layer = (const XrCompositionLayerBaseHeader *)layer,
        .predictedDisplayTime = now,
    };
    XrRecommendedLayerResolutionMETA said = {.type = XR_TYPE_RECOMMENDED_LAYER_RESOLUTION_META};
    const XrResult result = vr->calls.get_recommended_resolution(vr->session.handle, &info, &said);
    if (XR_FAILED(result)) {
        char text[XR_MAX_RESULT_STRING_SIZE];
        LOG_INFO("the runtime recommends no size of pictures (%s)",
                 vr_result_text(vr->instance, result, text));
        resolution->is_refused = true;
        resolution->reduction = 0.0f;
        return;
    }
    const struct vr_target *target = &vr->session.target;
    vr_resolution_take(resolution,
                       vr_resolution_ceiling(said.isValid, said.recommendedImageDimensions,
                                             target->width, target->height));
}
