#include "breath/heard.h"

#include "base/clock.h"
#include "breath/fold.h"
#include "breath/hump.h"

#include <math.h>

static const float PI = 3.14159265f;

enum {
    LOOK_TICKS = 8,
    LEAST_TICKS = 110,  // 14 s: before that nothing is looked for
    RECENT_TICKS = 141, // 18 s
    RECENT_LEAST = 78,  // 10 s
    BAD_MOST = 16,      // 2 s without sound that is any good
};

static const float RECENT_ROUNDS = 2.7f;
static const float GAP_S = 0.3f;
// A breath that is late by so many of its lengths makes what is said doubtful, then nothing.
static const float LATE_S = 1.5f, GONE_S = 2.3f;
static const float STALE_S = 0.7f, SILENT_S = 2.0f; // without any news
static const float LOUD_LEVEL = 0.6f;

static float seconds(int64_t ns)
{
    return (float)((double)ns / NS_PER_S);
}

// 1 at `good`, 0 at `bad`, straight between.
static float score(float value, float good, float bad)
{
    return fminf(fmaxf((bad - value) / (bad - good), 0.0f), 1.0f);
}

void breath_heard_init(struct breath_heard *heard)
{
    *heard = (struct breath_heard){.until_look = LOOK_TICKS};
    breath_sound_init(&heard->sound);
    breath_rhythm_init(&heard->rhythm);
}

void breath_heard_calibrate(struct breath_heard *heard, int64_t now_ns)
{
    breath_exhale_begin(&heard->exhale, now_ns);
}

static void begin_anew(struct breath_heard *heard)
{
    breath_sound_interrupt(&heard->sound);
    breath_rhythm_init(&heard->rhythm);
    breath_onset_forget(&heard->onset);
    heard->tempo = (struct breath_tempo){0};
    heard->until_look = LOOK_TICKS;
    heard->bad = 0;
}

// Three slow exhales are what was loud in the last 20 s.
static void learn_exhale(struct breath_heard *heard)
{
    struct breath_rhythm_view view;
    const int ticks = (int)(BREATH_EXHALE_LEARN_S / BREATH_SOUND_TICK_S);
    breath_rhythm_look(&heard->rhythm, ticks, &view);
    float over_db[BREATH_SOUND_BANDS];
    breath_fold_loud(&heard->rhythm, &view.loud, LOUD_LEVEL, over_db);
    breath_exhale_learn(&heard->exhale, over_db);
}

// A few of the breaths that are known; where none are, enough for any.
static int recent_ticks(const struct breath_tempo *tempo)
{
    const int ticks = (int)(RECENT_ROUNDS * tempo->period_s / BREATH_SOUND_TICK_S);
    return tempo->period_s <= 0.0f || ticks > RECENT_TICKS ? RECENT_TICKS
           : ticks < RECENT_LEAST                          ? RECENT_LEAST
                                                           : ticks;
}

static void look(struct breath_heard *heard, int64_t t_ns)
{
    if (heard->exhale.until_ns != 0 && t_ns >= heard->exhale.until_ns) {
        learn_exhale(heard);
    }
    breath_rhythm_look(&heard->rhythm, recent_ticks(&heard->tempo), &heard->recent);
    breath_rhythm_look(&heard->rhythm, BREATH_RHYTHM_TICKS, &heard->whole);
    struct breath_fold fold = {0};
    if (heard->whole.sound_s > 0.0f) {
        breath_fold_rounds(&heard->rhythm, &heard->whole.loud, heard->whole.sound_s, &fold);
    }
    struct breath_hump humps[2];
    const int sounds = breath_hump_find(&fold, false, humps);
    breath_tempo_push(&heard->tempo, &heard->whole, &heard->recent, sounds);
    if (heard->tempo.period_s <= 0.0f) {
        breath_onset_forget(&heard->onset);
        return;
    }
    breath_fold_rounds(&heard->rhythm, &heard->whole.loud, heard->tempo.period_s, &fold);
    breath_onset_learn(&heard->onset, &fold, &heard->exhale, heard->tempo.period_s, t_ns);
}

