#include "breath/pacer.h"

#include "base/clock.h"

#include <math.h>

static const float OWN_LEAST_BPM = 6.0f;
static const float OWN_MOST_BPM = 24.0f;
static const float MOST_BPM = 24.0f;
static const float BACK = 1.1f; // a tenth
// Backwards it goes as fast as forwards would be hasty: who needs relief gets it within seconds.
static const float BACK_BPM_PER_MIN = 6.0f;
enum { JUDGED = 4, MISSED_WAIT = 2, ALL = (1 << JUDGED) - 1 };
static const double PI = 3.14159265358979323846;

static float held(float value, float least, float most, float unset)
{
    return value > 0.0f ? fminf(fmaxf(value, least), most) : unset;
}

// Where in the cycle it breathes out: after the inhale and what is held then.
static double exhale_begin(const struct breath_pacer_plan *plan)
{
    const double moved = 1.0 - 2.0 * (double)plan->hold_share;
    return moved * (1.0 - (double)plan->exhale_share) + (double)plan->hold_share;
}

void breath_pacer_start(struct breath_pacer *pacer, const struct breath_pacer_plan *plan,
                        int64_t now_ns, const struct breath *breath)
{
    const struct breath_pacer_plan held_plan = {
        .target_bpm =
            fmaxf(held(plan->target_bpm, 4.5f, 10.0f, 6.0f), fminf(plan->floor_bpm, 10.0f)),
        .start_bpm = held(plan->start_bpm, OWN_LEAST_BPM, OWN_MOST_BPM, 12.0f),
        .ramp_bpm_per_min = held(plan->ramp_bpm_per_min, 0.1f, 60.0f, 1.5f),
        .exhale_share = held(plan->exhale_share, 0.5f, 0.75f, 0.6f),
        .hold_share = held(plan->hold_share, 0.0f, 0.15f, 0.0f),
        .floor_bpm = plan->floor_bpm,
    };
    const bool is_known = breath && breath->is_sure && breath->rate_bpm > 0.0f;
    *pacer = (struct breath_pacer){
        .plan = held_plan,
        .start_ns = now_ns,
        .last_ns = now_ns,
        .rate_bpm = is_known ? fminf(fmaxf(breath->rate_bpm, OWN_LEAST_BPM), OWN_MOST_BPM)
                             : held_plan.start_bpm,
        .aim_bpm = held_plan.target_bpm,
        .has_started = true,
    };
    pacer->cycles = exhale_begin(&pacer->plan);
}

void breath_pacer_stop(struct breath_pacer *pacer)
{
    pacer->has_started = false;
}

bool breath_pacer_waits(const struct breath_pacer *pacer)
{
    int missed = 0;
    for (int i = 0; i < JUDGED; i++) {
        missed += pacer->missed >> i & 1;
    }
    return missed >= MISSED_WAIT;
}

void breath_pacer_ease(struct breath_pacer *pacer)
{
    // From where it is going already, if that is back: two in a row are two tenths.
    const float from = fmaxf(pacer->rate_bpm, pacer->aim_bpm);
    pacer->aim_bpm = fminf(from * BACK, fmaxf(MOST_BPM, from));
    pacer->missed = 0;
    pacer->judged = 0;
}

void breath_pacer_aim(struct breath_pacer *pacer, float target_bpm)
{
    const float target = fmaxf(target_bpm, pacer->plan.floor_bpm);
    if (target != pacer->plan.target_bpm) {
        pacer->plan.target_bpm = target;
        pacer->aim_bpm = target;
    }
}

bool breath_pacer_is_back(const struct breath_pacer *pacer)
{
    return pacer->aim_bpm > pacer->plan.target_bpm;
}

void breath_pacer_judge(struct breath_pacer *pacer, bool was_followed)
{
    if (!pacer->has_started) {
        return;
    }
    pacer->missed = (uint8_t)((pacer->missed << 1 | (was_followed ? 0 : 1)) & ALL);
    pacer->judged = (uint8_t)(pacer->judged < JUDGED ? pacer->judged + 1 : JUDGED);
    if (pacer->missed == ALL && pacer->judged == JUDGED) {
        breath_pacer_ease(pacer);
    } else if (was_followed && !breath_pacer_waits(pacer) && pacer->rate_bpm >= pacer->aim_bpm) {
        pacer->aim_bpm = pacer->plan.target_bpm; // on again
    }
}

// Moves the rate towards the target and returns the cycles breathed meanwhile. The ramp is a
// straight line in breaths a minute, so that the cycles are the area of a trapezium, exactly,
// however long the step.
static double advance(struct breath_pacer *pacer, double minutes)
{
    const double from = (double)pacer->rate_bpm;
    const double way = (double)pacer->aim_bpm - from;
    const bool is_back = pacer->aim_bpm > pacer->plan.target_bpm && way > 0.0;
    if (way == 0.0 || (breath_pacer_waits(pacer) && !is_back)) {
        return from * minutes;
    }
    const float pace = is_back ? BACK_BPM_PER_MIN : pacer->plan.ramp_bpm_per_min;
    const double slope = copysign((double)pace, way);
    const double ramp_minutes = fmin(minutes, way / slope);
    const double to = minutes < way / slope ? from + slope * ramp_minutes : (double)pacer->aim_bpm;
    pacer->rate_bpm = (float)to;
    return 0.5 * (from + to) * ramp_minutes + to * (minutes - ramp_minutes);
}

static struct breath_guide show(const struct breath_pacer *pacer)
{
    const double whole = floor(pacer->cycles);
    const double phase = pacer->cycles - whole;
    const double hold = (double)pacer->plan.hold_share;
    const double out = exhale_begin(&pacer->plan);
    const double inhale = out - hold;
    const double exhale = 1.0 - out - hold;
    // 0..1 through the inhale, 1..2 through the exhale: one turn of a raised cosine.
    const double turn =
        phase < out ? fmin(phase / inhale, 1.0) : 1.0 + fmin((phase - out) / exhale, 1.0);
    return (struct breath_guide){
        .is_on = true,
        .level = (float)(0.5 - 0.5 * cos(PI * turn)),
        .phase = fminf((float)phase, 0.999999f),
        .rate_bpm = pacer->rate_bpm,
        .dir = phase < out ? BREATH_IN : BREATH_OUT,
        .cycle = (uint32_t)whole,
        .since = (float)(pacer->cycles - exhale_begin(&pacer->plan)),
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
