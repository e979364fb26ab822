#include "breath/channel.h"

#include "base/clock.h"

#include <math.h>

// At rest nobody breathes faster than 32 a minute for long; what does is noise.
static const float QUICKEST_S = 1.9f;
static const float GAP_S = 2.5f; // a longer silence hides turns
static const float LOST_TAU_S = 4.0f;
static const float RESTLESS_TAU_S = 2.0f;
// Nobody breathes two and a half times their depth within a quarter of a second: something moved.
static const float STEP_DEPTHS = 2.5f;
static const float STEP_S = 0.3f;
static const float STEP_RESTLESS = 10.0f; // times the noise
// The phase goes on past an expected turn by this share of the breath and then waits for it.
static const float FORGET_CYCLES = 3.0f;
static const float FORGET_LEAST_S = 10.0f;
static const float WAIT_SHARE = 0.06f;
// A turn shows in the phase before it is believed, at this share of the depth.
static const float EARLY_SHARE = 0.1f;
static const float EARLY_RIPPLE = 5.0f;
static const float TENTH_UP_SHARE = 0.205f; // acos(1 - 2 / 10) / pi

static float seconds(int64_t ns)
{
    return (float)((double)ns / NS_PER_S);
}

// 1 at `good`, 0 at `bad`, straight between.
static float score(float value, float good, float bad)
{
    return fminf(fmaxf((bad - value) / (bad - good), 0.0f), 1.0f);
}

void breath_channel_init(struct breath_channel *channel)
{
    *channel = (struct breath_channel){.depth = 1.0f};
    breath_turn_init(&channel->turn);
}

static void hear(struct breath_channel *channel, int64_t t_ns, float lost)
{
    if (channel->heard_ns != 0 && t_ns > channel->heard_ns) {
        const float dt_s = fminf(seconds(t_ns - channel->heard_ns), LOST_TAU_S);
        channel->lost = breath_smooth_mean(channel->lost, lost, dt_s, LOST_TAU_S);
    }
    if (t_ns > channel->heard_ns) {
        channel->heard_ns = t_ns;
    }
}

void breath_channel_miss(struct breath_channel *channel, int64_t t_ns)
{
    hear(channel, t_ns, 1.0f);
}

void breath_channel_shift(struct breath_channel *channel, float step)
{
    breath_turn_shift(&channel->turn, step);
    channel->last_value += step;
}

void breath_channel_restart(struct breath_channel *channel)
{
    breath_turn_interrupt(&channel->turn);
    breath_cycle_interrupt(&channel->cycles);
    channel->dir = BREATH_UNKNOWN;
}

// An inhale is dated where it can be seen, a tenth up. The phase counts from where it began: a
// raised cosine is a tenth up after a fifth of its way, and never began before its lowest point.
static int64_t begin_ns(const struct breath_cycles *cycles, int64_t onset_ns, int64_t low_ns)
{
    const float before_s = TENTH_UP_SHARE * cycles->inhale_s;
    const int64_t begin = onset_ns - (int64_t)((double)before_s * NS_PER_S);
    return begin > low_ns ? begin : low_ns;
}

// The direction a little before the turn is believed, for the phase alone: nothing is counted by
// it, and it takes itself back.
static void lead(struct breath_channel *channel, int64_t t_ns)
{
    const struct breath_turn *turn = &channel->turn;
    const float now = breath_turn_foresee(turn, t_ns);
    const float need = fmaxf(EARLY_SHARE * turn->depth, EARLY_RIPPLE * turn->ripple);
    const uint8_t before = channel->dir;
    channel->dir = turn->dir;
    if (turn->dir == BREATH_OUT && now > turn->low + need) {
        channel->dir = BREATH_IN;
    } else if (turn->dir == BREATH_IN && now < turn->high - need &&
               turn->high - turn->low > 0.7f * turn->depth) {
        channel->dir = BREATH_OUT;
    }
    if (channel->dir == before) {
        return;
    }
    if (channel->dir == BREATH_IN && turn->dir == BREATH_OUT) {
        channel->inhale_ns = begin_ns(&channel->cycles, t_ns, turn->low_ns);
    } else if (channel->dir == BREATH_OUT && turn->dir == BREATH_IN) {
        channel->exhale_ns = turn->high_ns;
    }
}

