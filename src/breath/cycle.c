#include "breath/cycle.h"

#include "base/clock.h"

#include <math.h>

enum { USUAL_COUNT = 8 };

static const float RATE_WINDOW_S = 32.0f;
static const int RATE_LEAST = 3;
// A breath under way this many times longer than usual is a slower breath, not an old reading.
static const float OVERDUE = 1.3f;

static struct breath_cycle *cycle(struct breath_cycles *cycles, uint32_t back)
{
    return &cycles->ring[(cycles->count - 1 - back) % BREATH_CYCLE_COUNT];
}

static uint32_t kept(const struct breath_cycles *cycles)
{
    return cycles->count < BREATH_CYCLE_COUNT ? cycles->count : (uint32_t)BREATH_CYCLE_COUNT;
}

// Sorts in place; the counts here are eight at most.
static float median(float *values, int count)
{
    if (count == 0) {
        return 0.0f;
    }
    for (int i = 1; i < count; i++) {
        const float value = values[i];
        int at = i;
        for (; at > 0 && values[at - 1] > value; at--) {
            values[at] = values[at - 1];
        }
        values[at] = value;
    }
    return 0.5f * (values[(count - 1) / 2] + values[count / 2]);
}

static void learn(struct breath_cycles *cycles)
{
    float periods[USUAL_COUNT], inhales[USUAL_COUNT], depths[USUAL_COUNT];
    int period_count = 0, inhale_count = 0, depth_count = 0;
    for (uint32_t back = 0; back < kept(cycles); back++) {
        const struct breath_cycle *c = cycle(cycles, back);
        if (c->period_s > 0.0f && period_count < USUAL_COUNT) {
            periods[period_count++] = c->period_s;
        }
        if (c->inhale_s > 0.0f && inhale_count < USUAL_COUNT) {
            inhales[inhale_count++] = c->inhale_s;
        }
        if (c->depth > 0.0f && depth_count < USUAL_COUNT) {
            depths[depth_count++] = c->depth;
        }
    }
    cycles->period_s = median(periods, period_count);
    cycles->inhale_s = median(inhales, inhale_count);
    cycles->depth = median(depths, depth_count);
    // A mean, so that a rhythm that is none shows, of at most a whole breath each.
    float away = 0.0f;
    for (int i = 0; i < period_count; i++) {
        away += fminf(fabsf(periods[i] / cycles->period_s - 1.0f), 1.0f);
    }
    cycles->unevenness = period_count >= 2 ? away / (float)period_count : 0.0f;
}

void breath_cycle_inhale(struct breath_cycles *cycles, int64_t onset_ns, int64_t begin_ns)
{
    if (cycles->count > 0 && cycles->fresh > 0) {
        struct breath_cycle *last = cycle(cycles, 0);
        last->period_s = (float)((double)(onset_ns - last->onset_ns) / NS_PER_S);
    }
    cycles->count++;
    cycles->fresh++;
    *cycle(cycles, 0) = (struct breath_cycle){.onset_ns = onset_ns, .begin_ns = begin_ns};
    learn(cycles);
}

void breath_cycle_exhale(struct breath_cycles *cycles, int64_t peak_ns, float depth)
{
    if (cycles->count == 0 || cycles->fresh == 0) {
        return;
    }
    struct breath_cycle *last = cycle(cycles, 0);
    if (peak_ns > last->begin_ns) {
        last->inhale_s = (float)((double)(peak_ns - last->begin_ns) / NS_PER_S);
    }
    last->depth = depth;
    learn(cycles);
}

void breath_cycle_interrupt(struct breath_cycles *cycles)
{
    cycles->fresh = 0;
}

void breath_cycle_forget_depth(struct breath_cycles *cycles)
{
    breath_cycle_interrupt(cycles);
    for (int i = 0; i < BREATH_CYCLE_COUNT; i++) {
        cycles->ring[i].depth = 0.0f;
    }
    cycles->depth = 0.0f;
}

float breath_cycle_rate_bpm(const struct breath_cycles *cycles, int64_t t_ns)
{
    double seconds = 0.0;
    int breaths = 0;
    for (uint32_t back = 0; back < kept(cycles); back++) {
        const struct breath_cycle *c =
            &cycles->ring[(cycles->count - 1 - back) % BREATH_CYCLE_COUNT];
        const double age_s = (double)(t_ns - c->onset_ns) / NS_PER_S;
        // What was before an interruption counts only while there is nothing newer.
        const bool is_before = back > 0 && c->period_s <= 0.0f && breaths >= 2;
        if (is_before || (age_s > (double)RATE_WINDOW_S && breaths >= RATE_LEAST)) {
            break;
        }
        if (back == 0 && cycles->fresh > 0 && age_s > (double)(OVERDUE * cycles->period_s)) {
            seconds = age_s;
            breaths = 1;
        }
        if (c->period_s > 0.0f) {
            seconds += (double)c->period_s;
            breaths++;
        }
    }
    return breaths >= 2 ? (float)(60.0 * breaths / seconds) : 0.0f;
}
