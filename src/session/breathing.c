#include "session/breathing.h"

#include "base/clock.h"

static const int64_t EASIER_NS = (int64_t)(SESSION_BREATHING_EASIER_S * NS_PER_S);
static const int64_t GUIDED_NS = 30 * NS_PER_S; // of a minute, for a synchrony of it

static void ease(struct session_breathing *breathing)
{
    breath_pacer_ease(&breathing->pacer);
    breath_tally_ease(&breathing->minute);
    breath_tally_ease(&breathing->total);
    breathing->easier_ns = EASIER_NS;
}

void session_breathing_init(struct session_breathing *breathing)
{
    *breathing = (struct session_breathing){0};
    breath_guard_init(&breathing->guard);
}

void session_breathing_begin(struct session_breathing *breathing,
                             const struct breath_pacer_plan *plan, int64_t elapsed_ns,
                             const struct breath *breath)
{
    breath_pacer_start(&breathing->pacer, plan, elapsed_ns, breath);
    breath_match_init(&breathing->match);
    if (breathing->is_dizzy) {
        breath_pacer_ease(&breathing->pacer);
        breathing->easier_ns = EASIER_NS;
    }
}

void session_breathing_find(struct session_breathing *breathing,
                            const struct breath_pacer_plan *plan, int64_t elapsed_ns,
                            int64_t length_ns)
{
    struct breath_pacer_plan first = *plan;
    first.target_bpm = BREATH_FINDER_FIRST_BPM;
    first.start_bpm = BREATH_FINDER_FIRST_BPM;
    session_breathing_begin(breathing, &first, elapsed_ns, NULL);
    breath_finder_start(&breathing->finder, length_ns);
    breathing->is_finding = true;
}

void session_breathing_end(struct session_breathing *breathing)
{
    breathing->is_finding = false;
    breath_pacer_stop(&breathing->pacer);
    breathing->guide = (struct breath_guide){0};
}

static void find(struct session_breathing *breathing, int64_t dt_ns, const struct breath *breath,
                 bool is_judged)
{
    if (is_judged) {
        breath_finder_cycle(&breathing->finder, breathing->match.has_matched);
    }
    breath_finder_add(&breathing->finder, dt_ns, breath, &breathing->guide,
                      breath_pacer_is_back(&breathing->pacer));
    breath_pacer_aim(&breathing->pacer, breath_finder_rate(&breathing->finder));
}

bool session_breathing_step(struct session_breathing *breathing, int64_t now_ns, int64_t elapsed_ns,
                            int64_t dt_ns, const struct breath *breath, bool is_quiet)
{
    bool was_followed = false;
    breathing->easier_ns = breathing->easier_ns > dt_ns ? breathing->easier_ns - dt_ns : 0;
    breathing->guide = breath_pacer_step(&breathing->pacer, elapsed_ns);
    const bool is_judged =
        breath_match_push(&breathing->match, now_ns, breath, &breathing->guide, &was_followed);
    if (is_judged) {
        // Who breathes more slowly already is ahead of the guide: it goes on towards them.
        const bool is_ahead =
            breath->rate_bpm > 0.0f && breath->rate_bpm < breathing->guide.rate_bpm;
        breath_pacer_judge(&breathing->pacer, was_followed || is_ahead);
        breath_tally_cycle(&breathing->minute, breathing->match.has_matched);
        breath_tally_cycle(&breathing->total, breathing->match.has_matched);
    }
    if (breathing->is_finding) {
        find(breathing, dt_ns, breath, is_judged);
    }
    breath_tally_add(&breathing->minute, dt_ns, breath, &breathing->guide);
    breath_tally_add(&breathing->total, dt_ns, breath, &breathing->guide);
    if (!is_quiet && !breathing->guide.is_on) {
        return false; // nobody asked for this breath: it is the patient's own affair
    }
    if (!breath_guard_step(&breathing->guard, dt_ns, breath, is_quiet)) {
        return false;
    }
    ease(breathing);
    return true;
}

void session_breathing_beat(struct session_breathing *breathing, float rr_ms)
{
    if (breathing->is_finding) {
        breath_finder_beat(&breathing->finder, rr_ms);
    }
}

struct breath_tally_figures session_breathing_minute(struct session_breathing *breathing)
{
    if (breathing->minute.guide_ns >= GUIDED_NS) {
        const struct breath_match_figures match = breath_match_figures(&breathing->match);
        breath_tally_synchrony(&breathing->minute, &match);
        breath_tally_synchrony(&breathing->total, &match);
    }
    const struct breath_tally_figures figures = breath_tally_figures(&breathing->minute);
    breathing->minute = (struct breath_tally){0};
    return figures;
}

void session_breathing_dizzy(struct session_breathing *breathing)
{
    breathing->is_dizzy = true;
    ease(breathing);
}

float session_breathing_match(const struct session_breathing *breathing)
{
    const struct breath_match_figures figures = breath_match_figures(&breathing->match);
    return breathing->guide.is_on && figures.has_cycles ? figures.cycle_match : 0.0f;
}