static void take_news(struct breath_channel *channel, const struct breath_turn_news *news)
{
    struct breath_cycles *cycles = &channel->cycles;
    if (news->event == BREATH_TURN_INHALE) {
        channel->inhale_ns = begin_ns(cycles, news->at_ns, news->low_ns);
        breath_cycle_inhale(cycles, news->at_ns, channel->inhale_ns);
    } else if (news->event == BREATH_TURN_EXHALE) {
        if (cycles->depth > 0.0f) {
            channel->depth = news->depth / cycles->depth;
            channel->excursion = news->depth;
            const float away = fminf(fabsf(channel->depth - 1.0f), 1.0f);
            channel->depth_spread += 0.25f * (away - channel->depth_spread);
        }
        breath_cycle_exhale(cycles, news->at_ns, news->depth);
        channel->exhale_ns = news->at_ns;
    }
}

static bool is_step(const struct breath_channel *channel, float dt_s, float value)
{
    const float change = fabsf(value - channel->last_value);
    return dt_s < STEP_S && channel->cycles.depth > 0.0f &&
           change > STEP_DEPTHS * channel->cycles.depth &&
           change > STEP_RESTLESS * channel->restless;
}

// No breath for so long: it stopped, or it has become too small for what is looked for.
static bool is_overdue(const struct breath_channel *channel, int64_t t_ns)
{
    const struct breath_cycles *cycles = &channel->cycles;
    const int64_t begin_ns = channel->turn.begin_ns;
    const int64_t since_ns = channel->inhale_ns > begin_ns ? channel->inhale_ns : begin_ns;
    const float patience_s = fmaxf(FORGET_CYCLES * cycles->period_s, FORGET_LEAST_S);
    return cycles->depth > 0.0f && cycles->period_s > 0.0f && seconds(t_ns - since_ns) > patience_s;
}

bool breath_channel_push(struct breath_channel *channel, int64_t t_ns, float value)
{
    if (!isfinite(value) || (channel->has_sample && t_ns <= channel->last_ns)) {
        breath_channel_miss(channel, t_ns);
        return false;
    }
    hear(channel, t_ns, 0.0f);
    if (channel->has_sample) {
        const float dt_s = seconds(t_ns - channel->last_ns);
        channel->interval_s = breath_smooth_mean(channel->interval_s, dt_s, 0.05f, 1.0f);
        const float change = fabsf(value - channel->last_value);
        if (dt_s > GAP_S) {
            breath_channel_restart(channel);
        } else if (is_step(channel, dt_s, value)) {
            breath_channel_shift(channel, value - channel->last_value);
        } else {
            channel->restless = breath_smooth_mean(channel->restless, change, dt_s, RESTLESS_TAU_S);
        }
    }
    if (is_overdue(channel, t_ns)) {
        breath_cycle_forget_depth(&channel->cycles);
        breath_turn_forget_depth(&channel->turn);
    }
    channel->has_sample = true;
    channel->last_ns = t_ns;
    channel->last_value = value;
    const struct breath_cycles *cycles = &channel->cycles;
    const struct breath_turn_news news =
        breath_turn_push(&channel->turn, t_ns, value, cycles->depth, cycles->period_s);
    take_news(channel, &news);
    lead(channel, t_ns);
    return news.event == BREATH_TURN_INHALE;
}

// The share of the breath that is inhale.
static float inhale_share(const struct breath_cycles *cycles)
{
    if (cycles->period_s <= 0.0f || cycles->inhale_s <= 0.0f) {
        return 0.4f;
    }
    return fminf(fmaxf(cycles->inhale_s / cycles->period_s, 0.15f), 0.8f);
}

