#include "breath/period.h"

#include "base/clock.h"

#include <math.h>

enum {
    SPACING_NS = 200 * (int)NS_PER_MS,
    LEAST_KEPT = 75, // 15 s
    SHIFT_LEAST = 7, // 1.4 s: 43 a minute
    SHIFT_MOST = 76, // 15.2 s: 4 a minute
    BEFORE_GAP = 2,
    KEPT_PER_SHIFT = 2, // at least so many periods must be seen
};

static const float SPACING_S = 0.2f;
static const float FAST_TAU_S = 0.15f;
static const float SLOW_TAU_S = 2.5f;
static const float GAP_S = 0.45f;     // longer than a hiccup: what comes between was not seen
static const float GAP_MOST_S = 8.0f; // begins anew
static const float SEEN_LEAST = 0.6f; // of the places that a shift compares
// Multiples of a period fit as well as the period: the first that is nearly the best is it.
static const float NEARLY = 0.6f;
static const float HALF_MOST = 0.4f;
static const float BETTER_BY = 0.08f;

void breath_period_init(struct breath_period *period)
{
    *period = (struct breath_period){0};
}

static void restart(struct breath_period *period, int64_t t_ns, const float *values)
{
    period->count = 0;
    period->next_ns = t_ns;
    for (int i = 0; i < BREATH_PERIOD_LANES; i++) {
        struct breath_period_lane *lane = &period->lanes[i];
        breath_smooth_seed(&lane->fast, FAST_TAU_S, values[i]);
        breath_smooth_seed(&lane->slow, SLOW_TAU_S, values[i]);
        lane->period_s = lane->clarity = 0.0f;
    }
}

// The kept numbers, oldest first and without their mean; 0 in gaps.
struct window {
    int count;
    float x[BREATH_PERIOD_KEPT], square[BREATH_PERIOD_KEPT], seen[BREATH_PERIOD_KEPT];
};

// How well they repeat after `shift`, -1..1; 0 where too little was seen to say.
static float repeat(const struct window *window, int shift)
{
    float both = 0.0f, early = 0.0f, late = 0.0f, seen = 0.0f;
    const int count = window->count - shift;
    for (int i = 0; i < count; i++) {
        both += window->x[i] * window->x[i + shift];
        early += window->square[i] * window->seen[i + shift];
        late += window->square[i + shift] * window->seen[i];
        seen += window->seen[i] * window->seen[i + shift];
    }
    const float size = sqrtf(early * late);
    return size > 0.0f && seen >= SEEN_LEAST * (float)count ? both / size : 0.0f;
}

static void unroll(const struct breath_period *period, const struct breath_period_lane *lane,
                   struct window *out)
{
    const uint32_t kept =
        period->count < BREATH_PERIOD_KEPT ? period->count : (uint32_t)BREATH_PERIOD_KEPT;
    float sum = 0.0f, seen = 0.0f;
    out->count = (int)kept;
    for (uint32_t i = 0; i < kept; i++) {
        const uint32_t at = (period->count - kept + i) % BREATH_PERIOD_KEPT;
        out->seen[i] = period->was_seen[at] ? 1.0f : 0.0f;
        out->x[i] = lane->kept[at] * out->seen[i];
        sum += out->x[i];
        seen += out->seen[i];
    }
    const float mean = seen > 0.0f ? sum / seen : 0.0f;
    for (uint32_t i = 0; i < kept; i++) {
        out->x[i] -= mean * out->seen[i];
        out->square[i] = out->x[i] * out->x[i];
    }
}

// A peak, and not the second beat of something twice as fast, such as the heart.
static bool is_period(const float *fit, int shift)
{
    return fit[shift] > fit[shift - 1] && fit[shift] >= fit[shift + 1] &&
           fit[shift / 2] < HALF_MOST * fit[shift];
}

static void find(const struct breath_period *period, struct breath_period_lane *lane)
{
    struct window window;
    float fit[SHIFT_MOST + 2];
    unroll(period, lane, &window);
    const int twice = window.count / KEPT_PER_SHIFT;
    const int most = twice < SHIFT_MOST ? twice : SHIFT_MOST;
    for (int shift = SHIFT_LEAST / 2; shift <= most + 1; shift++) {
        fit[shift] = repeat(&window, shift);
    }
    float best = 0.0f;
    for (int shift = SHIFT_LEAST; shift <= most; shift++) {
        best = is_period(fit, shift) && fit[shift] > best ? fit[shift] : best;
    }
    lane->period_s = lane->clarity = 0.0f;
    for (int shift = SHIFT_LEAST; shift <= most && best > 0.0f; shift++) {
        const float before = fit[shift - 1], here = fit[shift], after = fit[shift + 1];
        if (is_period(fit, shift) && here >= NEARLY * best) {
            const float bend = before - 2.0f * here + after;
            const float aside = bend < 0.0f ? 0.5f * (before - after) / bend : 0.0f;
            lane->period_s = ((float)shift + aside) * SPACING_S;
            lane->clarity = fminf(here, 1.0f);
            return;
        }
    }
}

static void choose(struct breath_period *period)
{
    for (int i = 0; i < BREATH_PERIOD_LANES; i++) {
        if (period->lanes[i].clarity > period->lanes[period->best].clarity + BETTER_BY) {
            period->best = i;
        }
    }
}

void breath_period_push(struct breath_period *period, int64_t t_ns,
                        const float values[BREATH_PERIOD_LANES])
{
    const float dt_s = (float)((double)(t_ns - period->last_ns) / NS_PER_S);
    period->last_ns = t_ns;
    if (period->next_ns == 0 || dt_s > GAP_MOST_S || !(dt_s > 0.0f)) {
        restart(period, t_ns, values);
        return;
    }
    float band[BREATH_PERIOD_LANES];
    for (int i = 0; i < BREATH_PERIOD_LANES; i++) {
        struct breath_period_lane *lane = &period->lanes[i];
        band[i] = breath_smooth_push(&lane->fast, dt_s, values[i]) -
                  breath_smooth_push(&lane->slow, dt_s, values[i]);
    }
    if (t_ns < period->next_ns) {
        return;
    }
    // After a hiccup the same value stands for the places that were missed. What led to a longer
    // gap was the beginning of a movement.
    const bool is_gap = dt_s > GAP_S;
    for (uint32_t i = 1; is_gap && i <= BEFORE_GAP && i <= period->count; i++) {
        period->was_seen[(period->count - i) % BREATH_PERIOD_KEPT] = false;
    }
    while (period->next_ns <= t_ns) {
        period->was_seen[period->count % BREATH_PERIOD_KEPT] = !is_gap;
        for (int i = 0; i < BREATH_PERIOD_LANES; i++) {
            period->lanes[i].kept[period->count % BREATH_PERIOD_KEPT] = band[i];
        }
        period->count++;
        period->next_ns += SPACING_NS;
    }
    // One lane at a time spreads the work.
    if (period->count >= LEAST_KEPT) {
        find(period, &period->lanes[period->count % BREATH_PERIOD_LANES]);
        choose(period);
    }
}

float breath_period_rate_bpm(const struct breath_period *period)
{
    const float period_s = period->lanes[period->best].period_s;
    return period_s > 0.0f ? 60.0f / period_s : 0.0f;
}

float breath_period_clarity(const struct breath_period *period)
{
    return period->lanes[period->best].clarity;
}
