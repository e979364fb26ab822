#include "breath/fold.h"

#include <math.h>

void breath_fold_rounds(const struct breath_rhythm *rhythm, const struct breath_loud *loud,
                        float round_s, struct breath_fold *out)
{
    float counts[BREATH_FOLD_SLOTS] = {0};
    *out = (struct breath_fold){0};
    const float round_ticks = round_s / BREATH_SOUND_TICK_S;
    const int all = (int)(BREATH_FOLD_ROUNDS * round_ticks);
    for (int ago = 0; ago < all && ago < rhythm->looked; ago++) {
        const int i = rhythm->looked - 1 - ago;
        const float rounds = ((float)ago + 0.5f) / round_ticks;
        const float after = 1.0f - (rounds - floorf(rounds));
        const int slot = (int)(after * BREATH_FOLD_SLOTS) % BREATH_FOLD_SLOTS;
        counts[slot] += 1.0f;
        out->level[slot] += rhythm->level[i];
        for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
            out->over_db[slot][band] += rhythm->db[i][band] - loud->low_db[band];
        }
    }
    for (int slot = 0; slot < BREATH_FOLD_SLOTS; slot++) {
        const float share = 1.0f / fmaxf(counts[slot], 1.0f);
        out->level[slot] *= share;
        for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
            out->over_db[slot][band] *= share;
        }
    }
}

void breath_fold_loud(const struct breath_rhythm *rhythm, const struct breath_loud *loud,
                      float level, float out_over_db[BREATH_SOUND_BANDS])
{
    float count = 0.0f;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        out_over_db[band] = 0.0f;
    }
    for (int i = 0; i < rhythm->looked; i++) {
        if (rhythm->level[i] < level) {
            continue;
        }
        count += 1.0f;
        for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
            out_over_db[band] += rhythm->db[i][band] - loud->low_db[band];
        }
    }
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        out_over_db[band] /= fmaxf(count, 1.0f);
    }
}
