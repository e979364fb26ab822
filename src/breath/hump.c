#include "breath/hump.h"

#include <math.h>

enum { SLOTS = BREATH_FOLD_SLOTS };

// Of the range of the laid-over rounds: a second sound rises so far above the silences.
static const float RISE_SECOND = 0.2f, RISE_STILL = 0.12f;
static const float QUIET_SHARE = 0.2f; // of a sound's height, where it begins and ends
enum { PEAKS_APART = 5 };

static int around(int slot)
{
    return (slot % SLOTS + SLOTS) % SLOTS;
}

int breath_hump_onward(int from, int to)
{
    return around(to - from);
}

static float lowest_between(const float level[SLOTS], int from, int to)
{
    float low = level[from];
    for (int slot = from; slot != to; slot = around(slot + 1)) {
        low = fminf(low, level[slot]);
    }
    return low;
}

static int highest(const float level[SLOTS])
{
    int best = 0;
    for (int slot = 1; slot < SLOTS; slot++) {
        best = level[slot] > level[best] ? slot : best;
    }
    return best;
}

// The other peak that stands highest above the deepest valleys between it and the first.
static int second_peak(const float level[SLOTS], int first, float *out_rise)
{
    int best = -1;
    *out_rise = 0.0f;
    for (int away = PEAKS_APART; away <= SLOTS - PEAKS_APART; away++) {
        const int slot = around(first + away);
        const float valley =
            fmaxf(lowest_between(level, first, slot), lowest_between(level, slot, first));
        if (level[slot] - valley > *out_rise) {
            *out_rise = level[slot] - valley;
            best = slot;
        }
    }
    return best;
}

// `before` and `after` are the peaks beside it; with one peak, itself.
static struct breath_hump measure_hump(const float level[SLOTS], int peak, int before, int after)
{
    struct breath_hump hump = {.peak = peak, .begin = peak, .end = peak};
    const int back = before == peak ? SLOTS - 1 : breath_hump_onward(before, peak);
    const int forth = after == peak ? SLOTS - 1 : breath_hump_onward(peak, after);
    float low_before = level[peak], low_after = level[peak];
    for (int i = 1; i < back; i++) {
        low_before = fminf(low_before, level[around(peak - i)]);
    }
    for (int i = 1; i < forth; i++) {
        low_after = fminf(low_after, level[around(peak + i)]);
    }
    const float begins = low_before + QUIET_SHARE * (level[peak] - low_before);
    const float ends = low_after + QUIET_SHARE * (level[peak] - low_after);
    for (int i = 1; i < back && level[hump.begin] > begins; i++) {
        hump.begin = around(peak - i);
    }
    for (int i = 1; i < forth && level[hump.end] > ends; i++) {
        hump.end = around(peak + i);
    }
    return hump;
}

int breath_hump_find(const struct breath_fold *fold, bool had_two, struct breath_hump out[2])
{
    float level[SLOTS];
    float low = 1e9f;
    for (int slot = 0; slot < SLOTS; slot++) {
        level[slot] = 0.25f * fold->level[around(slot - 1)] + 0.5f * fold->level[slot] +
                      0.25f * fold->level[around(slot + 1)];
        low = fminf(low, level[slot]);
    }
    const int first = highest(level);
    const float range = level[first] - low;
    if (range <= 0.0f) {
        return 0;
    }
    float rise = 0.0f;
    const int second = second_peak(level, first, &rise);
    if (second < 0 || rise < (had_two ? RISE_STILL : RISE_SECOND) * range) {
        out[0] = measure_hump(level, first, first, first);
        out[0].silence = breath_hump_onward(out[0].end, out[0].begin);
        for (int slot = 0; slot < SLOTS; slot++) {
            out[0].loud += level[slot] > low + 0.5f * range;
        }
        return 1;
    }
    out[0] = measure_hump(level, first, second, second);
    out[1] = measure_hump(level, second, first, first);
    out[0].silence = breath_hump_onward(out[1].end, out[0].begin);
    out[1].silence = breath_hump_onward(out[0].end, out[1].begin);
    return 2;
}

void breath_hump_color(const struct breath_fold *fold, const struct breath_hump *hump,
                       float out_over_db[BREATH_SOUND_BANDS])
{
    float total = 1e-6f;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        out_over_db[band] = 0.0f;
    }
    for (int slot = hump->begin; slot != hump->end; slot = around(slot + 1)) {
        const float weight = fmaxf(fold->level[slot], 0.0f);
        total += weight;
        for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
            out_over_db[band] += weight * fold->over_db[slot][band];
        }
    }
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        out_over_db[band] /= total;
    }
}
