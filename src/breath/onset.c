#include "breath/onset.h"

#include "base/clock.h"
#include "breath/hump.h"

#include <math.h>
#include <string.h>

enum { SLOTS = BREATH_FOLD_SLOTS };

static const int KEEP_SLOTS = 3;        // a silence must be longer by this to be the new pause
static const float NEAR_SLOTS = 4.0f;   // what begins so near to what was expected is the same
static const float MERGED_SHARE = 0.5f; // one sound that fills more of the round is in and out
static const float MERGED_STILL = 0.4f;
static const float INHALE_SHARE = 0.4f; // where it cannot be heard
static const float LIKE = 0.3f, NEARER_DB = 0.7f;

static const float RISE_LEVEL = 0.4f, QUIET_LEVEL = 0.12f;
static const float LAG_TICKS = 1.2f; // half a tick, half a smoothing, the quiet half of a tick
static const float EARLY_SHARE = 0.2f, LATE_SHARE = 0.4f; // of a round, around what is expected
static const float SECOND_SHARE = 0.2f; // after the second sound is expected to begin
static const float RISEN = 0.1f;        // that much louder after than before: it began, unseen
static const float SOUNDS = 0.5f;       // it sounds where it should
static const float APART_SHARE = 0.6f;
static const float SLIP_SHARE = 0.25f, DRAW = 0.5f;
enum { SLIPS_MOST = 4 };

static int64_t ns(float s)
{
    return (int64_t)((double)s * NS_PER_S);
}

static void forget_levels(struct breath_onset *onset)
{
    onset->rest_sum = onset->rest_count = onset->sound_sum = onset->sound_count = 0.0f;
}

void breath_onset_forget(struct breath_onset *onset)
{
    *onset = (struct breath_onset){.count = onset->count, .inhale_ns = onset->inhale_ns};
}

// --- which sound is which

static bool is_where_expected(const struct breath_onset *onset, int slot, float round_s,
                              int64_t now_ns)
{
    if (!onset->has_pattern) {
        return false;
    }
    const float rounds = (float)((double)(onset->next_ns - now_ns) / NS_PER_S) / round_s;
    const float expected = (rounds - floorf(rounds)) * SLOTS;
    const float away = fabsf(expected - (float)slot);
    return fminf(away, SLOTS - away) <= NEAR_SLOTS;
}

// The sound after the longer silence; what was that before needs less.
static int after_pause(const struct breath_onset *onset, const struct breath_hump humps[2],
                       int count, float round_s, int64_t now_ns)
{
    int silence[2] = {0};
    for (int i = 0; i < count; i++) {
        const bool is_known = is_where_expected(onset, humps[i].begin, round_s, now_ns);
        silence[i] = humps[i].silence + (is_known ? KEEP_SLOTS : 0);
    }
    return count == 2 && silence[1] > silence[0] ? 1 : 0;
}

static const struct breath_hump *decide_one(struct breath_onset *onset,
                                            const struct breath_fold *fold,
                                            const struct breath_exhale *exhale,
                                            const struct breath_hump *only)
{
    float over_db[BREATH_SOUND_BANDS];
    breath_hump_color(fold, only, over_db);
    const float like = breath_exhale_likeness(exhale, over_db);
    const bool was_merged = onset->has_pattern && !onset->is_exhale;
    const bool is_merged = (float)only->loud > (was_merged ? MERGED_STILL : MERGED_SHARE) * SLOTS;
    onset->late_share = LATE_SHARE;
    onset->is_exhale = !is_merged && like > -LIKE;
    onset->share = INHALE_SHARE;
    onset->trust = is_merged ? 0.7f : like > LIKE ? 1.0f : exhale->is_known ? 0.5f : 0.7f;
    return only;
}

static const struct breath_hump *decide_two(struct breath_onset *onset,
                                            const struct breath_fold *fold,
                                            const struct breath_exhale *exhale,
                                            const struct breath_hump *first,
                                            const struct breath_hump *second)
{
    float first_db[BREATH_SOUND_BANDS], second_db[BREATH_SOUND_BANDS];
    breath_hump_color(fold, first, first_db);
    breath_hump_color(fold, second, second_db);
    // > 0: the second is the exhale, as supposed
    const float nearer_db =
        breath_exhale_distance_db(exhale, first_db) - breath_exhale_distance_db(exhale, second_db);
    const bool is_swapped = nearer_db < -NEARER_DB;
    const int longer = first->silence - second->silence;
    onset->is_exhale = false;
    onset->trust = fabsf(nearer_db) > NEARER_DB ? 1.0f : longer >= 2 ? 0.75f : 0.6f;
    const struct breath_hump *inhale = is_swapped ? second : first;
    const struct breath_hump *out = is_swapped ? first : second;
    const float share = (float)breath_hump_onward(inhale->begin, out->begin) / SLOTS;
    onset->share = fminf(fmaxf(share, 0.15f), 0.8f);
    onset->late_share = fmaxf(LATE_SHARE, fminf(onset->share, 0.5f) + SECOND_SHARE);
    return inhale;
}

