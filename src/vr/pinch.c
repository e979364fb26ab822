#include "vr/pinch.h"

static const float close_m = 0.015f;
static const float open_m = 0.025f;

bool vr_pinch_step(struct vr_pinch *pinch, bool are_tips_valid, vec3s thumb_tip_m,
                   vec3s index_tip_m)
{
    if (!are_tips_valid) {
        pinch->is_closed = false;
        return false;
    }
    const float gap_m = glms_vec3_distance(thumb_tip_m, index_tip_m);
    pinch->is_closed = gap_m < (pinch->is_closed ? open_m : close_m); // false for NaN
    return pinch->is_closed;
}
