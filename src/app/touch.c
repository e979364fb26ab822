#include "app/touch.h"

#include "base/clock.h"

static const int64_t EVERY_NS = 50 * NS_PER_MS;
static const float MOST = 0.4f;   // of what the motor can: felt, not heard
static const float LEAST = 0.02f; // below it motors rattle

bool app_touch_step(struct app_touch *touch, int64_t now_ns, const struct breath_guide *guide,
                    float share, float *out_strength)
{
    const float strength = guide->is_on ? MOST * share * guide->level : 0.0f;
    if (strength < LEAST || now_ns < touch->next_ns) {
        return false;
    }
    touch->next_ns = now_ns + EVERY_NS;
    *out_strength = strength;
    return true;
}
