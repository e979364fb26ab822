#include "breath/finder.h"

#include "base/clock.h"

#include <math.h>

static const float STEP_BPM = 0.5f;
static const float NEAR_BPM = 0.05f;
static const uint32_t CYCLES_LEAST = 4;
static const double APART_WEIGHT = 0.1, COMFORT_WEIGHT = 0.1, SWING_WEIGHT = 0.2;
static const int64_t ASK_NS = (int64_t)(BREATH_FINDER_ASK_S * (double)NS_PER_S);
static const double SCORE_LEAST = 0.3;

void breath_finder_start(struct breath_finder *finder, int64_t length_ns)
{
    *finder = (struct breath_finder){.length_ns = length_ns};
}

static int step_of(const struct breath_finder *finder)
{
    const int64_t each_ns = finder->length_ns / BREATH_FINDER_STEPS;
    const int64_t step = each_ns > 0 ? finder->elapsed_ns / each_ns : 0;
    return step < BREATH_FINDER_STEPS ? (int)step : BREATH_FINDER_STEPS - 1;
}

float breath_finder_rate_of(int step)
{
    return BREATH_FINDER_FIRST_BPM - STEP_BPM * (float)step;
}

float breath_finder_rate(const struct breath_finder *finder)
{
    return breath_finder_rate_of(step_of(finder));
}

void breath_finder_add(struct breath_finder *finder, int64_t dt_ns, const struct breath *breath,
                       const struct breath_guide *guide, bool is_back)
{
    struct breath_finder_step *step = &finder->steps[step_of(finder)];
    finder->elapsed_ns += dt_ns;
    step->is_hard = step->is_hard || is_back;
    step->has_arrived =
        step->has_arrived || fabsf(guide->rate_bpm - breath_finder_rate(finder)) < NEAR_BPM;
    if (step->has_arrived && breath->is_sure && breath->rate_bpm > 0.0f) {
        step->sure_ns += dt_ns;
        step->apart_sum += fabs((double)breath->rate_bpm - (double)guide->rate_bpm) * (double)dt_ns;
    }
}

void breath_finder_cycle(struct breath_finder *finder, bool has_matched)
{
    struct breath_finder_step *step = &finder->steps[step_of(finder)];
    if (step->has_arrived) {
        step->cycles++;
        step->matched += has_matched ? 1 : 0;
    }
    breath_heart_cycle(&step->heart, step->has_arrived);
}

void breath_finder_beat(struct breath_finder *finder, float rr_ms)
{
    breath_heart_beat(&finder->steps[step_of(finder)].heart, rr_ms);
}

int breath_finder_asks(const struct breath_finder *finder)
{
    const int64_t each_ns = finder->length_ns / BREATH_FINDER_STEPS;
    const int step = step_of(finder);
    const int64_t left_ns = (step + 1) * each_ns - finder->elapsed_ns;
    return each_ns > 2 * ASK_NS && left_ns > 0 && left_ns <= ASK_NS ? step : -1;
}

void breath_finder_comfort(struct breath_finder *finder, int step, bool is_comfortable)
{
    finder->steps[step].comfort = is_comfortable ? BREATH_COMFORT_YES : BREATH_COMFORT_NO;
}

// How well it was followed; 0: not to be picked.
static double follow(const struct breath_finder_step *step)
{
    if (step->is_hard || step->comfort == BREATH_COMFORT_NO || step->cycles < CYCLES_LEAST ||
        step->sure_ns <= 0) {
        return 0.0;
    }
    const double score = (double)step->matched / (double)step->cycles -
                         APART_WEIGHT * step->apart_sum / (double)step->sure_ns;
    return score > SCORE_LEAST ? score : 0.0;
}

// The largest swing of the steps that may be picked; 0 where one of them has none.
static float most_swing(const struct breath_finder *finder)
{
    float most = 0.0f;
    for (int i = 0; i < BREATH_FINDER_STEPS; i++) {
        const float swing = breath_heart_swing(&finder->steps[i].heart);
        if (follow(&finder->steps[i]) > 0.0) {
            if (isnan(swing)) {
                return 0.0f;
            }
            most = fmaxf(most, swing);
        }
    }
    return most;
}

float breath_finder_best(const struct breath_finder *finder)
{
    const float most = most_swing(finder);
    float best_bpm = NAN;
    double best = 0.0;
    for (int i = 0; i < BREATH_FINDER_STEPS; i++) {
        const struct breath_finder_step *step = &finder->steps[i];
        double score = follow(step);
        if (score <= 0.0) {
            continue;
        }
        score += step->comfort == BREATH_COMFORT_YES ? COMFORT_WEIGHT : 0.0;
        score +=
            most > 0.0f ? SWING_WEIGHT * (double)(breath_heart_swing(&step->heart) / most) : 0.0;
        if (score > best) {
            best = score;
            best_bpm = breath_finder_rate_of(i);
        }
    }
    return best_bpm;
}
