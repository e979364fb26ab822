#include "app/pace.h"

#include "base/clock.h"

#include <math.h>

enum {
    NEEDED_FRAMES = 16, // costs to have seen before the first sleep
    EARLY_FRAMES = 45,  // after a miss, half a second at 90 Hz
    CALM_FRAMES = 180,  // without a miss, before the margin shrinks again
};

// The compositor's own time before scan-out: 1.1-1.6 ms measured on headsets, 3 ms to be safe.
static const double latch_ms = 3.0;
static const double margin_start_ms = 2.5, margin_least_ms = 0.8, margin_most_ms = 8.0;
static const double margin_growth = 1.5, margin_shrink = 0.92;
static const double quantile = 0.95;
// What a frame's thread still does after the sleep, and before it waits for the next frame.
static const int64_t rest_ns = NS_PER_MS;

void app_pace_init(struct app_pace *pace)
{
    *pace = (struct app_pace){.margin_ms = margin_start_ms};
}

double app_pace_cost_ms(const struct app_pace *pace)
{
    double sorted[APP_PACE_WINDOW];
    const uint32_t n = pace->count < APP_PACE_WINDOW ? pace->count : APP_PACE_WINDOW;
    for (uint32_t i = 0; i < n; i++) { // insertion: the window is small and nearly in order
        uint32_t at = i;
        while (at > 0 && sorted[at - 1] > pace->cost_ms[i]) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = pace->cost_ms[i];
    }
    return n > 0 ? sorted[(uint32_t)((double)(n - 1) * quantile + 0.5)] : 0.0;
}

int64_t app_pace_until(const struct app_pace *pace, int64_t begin_ns, int64_t display_ns,
                       int64_t period_ns)
{
    if (pace->count < NEEDED_FRAMES) {
        return 0;
    }
    double needed_ms = app_pace_cost_ms(pace) + pace->margin_ms;
    if (pace->early_frames > 0) {
        // A whole period: no sleep where the runtime leaves one, but no older a pose than that
        // where it has begun to leave two or three.
        needed_ms = fmax(needed_ms, (double)period_ns / NS_PER_MS);
    }
    const double ahead_ms = latch_ms + needed_ms;
    const int64_t safe_ns = display_ns - period_ns / 2 - (int64_t)(ahead_ms * (double)NS_PER_MS);
    const int64_t own_ns = begin_ns + period_ns - rest_ns;
    return safe_ns < own_ns ? safe_ns : own_ns;
}

static void miss(struct app_pace *pace)
{
    pace->misses++;
    pace->calm_frames = 0;
    pace->early_frames = EARLY_FRAMES;
    pace->margin_ms *= margin_growth;
    if (pace->margin_ms > margin_most_ms) {
        pace->margin_ms = margin_most_ms;
    }
}

static void go_well(struct app_pace *pace)
{
    if (pace->early_frames > 0) {
        pace->early_frames--;
    }
    if (++pace->calm_frames % CALM_FRAMES == 0) {
        pace->margin_ms *= margin_shrink;
        if (pace->margin_ms < margin_least_ms) {
            pace->margin_ms = margin_least_ms;
        }
    }
}

void app_pace_frame(struct app_pace *pace, int64_t display_ns, int64_t period_ns, double cost_ms)
{
    const int64_t step_ns = display_ns - pace->last_display_ns;
    if (pace->last_display_ns > 0 && step_ns > period_ns + period_ns / 2) {
        miss(pace);
    } else {
        go_well(pace);
    }
    pace->last_display_ns = display_ns;
    if (cost_ms >= 0.0) {
        pace->cost_ms[pace->count % APP_PACE_WINDOW] = cost_ms;
        pace->count++;
    }
}
