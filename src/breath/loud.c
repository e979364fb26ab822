#include "breath/loud.h"

#include <math.h>
#include <string.h>

static const float RANGE_LEAST_DB = 4.0f;
static const float RANGE_NONE_DB = 3.0f; // noise alone ranges so far
static const float RANGE_FULL_DB = 9.0f;
static const float LEVEL_LEAST = -0.3f, LEVEL_MOST = 1.3f;

static const float OWN_LEAST_DB = -60.0f; // quieter own sound does not come back
static const float NO_LEAK_DB = -200.0f;
// The least that was heard lies below the mean of what comes back; so much is taken off for it.
static const float LEAK_MARGIN_DB = 5.0f;
static const float OWN_SHARE_LEAST = 0.25f; // of the time, or the leak cannot be told

// --- quantiles, by counting in half decibels

enum { STEPS = 512 };
static const float STEP_DB = 0.5f, FIRST_DB = -160.0f;

struct tally {
    uint16_t counts[STEPS];
    int total;
};

static void count(struct tally *tally, float db)
{
    const int step = (int)((db - FIRST_DB) / STEP_DB);
    tally->counts[step < 0 ? 0 : step >= STEPS ? STEPS - 1 : step]++;
    tally->total++;
}

static float quantile_db(const struct tally *tally, float share)
{
    const int wanted = (int)(share * (float)(tally->total - 1));
    int seen = 0;
    for (int step = 0; step < STEPS; step++) {
        seen += tally->counts[step];
        if (seen > wanted) {
            return FIRST_DB + ((float)step + 0.5f) * STEP_DB;
        }
    }
    return FIRST_DB;
}

// --- the own sound

static void learn_leak(struct breath_loud *loud, const struct breath_sound_tick *const ticks[],
                       int tick_count, int band)
{
    struct tally heard = {0}, over_own = {0};
    for (int i = 0; i < tick_count; i++) {
        count(&heard, ticks[i]->band_db[band]);
        if (ticks[i]->own_db > OWN_LEAST_DB) {
            count(&over_own, ticks[i]->band_db[band] - ticks[i]->own_db);
        }
    }
    loud->least_db[band] = quantile_db(&heard, 0.1f);
    const bool can_tell = (float)over_own.total > OWN_SHARE_LEAST * (float)tick_count;
    loud->leak_db[band] = can_tell ? quantile_db(&over_own, 0.1f) : NO_LEAK_DB;
}

static float power(float db)
{
    return powf(10.0f, db / 10.0f);
}

static float without_own_db(const struct breath_loud *loud, const struct breath_sound_tick *tick,
                            int band)
{
    const float db = tick->band_db[band];
    const float leak_db = tick->own_db + loud->leak_db[band] + LEAK_MARGIN_DB;
    if (tick->own_db <= OWN_LEAST_DB || leak_db < db - 20.0f) {
        return db;
    }
    const float rest = power(db) - power(leak_db);
    const float rest_db = rest > 0.0f ? 10.0f * log10f(rest) : BREATH_SOUND_FLOOR_DB;
    return fmaxf(rest_db, fminf(loud->least_db[band], db));
}

// --- the scale

static void learn_range(struct breath_loud *loud, float db[][BREATH_SOUND_BANDS], int tick_count,
                        int band)
{
    struct tally tally = {0};
    for (int i = 0; i < tick_count; i++) {
        count(&tally, db[i][band]);
    }
    loud->low_db[band] = quantile_db(&tally, 0.1f);
    const float range_db = quantile_db(&tally, 0.9f) - loud->low_db[band];
    loud->range_db[band] = fmaxf(range_db, RANGE_LEAST_DB);
    const float weight = (range_db - RANGE_NONE_DB) / (RANGE_FULL_DB - RANGE_NONE_DB);
    loud->weight[band] = fminf(fmaxf(weight, 0.0f), 1.0f);
    loud->weight_sum += loud->weight[band];
}

void breath_loud_learn(struct breath_loud *loud, const struct breath_sound_tick *const ticks[],
                       int tick_count, float out_db[][BREATH_SOUND_BANDS])
{
    *loud = (struct breath_loud){0};
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        learn_leak(loud, ticks, tick_count, band);
        float before = 0.0f, now = 0.0f;
        for (int i = 0; i < tick_count; i++) {
            const float next = without_own_db(loud, ticks[i + 1 < tick_count ? i + 1 : i], band);
            now = i == 0 ? without_own_db(loud, ticks[0], band) : now;
            before = i == 0 ? now : before;
            out_db[i][band] = 0.25f * before + 0.5f * now + 0.25f * next;
            before = now;
            now = next;
        }
        learn_range(loud, out_db, tick_count, band);
    }
}

float breath_loud_band(const struct breath_loud *loud, int band, float db)
{
    const float level = (db - loud->low_db[band]) / loud->range_db[band];
    return fminf(fmaxf(level, LEVEL_LEAST), LEVEL_MOST);
}

float breath_loud_level(const struct breath_loud *loud, const struct breath_sound_tick *tick)
{
    float sum = 0.0f;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        if (loud->weight[band] > 0.0f) {
            const float db = without_own_db(loud, tick, band);
            sum += loud->weight[band] * breath_loud_band(loud, band, db);
        }
    }
    return loud->weight_sum > 0.0f ? sum / loud->weight_sum : 0.0f;
}
