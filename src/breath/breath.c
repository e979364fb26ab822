#include "breath/breath.h"

#include "base/clock.h"
#include "breath/heard.h"
#include "breath/state.h"

#include <math.h>

// How far each source's phase is believed next to the others'. A head tells how often, hardly
// ever where (clinical facts 3.3): alone it is never sure.
static const float PHASE_WEIGHT[BREATH_SOURCE_COUNT] = {
    [BREATH_SOURCE_HEAD] = 0.49f, [BREATH_SOURCE_HAND] = 1.0f, [BREATH_SOURCE_MIC] = 0.9f,
    [BREATH_SOURCE_BELT] = 1.0f,  [BREATH_SOURCE_FILE] = 1.0f,
};

static const float CLARITY_NONE = 0.3f; // what noise in the band reaches by chance

static const float SWITCH_BY = 0.15f; // better by this before another source speaks
static const float EASE_TAU_S = 0.15f;
static const float AGAIN_S = 0.8f; // two sources may see the same inhale

static float seconds(int64_t ns)
{
    return (float)((double)ns / NS_PER_S);
}

void breath_init(struct breath_state *state)
{
    *state = (struct breath_state){0};
    for (int i = 0; i < BREATH_SOURCE_COUNT; i++) {
        breath_channel_init(&state->channels[i]);
    }
    breath_axis_init(&state->head, true);
    breath_period_init(&state->head_period);
    breath_axis_init(&state->hand, false);
}

// A head's motion is too faint to count breath by breath; its period is found over half a minute.
static void tell_head_rate(const struct breath_state *state, int64_t t_ns, struct breath *breath)
{
    const struct breath_channel *channel = &state->channels[BREATH_SOURCE_HEAD];
    const struct breath_period *period = &state->head_period;
    const float counted_bpm = breath->rate_bpm;
    const float clear = (breath_period_clarity(period) - CLARITY_NONE) / (1.0f - CLARITY_NONE);
    breath->rate_bpm = 0.0f;
    breath->rate_quality = fmaxf(clear, 0.0f) * breath_channel_trust_samples(channel, t_ns);
    if (breath->rate_quality >= BREATH_SURE) {
        breath->rate_bpm = breath_period_rate_bpm(period);
    }
    // Where the turns are believed only if they come as often as the period says.
    if (fabsf(counted_bpm - breath->rate_bpm) > 0.15f * breath->rate_bpm ||
        breath->rate_bpm <= 0.0f) {
        breath->quality = fminf(breath->quality, 0.3f);
    }
}

static struct breath ask(const struct breath_state *state, uint8_t source, int64_t t_ns)
{
    struct breath breath = source == BREATH_SOURCE_MIC
                               ? breath_heard_at(&state->heard, t_ns)
                               : breath_channel_at(&state->channels[source], t_ns);
    breath.quality *= PHASE_WEIGHT[source];
    if (source == BREATH_SOURCE_HEAD) {
        tell_head_rate(state, t_ns, &breath);
    }
    breath.is_sure = breath.quality >= BREATH_SURE;
    breath.source = source;
    return breath;
}

static void choose(struct breath_state *state, int64_t t_ns)
{
    const struct breath phase = ask(state, state->phase_source, t_ns);
    const struct breath rate = ask(state, state->rate_source, t_ns);
    float best_phase = phase.quality + SWITCH_BY;
    float best_rate = rate.rate_quality + SWITCH_BY;
    for (uint8_t i = BREATH_SOURCE_NONE + 1; i < BREATH_SOURCE_COUNT; i++) {
        if (!state->channels[i].has_sample) {
            continue;
        }
        const struct breath other = ask(state, i, t_ns);
        if (other.quality > best_phase || state->phase_source == BREATH_SOURCE_NONE) {
            best_phase = other.quality;
            state->phase_source = i;
        }
        if (other.rate_quality > best_rate || state->rate_source == BREATH_SOURCE_NONE) {
            best_rate = other.rate_quality;
            state->rate_source = i;
        }
    }
}

static bool push_scalar(struct breath_channel *channel, const struct breath_sample *sample)
{
    return breath_channel_push(channel, sample->t_ns, sample->value);
}

