#include "breath/sound.h"

#include <math.h>
#include <string.h>

// Half octaves, about: fine enough to tell an inhale's colour from an exhale's.
static const float EDGE_HZ[BREATH_SOUND_BANDS + 1] = {100.0f,  200.0f,  300.0f,  450.0f, 700.0f,
                                                      1100.0f, 1800.0f, 2800.0f, 5000.0f};

// A line stands out by this factor from what lies four bins (63 Hz) to either side. A voice's
// overtones are at least 85 Hz apart, and a window's line is two bins wide to either side.
static const float LINE_RATIO = 5.0f;
enum { LINE_AWAY = 4 };

static const float POWER_LEAST = 3.2e-10f; // BREATH_SOUND_FLOOR_DB
static const float CUT_OFF = 0.999f;
enum { CUT_OFF_MOST = BREATH_SOUND_BLOCK / 4, BAD_BLOCKS_MOST = 2 };

void breath_sound_init(struct breath_sound *sound)
{
    *sound = (struct breath_sound){0};
    breath_spectrum_init(&sound->spectrum);
}

void breath_sound_interrupt(struct breath_sound *sound)
{
    memset(sound->samples, 0, sizeof sound->samples);
    memset(sound->power, 0, sizeof sound->power);
    sound->blocks = 0;
    sound->bad_blocks = 0;
}

static int first_bin(int band)
{
    const float bin_hz = (float)BREATH_SOUND_RATE_HZ / BREATH_SPECTRUM_SIZE;
    return (int)ceilf(EDGE_HZ[band] / bin_hz);
}

static float decibel(float power)
{
    return 10.0f * log10f(power + POWER_LEAST);
}

// Takes the samples in; false when they are no good.
static bool take(struct breath_sound *sound, const float block[BREATH_SOUND_BLOCK])
{
    const int kept = BREATH_SPECTRUM_SIZE - BREATH_SOUND_BLOCK;
    memmove(sound->samples, sound->samples + BREATH_SOUND_BLOCK, (size_t)kept * sizeof(float));
    int unreadable = 0, cut_off = 0;
    for (int i = 0; i < BREATH_SOUND_BLOCK; i++) {
        const bool is_number = isfinite(block[i]);
        const float x = is_number ? fminf(fmaxf(block[i], -1.0f), 1.0f) : 0.0f;
        unreadable += !is_number;
        cut_off += fabsf(x) >= CUT_OFF;
        sound->samples[kept + i] = x;
    }
    return unreadable == 0 && cut_off <= CUT_OFF_MOST;
}

static void measure(struct breath_sound *sound)
{
    float power[BREATH_SPECTRUM_BINS];
    breath_spectrum_power(&sound->spectrum, sound->samples, power);
    for (int bin = 0; bin < BREATH_SPECTRUM_BINS; bin++) {
        sound->power[bin] += power[bin];
    }
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        float sum = 0.0f;
        for (int bin = first_bin(band); bin < first_bin(band + 1); bin++) {
            sum += power[bin];
        }
        sound->block_db[band][sound->blocks] = decibel(sum);
    }
}

// The lower middle of the blocks: what is loud for half of the time or less is left out.
static float usual(float db[BREATH_SOUND_TICK_BLOCKS])
{
    for (int i = 1; i < BREATH_SOUND_TICK_BLOCKS; i++) {
        const float value = db[i];
        int at = i;
        for (; at > 0 && db[at - 1] > value; at--) {
            db[at] = db[at - 1];
        }
        db[at] = value;
    }
    return (db[1] + db[2] + db[3] + db[4]) / 4.0f;
}

static float line_share(const struct breath_sound *sound, int band)
{
    float sum = 0.0f, lines = 0.0f;
    for (int bin = first_bin(band); bin < first_bin(band + 1); bin++) {
        const float power = sound->power[bin];
        const float beside = (sound->power[bin - LINE_AWAY] + POWER_LEAST * 1e-3f) *
                             (sound->power[bin + LINE_AWAY] + POWER_LEAST * 1e-3f);
        sum += power;
        lines += power > LINE_RATIO * sqrtf(beside) ? power : 0.0f;
    }
    return sum > 0.0f ? lines / sum : 0.0f;
}

static void finish(struct breath_sound *sound, int64_t t_ns, struct breath_sound_tick *out_tick)
{
    out_tick->t_ns = t_ns;
    out_tick->own_db = sound->own_db;
    out_tick->is_whole = sound->bad_blocks <= BAD_BLOCKS_MOST;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        out_tick->band_db[band] = usual(sound->block_db[band]);
        out_tick->line_share[band] = line_share(sound, band);
    }
    memset(sound->power, 0, sizeof sound->power);
    sound->blocks = 0;
    sound->bad_blocks = 0;
}

bool breath_sound_push(struct breath_sound *sound, const float block[BREATH_SOUND_BLOCK],
                       float own_db, int64_t t_ns, struct breath_sound_tick *out_tick)
{
    sound->bad_blocks += !take(sound, block);
    // The loudest of the tick: its echo may last a little longer.
    if (sound->blocks == 0 || own_db > sound->own_db) {
        sound->own_db = own_db;
    }
    measure(sound);
    sound->blocks++;
    if (sound->blocks < BREATH_SOUND_TICK_BLOCKS) {
        return false;
    }
    finish(sound, t_ns, out_tick);
    return true;
}
