#include "breath/turn.h"

#include "base/clock.h"

#include <math.h>

// Corners: live 1.4 Hz by its half-power, so that an inhale of half a second keeps its shape.
static const float LIVE_TAU_S = 0.055f;
static const float SOFT_TAU_S = 0.12f;
static const float SLOW_TAU_S = 0.25f;
static const float BASE_TAU_S = 2.0f;

// How far back a turn must have come, as a share of the depth.
static const float RISE_SHARE = 0.25f;
// An inhale that comes long before it is due must show more.
static const float SOON_CYCLES = 0.6f;
static const float SOON_RISE_SHARE = 0.5f;
static const float FALL_SHARE = 0.35f;
// An inhale that stops below this share of the depth is a bump (a heartbeat on an empty chest)
// until it has lost all but BUMP_LEFT of the depth again.
static const float FULL_SHARE = 0.7f;
static const float BUMP_LEFT = 0.13f;
// Where an inhale is dated: so far above its low. People and offline definitions say a tenth of
// that breath; the usual depth is a little more than the next breath's, as sighs count.
static const float ONSET_SHARE = 0.08f;
// How much of what the filter holds back is foretold when an inhale is sought.
static const float HURRY = 0.8f;
// The ripple is a median of absolute values of which the filters leave a quarter: eight of them
// are the swing of a heartbeat from low to high, thirteen leave room for one that is larger.
static const float RIPPLE_SWING = 13.0f;

// A sine of mean absolute value 1 swings by pi.
static const float REACH_SWING = 3.1f;
static const float REACH_TAU_S = 12.0f;
static const float RIPPLE_TAU_S = 4.0f;
static const float DEPTH_MOST = 3.0f; // times the swing by reach

// When no turn has come for this many usual breaths, smaller ones are looked for.
static const float LATE_CYCLES = 1.8f;
static const float LATE_EASE_CYCLES = 2.0f;
static const float LATE_LEAST = 0.3f;
static const float UNKNOWN_PERIOD_S = 5.0f;

static const float LEARN_S = 3.0f; // before the first turn is believed
static const float FORESEE_MOST_S = 0.25f;
static const float SHOWN_TAU_S = 1.5f;

void breath_turn_init(struct breath_turn *turn)
{
    *turn = (struct breath_turn){0};
}

static float seconds(int64_t ns)
{
    return (float)((double)ns / NS_PER_S);
}

static int64_t lag_ns(const struct breath_turn *turn)
{
    return (int64_t)((double)breath_smooth_lag_s(&turn->live) * NS_PER_S);
}

// Of the live filter's output, a second.
static float slope_hz(const struct breath_turn *turn)
{
    return (turn->live.first - turn->live.second) / turn->live.tau_s;
}

static void begin(struct breath_turn *turn, int64_t t_ns, float value)
{
    breath_smooth_seed(&turn->live, LIVE_TAU_S, value);
    breath_smooth_seed(&turn->soft, SOFT_TAU_S, value);
    breath_smooth_seed(&turn->slow, SLOW_TAU_S, value);
    breath_smooth_seed(&turn->base, BASE_TAU_S, value);
    breath_trace_clear(&turn->trace);
    turn->has_begun = true;
    turn->begin_ns = turn->last_ns = turn->turn_ns = t_ns;
    turn->dir = BREATH_UNKNOWN;
    turn->low = turn->trough = turn->low_shown = value;
    turn->high = turn->peak = turn->high_shown = value;
    turn->low_ns = turn->high_ns = t_ns;
}

