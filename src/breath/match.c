#include "breath/match.h"

#include "base/clock.h"

#include <math.h>

static const int64_t LOOK_NS = NS_PER_S / 4;
static const double TURN = 6.28318530717958647692;
// A breath is known for certain a little after it began; the guide's next one is still far then.
static const float JUDGE_PHASE = 0.75f;
static const float PERIOD_MOST_APART = 0.15f;
static const float EXHALE_MOST_APART = 0.1f;

void breath_match_init(struct breath_match *match)
{
    *match = (struct breath_match){0};
}

static void look(struct breath_match *match, const struct breath *breath,
                 const struct breath_guide *guide)
{
    match->looks[match->look_count % BREATH_MATCH_LOOKS] = (struct breath_match_look){
        .is_sure = breath->is_sure && breath->rate_bpm > 0.0f,
        .phase_apart = breath->phase - guide->phase,
        .rate_apart_bpm = fabsf(breath->rate_bpm - guide->rate_bpm),
    };
    match->look_count++;
}

static bool is_near(int64_t a_ns, int64_t b_ns, double most_ns)
{
    return fabs((double)(a_ns - b_ns)) <= most_ns;
}

// Whether it was followed; whether it matched is kept.
static bool judge(struct breath_match *match, const struct breath_guide *guide)
{
    const double period_ns = 60.0 * (double)NS_PER_S / (double)guide->rate_bpm;
    const double length_ns = (double)(match->inhale_ns - match->before_ns);
    const bool is_length_right = match->before_ns > 0 && fabs(length_ns - period_ns) <=
                                                             (double)PERIOD_MOST_APART * period_ns;
    const bool is_exhale_right = is_near(match->last_exhale_ns, match->guide_exhale_ns,
                                         (double)EXHALE_MOST_APART * period_ns);
    const bool was_followed = match->inhales_near == 1 && is_length_right;
    match->has_matched = was_followed && is_exhale_right;
    match->cycles[match->cycle_count % BREATH_MATCH_CYCLES] = match->has_matched;
    match->cycle_count++;
    return was_followed;
}

static void follow_guide(struct breath_match *match, int64_t t_ns, const struct breath_guide *guide)
{
    if (!match->has_cycle || guide->cycle != match->cycle) {
        match->has_cycle = true;
        match->is_judged = false;
        match->was_sure = true;
        match->cycle = guide->cycle;
        match->guide_inhale_ns = t_ns;
        // An inhale that came a little before the guide's belongs to it.
        const double half_ns = 30.0 * (double)NS_PER_S / (double)guide->rate_bpm;
        match->inhales_near =
            match->inhale_ns > 0 && is_near(match->inhale_ns, t_ns, half_ns) ? 1 : 0;
    }
    if (guide->dir == BREATH_OUT && match->guide_dir == BREATH_IN) {
        match->guide_exhale_ns = t_ns;
    }
    match->guide_dir = guide->dir;
}

static void follow_breath(struct breath_match *match, const struct breath *breath,
                          const struct breath_guide *guide)
{
    if (breath->count != match->seen_count) {
        match->seen_count = breath->count;
        match->before_ns = match->inhale_ns;
        match->inhale_ns = breath->onset_ns;
        const double half_ns = 30.0 * (double)NS_PER_S / (double)guide->rate_bpm;
        match->inhales_near += is_near(breath->onset_ns, match->guide_inhale_ns, half_ns) ? 1 : 0;
    }
    match->last_exhale_ns = breath->exhale_ns;
}

bool breath_match_push(struct breath_match *match, int64_t t_ns, const struct breath *breath,
                       const struct breath_guide *guide, bool *out_was_followed)
{
    if (!guide->is_on || guide->rate_bpm <= 0.0f) {
        return false;
    }
    bool is_news = false;
    follow_guide(match, t_ns, guide);
    follow_breath(match, breath, guide);
    match->was_sure = match->was_sure && breath->is_sure;
    if (!match->is_judged && guide->phase >= JUDGE_PHASE) {
        match->is_judged = true;
        is_news = match->was_sure && match->guide_exhale_ns > match->guide_inhale_ns;
        *out_was_followed = is_news && judge(match, guide);
    }
    if (t_ns >= match->next_look_ns) {
        look(match, breath, guide);
        // On a grid of its own, so that slow frames do not stretch the minute.
        match->next_look_ns += LOOK_NS;
        if (match->next_look_ns <= t_ns) {
            match->next_look_ns = t_ns + LOOK_NS;
        }
    }
    return is_news;
}

struct breath_match_figures breath_match_figures(const struct breath_match *match)
{
    struct breath_match_figures figures = {.has_cycles = match->cycle_count > 0};
    const uint32_t looks =
        match->look_count < BREATH_MATCH_LOOKS ? match->look_count : (uint32_t)BREATH_MATCH_LOOKS;
    double east = 0.0, north = 0.0, apart = 0.0;
    int sure = 0;
    for (uint32_t i = 0; i < looks; i++) {
        if (match->looks[i].is_sure) {
            const double angle = TURN * (double)match->looks[i].phase_apart;
            east += cos(angle);
            north += sin(angle);
            apart += (double)match->looks[i].rate_apart_bpm;
            sure++;
        }
    }
    if (sure >= BREATH_MATCH_LOOKS / 2) {
        figures.has_synchrony = true;
        figures.synchrony = (float)(sqrt(east * east + north * north) / sure);
        figures.lag = (float)(-atan2(north, east) / TURN);
        figures.rate_error_bpm = (float)(apart / sure);
    }
    const uint32_t cycles = match->cycle_count < BREATH_MATCH_CYCLES
                                ? match->cycle_count
                                : (uint32_t)BREATH_MATCH_CYCLES;
    int matched = 0;
    for (uint32_t i = 0; i < cycles; i++) {
        matched += match->cycles[i] ? 1 : 0;
    }
    figures.cycle_match = cycles > 0 ? (float)matched / (float)cycles : 0.0f;
    return figures;
}
