#include "breath/guard.h"

#include "base/clock.h"

static const int64_t minute_ns = 60 * NS_PER_S;
static const int64_t rest_ns = 20 * NS_PER_S; // two slow breaths and more
static const double too_much = 1.5;

void breath_guard_init(struct breath_guard *guard)
{
    *guard = (struct breath_guard){.source = BREATH_SOURCE_NONE};
}

bool breath_guard_is_ready(const struct breath_guard *guard)
{
    return guard->quiet_ns >= minute_ns;
}

static double effort(const struct breath *breath)
{
    return (double)breath->excursion * (double)breath->rate_bpm;
}

static void learn(struct breath_guard *guard, int64_t dt_ns, const struct breath *breath)
{
    if (guard->source != breath->source) { // half a minute of each says nothing
        breath_guard_init(guard);
        guard->source = breath->source;
    }
    guard->quiet_sum += effort(breath) * (double)dt_ns;
    guard->quiet_ns += dt_ns;
}

bool breath_guard_step(struct breath_guard *guard, int64_t dt_ns, const struct breath *breath,
                       bool is_quiet)
{
    if (!breath->is_sure || effort(breath) <= 0.0) {
        guard->rest_ns = rest_ns;
        guard->over_ns = 0;
        return false;
    }
    if (!breath_guard_is_ready(guard)) {
        if (is_quiet) {
            learn(guard, dt_ns, breath);
        }
        return false;
    }
    if (breath->source != guard->source) {
        guard->rest_ns = rest_ns;
    }
    if (guard->rest_ns > 0) {
        guard->rest_ns -= dt_ns;
        guard->over_ns = 0;
        return false;
    }
    const bool is_over = effort(breath) > too_much * guard->quiet_sum / (double)guard->quiet_ns;
    guard->over_ns = is_over ? guard->over_ns + dt_ns : 0;
    if (guard->over_ns < minute_ns) {
        return false;
    }
    guard->over_ns = 0;
    guard->told++;
    return true;
}