static void measure(struct breath_turn *turn, int64_t t_ns, float dt_s, float value)
{
    const int64_t at_ns = t_ns - lag_ns(turn);
    breath_trace_push(&turn->trace, at_ns, breath_smooth_push(&turn->live, dt_s, value));
    const float soft = breath_smooth_push(&turn->soft, dt_s, value);
    const float slow = breath_smooth_push(&turn->slow, dt_s, value);
    const float base = breath_smooth_push(&turn->base, dt_s, value);

    // Four times the usual is an artefact, and counts as four.
    float size = fabsf(slow - base);
    if (turn->reach > 0.0f) {
        size = fminf(size, 4.0f * turn->reach);
    }
    const float tau_s = fminf(REACH_TAU_S, fmaxf(seconds(t_ns - turn->begin_ns), dt_s));
    turn->reach = breath_smooth_mean(turn->reach, size, dt_s, tau_s);

    // Half the time above and half below: a median, which the steep flanks of breath do not move.
    // Both at the same time, or breath itself would count.
    const float apart_s = breath_smooth_lag_s(&turn->soft) - breath_smooth_lag_s(&turn->live);
    const int64_t then_ns = at_ns - (int64_t)((double)apart_s * NS_PER_S);
    const float fast = fabsf(breath_trace_at(&turn->trace, then_ns) - soft);
    const float step = 1.5f * turn->reach * fminf(dt_s / RIPPLE_TAU_S, 1.0f);
    turn->ripple += fast > turn->ripple ? step : -step;
    turn->ripple = fmaxf(turn->ripple, 0.0f);
}

static void follow(struct breath_turn *turn, int64_t at_ns, float dt_s)
{
    const float live = turn->live.second;
    if (live > turn->high) {
        turn->high = live;
        turn->high_ns = at_ns;
    }
    if (live < turn->low) {
        turn->low = live;
        turn->low_ns = at_ns;
    }
    // Nothing is lower than empty or higher than full.
    turn->low_shown = breath_smooth_mean(turn->low_shown, turn->trough, dt_s, SHOWN_TAU_S);
    turn->high_shown = breath_smooth_mean(turn->high_shown, turn->peak, dt_s, SHOWN_TAU_S);
    turn->low_shown = fminf(turn->low_shown, live);
    turn->high_shown = fmaxf(turn->high_shown, live);
}

// How far back a turn must have come.
static float hysteresis(const struct breath_turn *turn, int64_t at_ns, float share,
                        float usual_period_s)
{
    const float period_s = usual_period_s > 0.0f ? usual_period_s : UNKNOWN_PERIOD_S;
    const float late_s = seconds(at_ns - turn->turn_ns) - LATE_CYCLES * period_s;
    float ease = 1.0f;
    if (late_s > 0.0f) {
        ease = fmaxf(expf(-late_s / (LATE_EASE_CYCLES * period_s)), LATE_LEAST);
    }
    // Below the last digits of a large constant there is nothing to see.
    const float digits = 4.0e-6f * fabsf(turn->live.second) + 1.0e-9f;
    return fmaxf(fmaxf(turn->depth * share * ease, RIPPLE_SWING * turn->ripple), digits);
}

static int64_t onset(const struct breath_turn *turn, int64_t t_ns, int64_t at_ns)
{
    const float level = turn->low + turn->tenth;
    const float behind = level - turn->live.second;
    if (behind <= 0.0f) {
        return breath_trace_rose_through(&turn->trace, turn->low_ns, level);
    }
    // The hurried signal is past the level, the filter's is not yet.
    const float slope = slope_hz(turn);
    const float wait_s = slope > 0.0f ? fminf(behind / slope, FORESEE_MOST_S) : 0.0f;
    const int64_t foretold_ns = at_ns + (int64_t)((double)wait_s * NS_PER_S);
    return foretold_ns < t_ns ? foretold_ns : t_ns;
}

// Before the first turn nothing is known of the person: the range seen so far is the depth.
static void choose_first(struct breath_turn *turn, int64_t t_ns)
{
    if (seconds(t_ns - turn->begin_ns) < LEARN_S) {
        return;
    }
    turn->depth = fmaxf(turn->depth, turn->high - turn->low);
    turn->dir = turn->low_ns > turn->high_ns ? BREATH_OUT : BREATH_IN;
    turn->trough = turn->low;
    turn->peak = turn->high;
}

