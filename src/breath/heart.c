#include "breath/heart.h"

#include <math.h>

static const float RR_LEAST_MS = 300.0f, RR_MOST_MS = 2000.0f;
static const float CHANGE_MOST = 0.2f;
static const uint32_t BEATS_LEAST = 3, CYCLES_LEAST = 4;
static const float MS_PER_MIN = 60000.0f;

void breath_heart_beat(struct breath_heart *heart, float rr_ms)
{
    if (!(rr_ms >= RR_LEAST_MS && rr_ms <= RR_MOST_MS)) { // NAN too
        heart->last_ms = 0.0f;
        return;
    }
    const bool is_good =
        heart->last_ms > 0.0f && fabsf(rr_ms - heart->last_ms) <= CHANGE_MOST * heart->last_ms;
    heart->last_ms = rr_ms;
    if (!is_good) {
        return;
    }
    heart->least_ms = heart->beats == 0 ? rr_ms : fminf(heart->least_ms, rr_ms);
    heart->most_ms = heart->beats == 0 ? rr_ms : fmaxf(heart->most_ms, rr_ms);
    heart->beats++;
}

void breath_heart_cycle(struct breath_heart *heart, bool counts)
{
    if (counts && heart->beats >= BEATS_LEAST) {
        heart->swing_sum_per_min +=
            (double)(MS_PER_MIN / heart->least_ms - MS_PER_MIN / heart->most_ms);
        heart->cycles++;
    }
    heart->beats = 0;
}

float breath_heart_swing(const struct breath_heart *heart)
{
    return heart->cycles < CYCLES_LEAST ? NAN
                                        : (float)(heart->swing_sum_per_min / (double)heart->cycles);
}
