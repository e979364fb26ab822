#include "breath/rhythm.h"

#include <math.h>

// From one sound to the next: two sounds a breath at 30 a minute .. one at 4.2.
static const float SOUND_LEAST_S = 1.3f;
static const float ROUNDS_LEAST = 2.4f;
static const float FIT_LEAST = 0.05f;
// Longer shifts rest on fewer ticks; a shorter one that does nearly as well is the sound's own.
static const float LONG_DISCOUNT = 0.7f;
static const float NEARLY = 0.75f;
// Breaths are not of one length: the fit at a multiple is the best this near to it.
static const float LEVEL_NEAR = 0.05f;
static const float COLOR_NEAR = 0.04f;
static const float COLOR_SCALE_DB = 12.0f;
static const float COLOR_MOST = 0.5f;

enum { FIRST_LINE_BAND = 2, LAST_LINE_BAND = 6 }; // a voice's and a tune's, 300 Hz to 2.8 kHz

void breath_rhythm_init(struct breath_rhythm *rhythm)
{
    *rhythm = (struct breath_rhythm){0};
}

void breath_rhythm_push(struct breath_rhythm *rhythm, const struct breath_sound_tick *tick)
{
    rhythm->ticks[rhythm->next] = *tick;
    rhythm->next = (rhythm->next + 1) % BREATH_RHYTHM_TICKS;
    rhythm->count += rhythm->count < BREATH_RHYTHM_TICKS;
}

// --- what is compared

static void put_in_order(struct breath_rhythm *rhythm, int count)
{
    for (int i = 0; i < count; i++) {
        const int at = (rhythm->next - count + i + BREATH_RHYTHM_TICKS) % BREATH_RHYTHM_TICKS;
        rhythm->order[i] = &rhythm->ticks[at];
    }
}

static void take_levels(struct breath_rhythm *rhythm, const struct breath_loud *loud, int count)
{
    float means[BREATH_SOUND_BANDS] = {0};
    for (int i = 0; i < count; i++) {
        float sum = 0.0f;
        for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
            const float level = breath_loud_band(loud, band, rhythm->db[i][band]);
            rhythm->bands[i][band] = level;
            means[band] += level / (float)count;
            sum += loud->weight[band] * level;
        }
        rhythm->level[i] = loud->weight_sum > 0.0f ? sum / loud->weight_sum : 0.0f;
        rhythm->sounding[i] = fminf(fmaxf(2.0f * rhythm->level[i] - 0.5f, 0.0f), 1.0f);
    }
    rhythm->energy[0] = 0.0f;
    for (int i = 0; i < count; i++) {
        float energy = 0.0f;
        for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
            float *x = &rhythm->bands[i][band];
            *x = (*x - means[band]) * sqrtf(loud->weight[band]);
            energy += *x * *x;
        }
        rhythm->energy[i + 1] = rhythm->energy[i] + energy;
    }
}

// What each band has over the mean of all, in units of COLOR_SCALE_DB.
static void take_shares(struct breath_rhythm *rhythm, const struct breath_loud *loud, int count)
{
    for (int i = 0; i < count; i++) {
        float mean = 0.0f;
        for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
            const float over_db = rhythm->db[i][band] - loud->low_db[band];
            rhythm->color[i][band] = over_db / COLOR_SCALE_DB;
            mean += loud->weight[band] * over_db / COLOR_SCALE_DB;
        }
        mean /= fmaxf(loud->weight_sum, 1e-6f);
        for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
            rhythm->color[i][band] -= mean;
        }
    }
}

