#include "breath/tally.h"

#include <math.h>

static const double TURN = 6.28318530717958647692;

void breath_tally_add(struct breath_tally *tally, int64_t dt_ns, const struct breath *breath,
                      const struct breath_guide *guide)
{
    const double dt = (double)dt_ns;
    const bool is_sure = breath->is_sure && breath->rate_bpm > 0.0f;
    tally->seen_ns += dt_ns;
    if (is_sure) {
        tally->sure_ns += dt_ns;
        tally->rate_sum += (double)breath->rate_bpm * dt;
    }
    if (is_sure && breath->exhale_share > 0.0f) {
        tally->exhale_ns += dt_ns;
        tally->exhale_sum += (double)breath->exhale_share * dt;
    }
    if (guide->is_on) {
        tally->guide_ns += dt_ns;
        tally->guide_sum += (double)guide->rate_bpm * dt;
    }
    if (is_sure && guide->is_on) {
        tally->both_ns += dt_ns;
        tally->apart_sum += fabs((double)breath->rate_bpm - (double)guide->rate_bpm) * dt;
    }
    if (breath->source < BREATH_SOURCE_COUNT) {
        tally->source_ns[breath->source] += dt_ns;
    }
}

void breath_tally_cycle(struct breath_tally *tally, bool has_matched)
{
    tally->cycles++;
    tally->matched += has_matched ? 1 : 0;
}

void breath_tally_ease(struct breath_tally *tally)
{
    tally->eases++;
}

void breath_tally_synchrony(struct breath_tally *tally, const struct breath_match_figures *match)
{
    if (!match->has_synchrony) {
        return;
    }
    const double angle = -TURN * (double)match->lag;
    tally->synchronies++;
    tally->synchrony_sum += (double)match->synchrony;
    tally->east_sum += (double)match->synchrony * cos(angle);
    tally->north_sum += (double)match->synchrony * sin(angle);
}

static float mean(double sum, double over)
{
    return over > 0.0 ? (float)(sum / over) : NAN;
}

static uint8_t main_source(const struct breath_tally *tally)
{
    uint8_t best = BREATH_SOURCE_NONE;
    int64_t best_ns = 0;
    for (uint8_t i = BREATH_SOURCE_NONE + 1; i < BREATH_SOURCE_COUNT; i++) {
        if (tally->source_ns[i] > best_ns) {
            best = i;
            best_ns = tally->source_ns[i];
        }
    }
    return best;
}

struct breath_tally_figures breath_tally_figures(const struct breath_tally *tally)
{
    const bool has_lag = tally->synchronies > 0;
    return (struct breath_tally_figures){
        .rate_bpm = mean(tally->rate_sum, (double)tally->sure_ns),
        .guide_bpm = mean(tally->guide_sum, (double)tally->guide_ns),
        .rate_error_bpm = mean(tally->apart_sum, (double)tally->both_ns),
        .cycle_match = mean((double)tally->matched, (double)tally->cycles),
        .synchrony = mean(tally->synchrony_sum, (double)tally->synchronies),
        .lag = has_lag ? (float)(-atan2(tally->north_sum, tally->east_sum) / TURN) : NAN,
        .exhale_share = mean(tally->exhale_sum, (double)tally->exhale_ns),
        .sure_share = mean((double)tally->sure_ns, (double)tally->seen_ns),
        .cycles = tally->cycles,
        .eases = tally->eases,
        .source = main_source(tally),
    };
}