static float phase_at(const struct breath_channel *channel, int64_t t_ns)
{
    const struct breath_cycles *cycles = &channel->cycles;
    const float period_s = cycles->period_s > 0.0f ? cycles->period_s : 5.0f;
    const float share = inhale_share(cycles);
    if (channel->dir == BREATH_IN) {
        const float phase = seconds(t_ns - channel->inhale_ns) / period_s;
        return fminf(fmaxf(phase, 0.0f), share + WAIT_SHARE);
    }
    const float phase = share + seconds(t_ns - channel->exhale_ns) / period_s;
    return fminf(fmaxf(phase, share), 0.999f);
}

// What has to do with the samples, whatever they say.
float breath_channel_trust_samples(const struct breath_channel *channel, int64_t t_ns)
{
    const float silent_s = seconds(t_ns - channel->last_ns) - 2.0f * channel->interval_s;
    return score(silent_s, 0.3f, 1.8f) * score(channel->lost, 0.25f, 0.75f);
}

// What has to do with the breaths: enough of them, even, lately, above the ripple.
static float trust_breaths(const struct breath_channel *channel, int64_t t_ns, float even_bad)
{
    static const float by_count[] = {0.0f, 0.3f, 0.7f, 0.9f};
    const struct breath_cycles *cycles = &channel->cycles;
    if (cycles->period_s <= 0.0f || channel->turn.depth <= 0.0f) {
        return 0.0f;
    }
    float trust = cycles->fresh < 4 ? by_count[cycles->fresh] : 1.0f;
    // Someone known before is believed after one breath like theirs.
    if (cycles->fresh == 1 && cycles->count > 4) {
        trust = 0.65f;
    }
    const float late = seconds(t_ns - channel->inhale_ns) / cycles->period_s;
    const float ripple = channel->turn.ripple / channel->turn.depth;
    trust *= score(cycles->unevenness, 0.1f, even_bad);
    trust *= score(late, 1.8f, 2.8f);
    trust *= score(QUICKEST_S / cycles->period_s, 1.0f, 1.3f);
    trust *= score(ripple, 0.04f, 0.15f);
    return trust;
}

static float level_at(const struct breath_channel *channel, int64_t t_ns)
{
    const struct breath_turn *turn = &channel->turn;
    const float range = turn->high_shown - turn->low_shown;
    if (!(range > 0.0f)) {
        return 0.5f;
    }
    const float level = (breath_turn_foresee(turn, t_ns) - turn->low_shown) / range;
    return fminf(fmaxf(level, 0.0f), 1.0f);
}

struct breath breath_channel_at(const struct breath_channel *channel, int64_t t_ns)
{
    const struct breath_cycles *cycles = &channel->cycles;
    struct breath breath = {.level = 0.5f, .depth = 1.0f, .count = cycles->count};
    if (!channel->has_sample || cycles->count == 0) {
        return breath;
    }
    const float samples = breath_channel_trust_samples(channel, t_ns);
    breath.quality =
        samples * trust_breaths(channel, t_ns, 0.4f) * score(channel->depth_spread, 0.3f, 1.2f);
    breath.rate_quality = samples * trust_breaths(channel, t_ns, 0.45f);
    breath.is_sure = breath.quality >= BREATH_SURE;
    if (breath.rate_quality >= BREATH_SURE) {
        breath.rate_bpm = breath_cycle_rate_bpm(cycles, t_ns);
    }
    breath.level = level_at(channel, t_ns);
    breath.phase = phase_at(channel, t_ns);
    breath.depth = channel->depth;
    breath.excursion = channel->excursion;
    breath.exhale_share = cycles->inhale_s > 0.0f ? 1.0f - inhale_share(cycles) : 0.0f;
    breath.dir = channel->dir;
    breath.exhale_ns = channel->exhale_ns;
    breath.onset_ns = cycles->ring[(cycles->count - 1) % BREATH_CYCLE_COUNT].onset_ns;
    return breath;
}