static struct breath_turn_news seek_inhale(struct breath_turn *turn, int64_t t_ns, int64_t at_ns,
                                           float need)
{
    struct breath_turn_news news = {.event = BREATH_TURN_NONE};
    const float hurried = turn->live.second + HURRY * slope_hz(turn) * seconds(t_ns - at_ns);
    if (hurried <= turn->low + need) {
        return news;
    }
    news.event = BREATH_TURN_INHALE;
    news.at_ns = onset(turn, t_ns, at_ns);
    news.low_ns = turn->low_ns;
    turn->dir = BREATH_IN;
    turn->turn_ns = turn->inhale_ns = at_ns;
    turn->trough = turn->low;
    turn->high = turn->live.second;
    turn->high_ns = at_ns;
    return news;
}

static struct breath_turn_news seek_exhale(struct breath_turn *turn, int64_t at_ns, float need)
{
    struct breath_turn_news news = {.event = BREATH_TURN_NONE};
    const float risen = turn->high - turn->low;
    if (risen < FULL_SHARE * turn->depth) {
        need = fmaxf(need, risen - BUMP_LEFT * turn->depth);
    }
    if (turn->live.second >= turn->high - need) {
        return news;
    }
    news.event = BREATH_TURN_EXHALE;
    news.at_ns = turn->high_ns;
    news.depth = risen;
    turn->dir = BREATH_OUT;
    turn->turn_ns = at_ns;
    turn->peak = turn->high;
    turn->low = turn->live.second;
    turn->low_ns = at_ns;
    return news;
}

struct breath_turn_news breath_turn_push(struct breath_turn *turn, int64_t t_ns, float value,
                                         float usual_depth, float usual_period_s)
{
    const struct breath_turn_news none = {.event = BREATH_TURN_NONE};
    if (!turn->has_begun) {
        begin(turn, t_ns, value);
        return none;
    }
    const float dt_s = seconds(t_ns - turn->last_ns);
    turn->last_ns = t_ns;
    measure(turn, t_ns, dt_s, value);
    const int64_t at_ns = t_ns - lag_ns(turn);
    follow(turn, at_ns, dt_s);

    const float swing = REACH_SWING * turn->reach;
    const float depth = usual_depth > 0.0f ? usual_depth : turn->depth;
    turn->depth = fminf(fmaxf(depth, swing), DEPTH_MOST * swing);
    turn->tenth = ONSET_SHARE * (usual_depth > 0.0f ? usual_depth : turn->depth);
    if (turn->dir == BREATH_UNKNOWN) {
        choose_first(turn, t_ns);
        return none;
    }
    if (turn->dir == BREATH_OUT) {
        const bool is_soon = seconds(at_ns - turn->inhale_ns) < SOON_CYCLES * usual_period_s;
        const float share = is_soon ? SOON_RISE_SHARE : RISE_SHARE;
        return seek_inhale(turn, t_ns, at_ns, hysteresis(turn, at_ns, share, usual_period_s));
    }
    return seek_exhale(turn, at_ns, hysteresis(turn, at_ns, FALL_SHARE, usual_period_s));
}

void breath_turn_shift(struct breath_turn *turn, float step)
{
    breath_smooth_shift(&turn->live, step);
    breath_smooth_shift(&turn->soft, step);
    breath_smooth_shift(&turn->slow, step);
    breath_smooth_shift(&turn->base, step);
    breath_trace_shift(&turn->trace, step);
    turn->low += step;
    turn->high += step;
    turn->trough += step;
    turn->peak += step;
    turn->low_shown += step;
    turn->high_shown += step;
}

void breath_turn_interrupt(struct breath_turn *turn)
{
    turn->has_begun = false;
}

void breath_turn_forget_depth(struct breath_turn *turn)
{
    turn->depth = 0.0f;
}

float breath_turn_foresee(const struct breath_turn *turn, int64_t t_ns)
{
    const float ahead_s = breath_smooth_lag_s(&turn->live) + seconds(t_ns - turn->last_ns);
    return turn->live.second + slope_hz(turn) * fminf(fmaxf(ahead_s, 0.0f), FORESEE_MOST_S);
}