// Colour changes with loudness within one and the same breath; that line is taken out, and where
// nothing sounds there is no colour.
static void take_colors(struct breath_rhythm *rhythm, const struct breath_loud *loud, int count)
{
    take_shares(rhythm, loud, count);
    float total = 1e-6f, level_mean = 0.0f;
    for (int i = 0; i < count; i++) {
        total += rhythm->sounding[i];
        level_mean += rhythm->sounding[i] * rhythm->level[i];
    }
    level_mean /= total;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        float mean = 0.0f, slope = 0.0f, spread = 1e-6f;
        for (int i = 0; i < count; i++) {
            const float away = rhythm->sounding[i] * (rhythm->level[i] - level_mean);
            mean += rhythm->sounding[i] * rhythm->color[i][band] / total;
            slope += away * rhythm->color[i][band];
            spread += away * (rhythm->level[i] - level_mean);
        }
        slope /= spread;
        const float weight = sqrtf(loud->weight[band]);
        for (int i = 0; i < count; i++) {
            const float x = rhythm->color[i][band] - mean - slope * (rhythm->level[i] - level_mean);
            const float bounded = fminf(fmaxf(x, -COLOR_MOST), COLOR_MOST);
            rhythm->color[i][band] = bounded * weight * rhythm->sounding[i];
        }
    }
}

// --- how well it fits itself

static float product(const float a[BREATH_SOUND_BANDS], const float b[BREATH_SOUND_BANDS])
{
    float sum = 0.0f;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        sum += a[band] * b[band];
    }
    return sum;
}

static float over_root(float sum, float energy_a, float energy_b)
{
    return sum / (sqrtf(fmaxf(energy_a * energy_b, 0.0f)) + 1e-6f);
}

static void fit_levels(struct breath_rhythm *rhythm, int count, int shift)
{
    const float *energy = rhythm->energy;
    const int pairs = count - shift;
    float whole = 0.0f;
    for (int part = 0; part < 3; part++) {
        const int begin = pairs * part / 3, end = pairs * (part + 1) / 3;
        float sum = 0.0f;
        for (int i = begin; i < end; i++) {
            sum += product(rhythm->bands[i], rhythm->bands[i + shift]);
        }
        rhythm->third[part][shift] = over_root(sum, energy[end] - energy[begin],
                                               energy[end + shift] - energy[begin + shift]);
        whole += sum;
    }
    rhythm->fit[shift] = over_root(whole, energy[pairs], energy[count] - energy[shift]);
}

static void fit_colors(struct breath_rhythm *rhythm, int count, int shift)
{
    float sum = 0.0f, energy_a = 0.0f, energy_b = 0.0f;
    for (int i = 0; i + shift < count; i++) {
        const float *a = rhythm->color[i], *b = rhythm->color[i + shift];
        if (rhythm->sounding[i] <= 0.0f || rhythm->sounding[i + shift] <= 0.0f) {
            continue;
        }
        sum += product(a, b);
        energy_a += product(a, a) * rhythm->sounding[i + shift];
        energy_b += product(b, b) * rhythm->sounding[i];
    }
    rhythm->color_fit[shift] = over_root(sum, energy_a, energy_b);
}

// --- what the fits say

static float lowest(const float *fit, float from, float to)
{
    float low = 1.0f;
    for (int i = (int)from; i <= (int)ceilf(to); i++) {
        low = fminf(low, fit[i]);
    }
    return low;
}

static float highest(const float *fit, float at, float near)
{
    float high = -1.0f;
    for (int i = (int)(at * (1.0f - near)); i <= (int)ceilf(at * (1.0f + near)); i++) {
        high = fmaxf(high, fit[i]);
    }
    return high;
}

static float clarity(const float *fit, int shift)
{
    return 0.5f * (fit[shift] - lowest(fit, 0.3f * (float)shift, 0.7f * (float)shift));
}

static bool is_peak(const float *fit, int shift)
{
    return fit[shift] >= FIT_LEAST && fit[shift] >= fit[shift - 1] && fit[shift] > fit[shift + 1];
}

static float merit(const struct breath_rhythm *rhythm, int shift)
{
    const float long_share = (float)shift / (float)rhythm->looked;
    return clarity(rhythm->fit, shift) * (1.0f - LONG_DISCOUNT * long_share);
}

// The shortest shift that does nearly as well as the best; 0 when none fits.
static int find_sound(const struct breath_rhythm *rhythm, int end)
{
    const int first = (int)(SOUND_LEAST_S / BREATH_SOUND_TICK_S);
    float best = 0.0f;
    for (int shift = first; shift < end - 1; shift++) {
        best = is_peak(rhythm->fit, shift) ? fmaxf(best, merit(rhythm, shift)) : best;
    }
    for (int shift = first; best > 0.0f && shift < end - 1; shift++) {
        if (is_peak(rhythm->fit, shift) && merit(rhythm, shift) >= NEARLY * best) {
            return shift;
        }
    }
    return 0;
}

