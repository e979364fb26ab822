#include "session/minute.h"

#include "base/clock.h"

void session_minute_add(struct session_minute *minute, int64_t dt_ns, const struct breath *breath,
                        const struct breath_guide *guide)
{
    minute->seen_ns += dt_ns;
    if (breath->is_sure && breath->rate_bpm > 0.0f) {
        minute->sure_ns += dt_ns;
        minute->rate_sum += (double)breath->rate_bpm * (double)dt_ns;
    }
    if (guide->is_on) {
        minute->guide_ns += dt_ns;
        minute->guide_sum += (double)guide->rate_bpm * (double)dt_ns;
    }
    if (breath->source < BREATH_SOURCE_COUNT) {
        minute->source_ns[breath->source] += dt_ns;
    }
}

static float mean(double sum, int64_t over_ns)
{
    return over_ns > 0 ? (float)(sum / (double)over_ns) : 0.0f;
}

static uint8_t main_source(const struct session_minute *minute)
{
    uint8_t best = BREATH_SOURCE_NONE;
    int64_t best_ns = 0;
    for (uint8_t i = BREATH_SOURCE_NONE + 1; i < BREATH_SOURCE_COUNT; i++) {
        if (minute->source_ns[i] > best_ns) {
            best = i;
            best_ns = minute->source_ns[i];
        }
    }
    return best;
}

void session_minute_event(const struct session_minute *minute, struct session_event *event)
{
    event->minute = minute->index;
    event->value = (double)minute->seen_ns / (double)NS_PER_S;
    event->rate_bpm = mean(minute->rate_sum, minute->sure_ns);
    event->guide_bpm = mean(minute->guide_sum, minute->guide_ns);
    event->sure_share = mean((double)minute->sure_ns, minute->seen_ns);
    event->breath_source = main_source(minute);
}