static bool push_pose(struct breath_channel *channel, struct breath_axis *axis,
                      const struct breath_sample *sample, struct pose face)
{
    const bool is_new = !axis->has_pose || sample->t_ns > axis->last_ns;
    if (!sample->is_tracked || !is_new) {
        breath_channel_miss(channel, sample->t_ns);
        return false;
    }
    switch (breath_axis_push(axis, sample->t_ns, sample->pose, face)) {
    case BREATH_AXIS_SKIP: breath_channel_miss(channel, sample->t_ns); return false;
    case BREATH_AXIS_RESTART: breath_channel_restart(channel); break;
    case BREATH_AXIS_USE: break;
    }
    return breath_channel_push(channel, sample->t_ns, axis->value);
}

// Returns true when the ear told of another breath.
static bool take_heard(struct breath_state *state, const struct breath_sample *sample)
{
    if (sample->heard.t_ns <= state->heard.t_ns) {
        return false;
    }
    const bool is_more = sample->heard.count != state->heard.count;
    state->heard = sample->heard;
    state->channels[BREATH_SOURCE_MIC].has_sample = true;
    return is_more && sample->heard.count > 0;
}

static bool take(struct breath_state *state, const struct breath_sample *sample)
{
    struct breath_channel *channel = &state->channels[sample->source];
    switch (sample->source) {
    case BREATH_SOURCE_HEAD: {
        const bool has_inhale = push_pose(channel, &state->head, sample, sample->pose);
        if (channel->last_ns == sample->t_ns) {
            breath_period_push(&state->head_period, sample->t_ns, state->head.travel);
        }
        return has_inhale;
    }
    case BREATH_SOURCE_HAND: return push_pose(channel, &state->hand, sample, sample->head);
    case BREATH_SOURCE_MIC: return take_heard(state, sample);
    default: return push_scalar(channel, sample);
    }
}

static float ease_left(const struct breath_state *state, int64_t t_ns)
{
    return expf(-fmaxf(seconds(t_ns - state->ease_ns), 0.0f) / EASE_TAU_S);
}

// The shorter way round from one phase to another.
static float phase_step(float from, float to)
{
    const float step = to - from;
    return step - roundf(step);
}

static int64_t newest_onset_ns(const struct breath_state *state, uint8_t source)
{
    const struct breath_cycles *cycles = &state->channels[source].cycles;
    return source == BREATH_SOURCE_MIC
               ? state->heard.onset_ns
               : cycles->ring[(cycles->count - 1) % BREATH_CYCLE_COUNT].onset_ns;
}

void breath_push(struct breath_state *state, const struct breath_sample *sample)
{
    if (sample->source <= BREATH_SOURCE_NONE || sample->source >= BREATH_SOURCE_COUNT) {
        return;
    }
    const struct breath before = breath_at(state, sample->t_ns);
    const bool has_inhale = take(state, sample);
    choose(state, sample->t_ns);
    if (has_inhale && sample->source == state->phase_source) {
        const int64_t onset_ns = newest_onset_ns(state, sample->source);
        if (state->count == 0 || seconds(onset_ns - state->onset_ns) > AGAIN_S) {
            state->count++;
            state->onset_ns = onset_ns;
        }
    }
    // Whatever was learned just now, what is shown goes on from where it was.
    const struct breath after = ask(state, state->phase_source, sample->t_ns);
    if (before.dir != BREATH_UNKNOWN && sample->t_ns >= state->ease_ns) {
        state->phase_ease = phase_step(after.phase, before.phase);
        state->level_ease = before.level - after.level;
        state->ease_ns = sample->t_ns;
    }
}

struct breath breath_at(const struct breath_state *state, int64_t t_ns)
{
    struct breath breath = ask(state, state->phase_source, t_ns);
    const struct breath rate = ask(state, state->rate_source, t_ns);
    breath.rate_bpm = rate.rate_bpm;
    breath.rate_quality = rate.rate_quality;
    breath.count = state->count;
    breath.onset_ns = state->onset_ns;
    if (breath.dir != BREATH_UNKNOWN) {
        const float left = ease_left(state, t_ns);
        const float phase = breath.phase + state->phase_ease * left;
        breath.phase = phase - floorf(phase);
        const float level = breath.level + state->level_ease * left;
        breath.level = fminf(fmaxf(level, 0.0f), 1.0f);
    }
    return breath;
}