// The fit at two sounds less that at one and three.
static float other(const float *fit, int shift, float near, int end)
{
    const float at = (float)shift;
    const float one = highest(fit, at, near), two = highest(fit, 2.0f * at, near);
    const bool has_three = 3.0f * at * (1.0f + near) < (float)end - 1.0f;
    return two - 0.5f * (one + (has_three ? highest(fit, 3.0f * at, near) : one));
}

static float alternation(const struct breath_rhythm *rhythm, int shift, int end)
{
    if (2.0f * (float)shift * (1.0f + LEVEL_NEAR) >= (float)end - 1.0f) {
        return 0.0f;
    }
    // What chance adds falls with the number of sounds, and for the level with how alike they are.
    const float sounds = sqrtf((float)rhythm->looked / (float)shift);
    const float unlike = 1.02f - fmaxf(highest(rhythm->fit, (float)shift, LEVEL_NEAR), 0.0f);
    return sounds * (other(rhythm->fit, shift, LEVEL_NEAR, end) / unlike +
                     other(rhythm->color_fit, shift, COLOR_NEAR, end));
}

// The vertex of the parabola through the fit and its neighbours.
static float refine(const float *fit, int shift)
{
    const float bend = fit[shift - 1] - 2.0f * fit[shift] + fit[shift + 1];
    const float lean = 0.5f * (fit[shift - 1] - fit[shift + 1]);
    return (float)shift + (bend < 0.0f ? fminf(fmaxf(lean / bend, -0.5f), 0.5f) : 0.0f);
}

static float steadiness(const struct breath_rhythm *rhythm, int shift)
{
    float worst = 1.0f;
    for (int part = 0; part < 3; part++) {
        const float *fit = rhythm->third[part];
        const float high = fmaxf(fmaxf(fit[shift - 1], fit[shift]), fit[shift + 1]);
        const float low = lowest(fit, 0.3f * (float)shift, 0.7f * (float)shift);
        worst = fminf(worst, 0.5f * (high - low));
    }
    return worst;
}

static float loud_lines(const struct breath_rhythm *rhythm, const struct breath_loud *loud)
{
    float sum = 0.0f, total = 1e-6f;
    for (int i = 0; i < rhythm->looked; i++) {
        for (int band = FIRST_LINE_BAND; band <= LAST_LINE_BAND; band++) {
            const float weight = rhythm->sounding[i] * loud->weight[band];
            sum += weight * rhythm->order[i]->line_share[band];
            total += weight;
        }
    }
    return sum / total;
}

void breath_rhythm_look(struct breath_rhythm *rhythm, int tick_count,
                        struct breath_rhythm_view *out)
{
    const int count = tick_count < rhythm->count ? tick_count : rhythm->count;
    const int longest = (int)((float)count / ROUNDS_LEAST) + 1;
    const int end = (int)(0.62f * (float)count) < BREATH_RHYTHM_SHIFTS ? (int)(0.62f * (float)count)
                                                                       : BREATH_RHYTHM_SHIFTS;
    *out = (struct breath_rhythm_view){0};
    rhythm->looked = count;
    put_in_order(rhythm, count);
    breath_loud_learn(&out->loud, rhythm->order, count, rhythm->db);
    take_levels(rhythm, &out->loud, count);
    take_colors(rhythm, &out->loud, count);
    for (int shift = 0; shift < end; shift++) {
        fit_levels(rhythm, count, shift);
        fit_colors(rhythm, count, shift);
    }
    const int shift = find_sound(rhythm, longest < end ? longest : end);
    if (shift > 0) {
        out->sound_s = refine(rhythm->fit, shift) * BREATH_SOUND_TICK_S;
        out->clarity = clarity(rhythm->fit, shift);
        out->steadiness = steadiness(rhythm, shift);
        out->rounds = (float)count / (float)shift;
        out->alternation = alternation(rhythm, shift, end);
        out->line_share = loud_lines(rhythm, &out->loud);
    }
}
