#include "app/pace.h"

#include "base/clock.h"

#include <math.h>
#include <stdbool.h>

enum {
    NEEDED_FRAMES = 16, // costs to have seen before the first sleep
    EARLY_FRAMES = 45,  // after a miss, half a second at 90 Hz
    CALM_FRAMES = 300,  // without a miss, before the margin shrinks again
};

// The compositor's own time before scan-out: 1.1-1.6 ms measured on headsets, 3 ms to be safe.
static const double latch_ms = 3.0;
static const double margin_start_ms = 2.0, margin_least_ms = 1.0, margin_most_ms = 8.0;
// One miss in about 2,400 frames is where growth and shrinking are even.
static const double margin_growth = 1.5, margin_shrink = 0.95;
// Between the sleep and the next wait, where nothing is known yet and at least.
static const double rest_least_ms = 0.25;

void app_pace_init(struct app_pace *pace)
{
    *pace = (struct app_pace){.margin_ms = margin_start_ms};
}

struct spread {
    double most_ms, second_ms, usual_ms; // of recent times; 0 before any is known
};

static struct spread spread_of(const double recent_ms[APP_PACE_WINDOW], uint32_t count)
{
    double sorted[APP_PACE_WINDOW];
    const uint32_t n = count < APP_PACE_WINDOW ? count : APP_PACE_WINDOW;
    if (n == 0) {
        return (struct spread){0};
    }
    for (uint32_t i = 0; i < n; i++) { // insertion: the window is small and nearly in order
        uint32_t at = i;
        while (at > 0 && sorted[at - 1] > recent_ms[i]) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = recent_ms[i];
    }
    return (struct spread){
        .most_ms = sorted[n - 1],
        .second_ms = n > 1 ? sorted[n - 2] : 0.0,
        .usual_ms = sorted[n / 2],
    };
}

double app_pace_cost_ms(const struct app_pace *pace)
{
    return spread_of(pace->cost_ms, pace->count).most_ms;
}

// The second longest: one hiccup of the machine's is no reason for old poses.
static int64_t rest_ns(const struct app_pace *pace)
{
    const struct spread rests = spread_of(pace->rest_ms, pace->rests);
    return (int64_t)(fmax(rests.second_ms, rest_least_ms) * (double)NS_PER_MS);
}

// The runtime leaves whole periods: less than half a one less than before is its thread's delay.
// With another refresh rate it leaves another time.
static void learn_lead(struct app_pace *pace, int64_t lead_ns, int64_t period_ns)
{
    const bool is_new_rate = period_ns != pace->period_ns;
    if (is_new_rate || lead_ns > pace->lead_ns || lead_ns < pace->lead_ns - period_ns / 2) {
        pace->lead_ns = lead_ns;
    }
    pace->period_ns = period_ns;
}

int64_t app_pace_until(struct app_pace *pace, int64_t begin_ns, int64_t display_ns,
                       int64_t period_ns)
{
    learn_lead(pace, display_ns - begin_ns, period_ns);
    if (pace->count < NEEDED_FRAMES) {
        return 0;
    }
    // Where times vary, the next one may be as far above the most as that is above the usual.
    const struct spread costs = spread_of(pace->cost_ms, pace->count);
    const double period_ms = (double)period_ns / NS_PER_MS;
    double needed_ms = costs.most_ms + fmax(pace->margin_ms, costs.most_ms - costs.usual_ms);
    if (pace->early_frames > 0) {
        needed_ms = fmax(needed_ms, period_ms); // no sleep where the runtime leaves one period
    }
    // No older a pose than that, where it has begun to leave two or three, for the sake of a few
    // long frames: more only where the usual one needs it.
    needed_ms = fmin(needed_ms, fmax(period_ms, costs.usual_ms + pace->margin_ms));
    const double ahead_ms = latch_ms + needed_ms;
    const int64_t safe_ns = display_ns - period_ns / 2 - (int64_t)(ahead_ms * (double)NS_PER_MS);
    const int64_t own_ns = display_ns - pace->lead_ns + period_ns - rest_ns(pace);
    return safe_ns < own_ns ? safe_ns : own_ns;
}

static void miss(struct app_pace *pace)
{
    // A frame that was early anyway was not late for its sleep: the margin is not to blame.
    if (pace->early_frames == 0 && pace->count >= NEEDED_FRAMES) {
        pace->margin_ms = fmin(pace->margin_ms * margin_growth, margin_most_ms);
    }
    pace->misses++;
    pace->calm_frames = 0;
    pace->early_frames = EARLY_FRAMES;
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

void app_pace_frame(struct app_pace *pace, const struct app_pace_seen *seen)
{
    const int64_t step_ns = seen->display_ns - pace->last_display_ns;
    if (pace->last_display_ns > 0 && step_ns > seen->period_ns + seen->period_ns / 2) {
        miss(pace);
    } else {
        go_well(pace);
    }
    pace->last_display_ns = seen->display_ns;
    if (seen->cost_ms >= 0.0) {
        pace->cost_ms[pace->count++ % APP_PACE_WINDOW] = seen->cost_ms;
    }
    if (seen->rest_ms >= 0.0) {
        const double period_ms = (double)seen->period_ns / NS_PER_MS;
        pace->rest_ms[pace->rests++ % APP_PACE_WINDOW] = fmin(seen->rest_ms, period_ms);
    }
}
