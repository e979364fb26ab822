#include "breath/pacer.h"

#include "base/clock.h"

#include <math.h>

static const float OWN_LEAST_BPM = 6.0f;
static const float OWN_MOST_BPM = 24.0f;
static const double PI = 3.14159265358979323846;

static float held(float value, float least, float most, float unset)
{
    return value > 0.0f ? fminf(fmaxf(value, least), most) : unset;
}

void breath_pacer_start(struct breath_pacer *pacer, const struct breath_pacer_plan *plan,
                        int64_t now_ns, const struct breath *breath)
{
    const struct breath_pacer_plan held_plan = {
        .target_bpm = held(plan->target_bpm, 4.5f, 10.0f, 6.0f),
        .start_bpm = held(plan->start_bpm, OWN_LEAST_BPM, OWN_MOST_BPM, 12.0f),
        .ramp_bpm_per_min = held(plan->ramp_bpm_per_min, 0.1f, 60.0f, 1.5f),
        .exhale_share = held(plan->exhale_share, 0.5f, 0.75f, 0.6f),
    };
    const bool is_known = breath && breath->is_sure && breath->rate_bpm > 0.0f;
    *pacer = (struct breath_pacer){
        .plan = held_plan,
        .start_ns = now_ns,
        .last_ns = now_ns,
        .rate_bpm = is_known ? fminf(fmaxf(breath->rate_bpm, OWN_LEAST_BPM), OWN_MOST_BPM)
                             : held_plan.start_bpm,
        .has_started = true,
    };
}

void breath_pacer_stop(struct breath_pacer *pacer)
{
    pacer->has_started = false;
}

// Moves the rate towards the target and returns the cycles breathed meanwhile. The ramp is a
// straight line in breaths a minute, so that the cycles are the area of a trapezium, exactly,
// however long the step.
static double advance(struct breath_pacer *pacer, double minutes)
{
    const double from = (double)pacer->rate_bpm;
    const double way = (double)pacer->plan.target_bpm - from;
    const double slope = copysign((double)pacer->plan.ramp_bpm_per_min, way);
    const double ramp_minutes = fmin(minutes, way / slope);
    const double to =
        minutes < way / slope ? from + slope * ramp_minutes : (double)pacer->plan.target_bpm;
    pacer->rate_bpm = (float)to;
    return 0.5 * (from + to) * ramp_minutes + to * (minutes - ramp_minutes);
}

static struct breath_guide show(const struct breath_pacer *pacer)
{
    const double whole = floor(pacer->cycles);
    const double phase = pacer->cycles - whole;
    const double inhale = 1.0 - (double)pacer->plan.exhale_share;
    const bool is_in = phase < inhale;
    // 0..1 through the inhale, 1..2 through the exhale: one turn of a raised cosine.
    const double turn = is_in ? phase / inhale : 1.0 + (phase - inhale) / (1.0 - inhale);
    return (struct breath_guide){
        .is_on = true,
        .level = (float)(0.5 - 0.5 * cos(PI * turn)),
        .phase = fminf((float)phase, 0.999999f),
        .rate_bpm = pacer->rate_bpm,
        .dir = is_in ? BREATH_IN : BREATH_OUT,
        .cycle = (uint32_t)whole,
    };
}

struct breath_guide breath_pacer_step(struct breath_pacer *pacer, int64_t now_ns)
{
    if (!pacer->has_started) {
        return (struct breath_guide){.is_on = false};
    }
    if (now_ns > pacer->last_ns) {
        const double minutes = (double)(now_ns - pacer->last_ns) / NS_PER_S / 60.0;
        pacer->cycles += advance(pacer, minutes);
        pacer->last_ns = now_ns;
    }
    return show(pacer);
}