// What is expected is drawn to where the look has it. A look that has it elsewhere must be
// repeated.
static void follow(struct breath_onset *onset, float rounds, float round_s, int64_t now_ns)
{
    const int64_t seen_ns = now_ns + ns(rounds * round_s);
    const float away = (float)((double)(seen_ns - onset->next_ns) / NS_PER_S) / round_s;
    const float off = away - roundf(away);
    onset->strange = fabsf(off) > SLIP_SHARE ? onset->strange + 1 : 0;
    if (!onset->has_pattern || onset->strange >= SLIPS_MOST) {
        onset->has_pattern = true;
        onset->strange = 0;
        onset->next_ns = seen_ns;
        forget_levels(onset);
    } else if (onset->strange == 0) {
        onset->next_ns += ns(DRAW * off * round_s);
    }
    onset->period_s = round_s;
    const int64_t told_ns = onset->sound_ns + ns(APART_SHARE * round_s);
    while (onset->next_ns < now_ns - ns(onset->late_share * round_s) ||
           (onset->count > 0 && onset->next_ns < told_ns)) {
        onset->next_ns += ns(round_s);
    }
}

void breath_onset_learn(struct breath_onset *onset, const struct breath_fold *fold,
                        const struct breath_exhale *exhale, float round_s, int64_t now_ns)
{
    struct breath_hump humps[2];
    const int count = breath_hump_find(fold, onset->sounds == 2, humps);
    if (count == 0) {
        return;
    }
    const int first = after_pause(onset, humps, count, round_s, now_ns);
    const struct breath_hump *begins =
        count == 2 ? decide_two(onset, fold, exhale, &humps[first], &humps[1 - first])
                   : decide_one(onset, fold, exhale, &humps[0]);
    onset->sounds = count;
    follow(onset, (float)begins->begin / SLOTS, round_s, now_ns);
}

// --- live

static void tell(struct breath_onset *onset, int64_t sound_ns)
{
    const int64_t before_ns = onset->is_exhale ? ns(onset->share * onset->period_s) : 0;
    onset->inhale_ns = sound_ns - before_ns;
    onset->sound_ns = sound_ns;
    onset->count++;
    onset->next_ns += ns(onset->period_s) + (int64_t)(DRAW * (float)(sound_ns - onset->next_ns));
    forget_levels(onset);
}

static void gather(struct breath_onset *onset, int64_t t_ns)
{
    if (t_ns < onset->next_ns) {
        onset->rest_sum += onset->levels[0];
        onset->rest_count += 1.0f;
    } else {
        onset->sound_sum += onset->levels[0];
        onset->sound_count += 1.0f;
    }
}

// For how long it has been rising: back to where it was near silence, and the time that levels
// take to be known.
static float rise_s(const struct breath_onset *onset)
{
    int ticks = 1;
    while (ticks + 1 < BREATH_ONSET_LEVELS && onset->levels[ticks] > QUIET_LEVEL &&
           (float)ticks * BREATH_SOUND_TICK_S < EARLY_SHARE * onset->period_s) {
        ticks++;
    }
    return ((float)ticks + LAG_TICKS) * BREATH_SOUND_TICK_S;
}

bool breath_onset_push(struct breath_onset *onset, float level, int64_t t_ns)
{
    const float smooth = 0.5f * (onset->levels[0] + level);
    memmove(onset->levels + 1, onset->levels, sizeof onset->levels - sizeof onset->levels[0]);
    onset->levels[0] = smooth;
    if (!onset->has_pattern || t_ns < onset->next_ns - ns(EARLY_SHARE * onset->period_s)) {
        return false;
    }
    gather(onset, t_ns);
    const bool is_late = t_ns > onset->next_ns + ns(LATE_SHARE * onset->period_s);
    if (onset->levels[0] >= RISE_LEVEL && onset->levels[1] < RISE_LEVEL) {
        // A second sound proves the first, which was too faint.
        tell(onset, is_late ? onset->next_ns : t_ns - ns(rise_s(onset)));
        return true;
    }
    if (t_ns < onset->next_ns + ns(onset->late_share * onset->period_s)) {
        return false;
    }
    const float rest = onset->rest_sum / fmaxf(onset->rest_count, 1.0f);
    const float sound = onset->sound_sum / fmaxf(onset->sound_count, 1.0f);
    if (sound - rest > RISEN || sound > SOUNDS) {
        tell(onset, onset->next_ns);
        return true;
    }
    onset->next_ns += ns(onset->period_s); // this one was not heard
    forget_levels(onset);
    return false;
}
