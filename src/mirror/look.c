#include "mirror/look.h"

#include "base/clock.h"

#include <math.h>

static const float rad_per_px = 0.004f; // a hand's sweep of 400 px turns the head by 90 degrees
static const float keys_rad_per_s = 1.0f;
static const float pitch_max_rad = 1.4f; // necks end there
static const float turn_rad = 6.28318531f;
static const int64_t step_max_ns = NS_PER_S / 10; // after a pause the head does not jump

static void turn(struct mirror_look *look, float left_rad, float up_rad)
{
    look->yaw_rad = remainderf(look->yaw_rad + left_rad, turn_rad);
    look->pitch_rad = fminf(fmaxf(look->pitch_rad + up_rad, -pitch_max_rad), pitch_max_rad);
}

void mirror_look_drag(struct mirror_look *look, int right_px, int down_px)
{
    turn(look, -rad_per_px * (float)right_px, -rad_per_px * (float)down_px);
}

void mirror_look_turn(struct mirror_look *look, struct mirror_look_keys keys, int64_t step_ns)
{
    const int64_t kept_ns = step_ns < step_max_ns ? step_ns : step_max_ns;
    const float step_rad = keys_rad_per_s * (float)kept_ns / (float)NS_PER_S;
    turn(look, step_rad * (float)(keys.is_left - keys.is_right),
         step_rad * (float)(keys.is_up - keys.is_down));
}