static void tell(struct breath_heard *heard, bool has_breath)
{
    const struct breath_tempo *tempo = &heard->tempo;
    struct breath_heard_news *news = &heard->news;
    const float lost = (float)heard->bad / (float)BAD_MOST;
    news->t_ns = heard->last.t_ns;
    news->period_s = tempo->period_s;
    news->inhale_share = heard->onset.share;
    news->is_exhale = heard->onset.is_exhale;
    news->rate_quality = tempo->quality * score(lost, 0.2f, 0.8f);
    news->quality = news->rate_quality * heard->onset.trust;
    if (has_breath) {
        news->onset_ns = heard->onset.inhale_ns;
        news->count++;
    }
}

static void take_tick(struct breath_heard *heard, const struct breath_sound_tick *tick)
{
    struct breath_sound_tick usable = *tick;
    heard->bad = tick->is_whole ? 0 : heard->bad + 1;
    if (!tick->is_whole && heard->rhythm.count > 0) {
        usable = heard->last;
        usable.t_ns = tick->t_ns;
    }
    heard->last = usable;
    if (heard->bad > BAD_MOST) {
        begin_anew(heard);
        tell(heard, false);
        return;
    }
    breath_rhythm_push(&heard->rhythm, &usable);
    if (--heard->until_look <= 0) {
        heard->until_look = LOOK_TICKS;
        if (heard->rhythm.count >= LEAST_TICKS) {
            look(heard, usable.t_ns);
        }
    }
    const float level = breath_loud_level(&heard->whole.loud, &usable);
    const bool has_begun = breath_onset_push(&heard->onset, level, usable.t_ns);
    tell(heard, has_begun && heard->tempo.quality >= BREATH_SURE);
}

bool breath_heard_push(struct breath_heard *heard, const float block[BREATH_SOUND_BLOCK],
                       float own_db, int64_t t_ns)
{
    if (heard->has_block && t_ns <= heard->last_ns) {
        return false;
    }
    if (heard->has_block && seconds(t_ns - heard->last_ns) > GAP_S) {
        begin_anew(heard);
    }
    heard->has_block = true;
    heard->last_ns = t_ns;
    struct breath_sound_tick tick;
    if (!breath_sound_push(&heard->sound, block, own_db, t_ns, &tick)) {
        return false;
    }
    take_tick(heard, &tick);
    return true;
}

struct breath breath_heard_at(const struct breath_heard_news *news, int64_t t_ns)
{
    struct breath breath = {.level = 0.5f, .depth = 1.0f, .count = news->count};
    if (news->count == 0 || news->period_s <= 0.0f) {
        breath.rate_quality = news->rate_quality;
        return breath;
    }
    float since = seconds(t_ns - news->onset_ns) / news->period_s;
    const float trust =
        score(since, LATE_S, GONE_S) * score(seconds(t_ns - news->t_ns), STALE_S, SILENT_S);
    const float share = news->inhale_share;
    // An inhale that makes no sound is foreseen, until the exhale after it should have been heard.
    if (news->is_exhale && since >= 1.0f && since < 1.0f + share) {
        since -= 1.0f;
    }
    breath.phase = fminf(fmaxf(since, 0.0f), 0.999f);
    breath.dir = breath.phase < share ? BREATH_IN : BREATH_OUT;
    breath.exhale_share = 1.0f - share;
    const float way = breath.dir == BREATH_IN ? breath.phase / share
                                              : 1.0f - (breath.phase - share) / (1.0f - share);
    breath.level = 0.5f - 0.5f * cosf(PI * fminf(fmaxf(way, 0.0f), 1.0f));
    breath.quality = news->quality * trust;
    breath.rate_quality = news->rate_quality * trust;
    breath.is_sure = breath.quality >= BREATH_SURE;
    breath.rate_bpm = breath.rate_quality >= BREATH_SURE ? 60.0f / news->period_s : 0.0f;
    breath.onset_ns = news->onset_ns;
    const int64_t period_ns = (int64_t)((double)news->period_s * NS_PER_S);
    breath.exhale_ns = news->onset_ns + (int64_t)((double)share * (double)period_ns);
    breath.exhale_ns -= breath.exhale_ns > t_ns ? period_ns : 0;
    breath.source = BREATH_SOURCE_MIC;
    return breath;
}
