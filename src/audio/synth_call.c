#include "audio/synth_call.h"

#include "audio/audio.h"
#include "stage/sound.h"

#include <math.h>

static const float TWO_PI = 6.2831853f;
static const float STEP_S = 1.0f / (float)AUDIO_RATE_HZ;

static float turn(float *phase, float hz)
{
    *phase += hz * STEP_S;
    *phase -= floorf(*phase);
    return *phase;
}

// 0 to 1 over `length_s`, flat at both ends.
static float ease(float age_s, float length_s)
{
    const float t = fminf(fmaxf(age_s / length_s, 0.0f), 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

// A gull far off: two or three cries, each rising quickly and falling slowly, with harmonics that
// grow where the cry is loud.
static float gull(struct audio_synth_note *note)
{
    static const float cry_s = 0.42f, gap_s = 0.16f;
    if (note->age_s >= cry_s + gap_s) {
        note->age_s -= cry_s + gap_s;
        note->part++;
        note->hz *= 0.965f;
        note->gain *= 0.86f;
    }
    if (note->part >= note->part_count) {
        note->is_on = false;
        return 0.0f;
    }
    const float t = fminf(note->age_s / cry_s, 1.0f);
    const float loud = ease(note->age_s, 0.06f) * (1.0f - ease(note->age_s - 0.16f, 0.26f));
    const float bend = 0.86f + 0.22f * ease(note->age_s, 0.09f) - 0.30f * t * t;
    const float phase = TWO_PI * turn(&note->phase, note->hz * bend);
    const float tone = sinf(phase) + 0.42f * loud * sinf(2.0f * phase) +
                       0.20f * loud * sinf(3.0f * phase) + 0.07f * sinf(4.0f * phase);
    return 0.2f * note->gain * loud * tone;
}

// A small bird: a few whistled notes, each bent up and down a little.
static float bird(struct audio_synth_note *note)
{
    static const float note_s = 0.17f, gap_s = 0.06f;
    if (note->age_s >= note_s + gap_s) {
        note->age_s -= note_s + gap_s;
        note->part++;
        note->hz *= note->part & 1 ? 1.19f : 0.89f;
    }
    if (note->part >= note->part_count) {
        note->is_on = false;
        return 0.0f;
    }
    const float t = fminf(note->age_s / note_s, 1.0f);
    const float loud = ease(note->age_s, 0.03f) * (1.0f - ease(note->age_s - 0.07f, 0.10f));
    const float bend =
        1.0f + (note->part & 1 ? -0.16f : 0.12f) * t + 0.015f * sinf(190.0f * note->age_s);
    const float phase = TWO_PI * turn(&note->phase, note->hz * bend);
    return 0.16f * note->gain * loud * (sinf(phase) + 0.10f * loud * sinf(2.0f * phase));
}

// Three damped modes of a small piece of wood, struck softly.
static float tick(struct audio_synth_note *note)
{
    static const float ratio[] = {1.0f, 2.31f, 3.87f};
    static const float decay_s[] = {0.030f, 0.017f, 0.010f};
    static const float share[] = {1.0f, 0.35f, 0.12f};
    float sum = 0.0f;
    for (int i = 0; i < AUDIO_SYNTH_MODE_MAX; i++) {
        const float phase = TWO_PI * turn(&note->modes[i], note->hz * ratio[i]);
        sum += share[i] * expf(-note->age_s / decay_s[i]) * sinf(phase);
    }
    note->is_on = note->age_s < 0.35f;
    return 0.3f * note->gain * ease(note->age_s, 0.004f) * sum;
}

// A warm tone: a fundamental that shimmers a little, and its fifth.
static float chime(struct audio_synth_note *note)
{
    static const float ratio[] = {1.0f, 1.5f, 1.0011f};
    static const float decay_s[] = {1.1f, 0.7f, 1.3f};
    static const float share[] = {0.80f, 0.28f, 0.20f};
    float sum = 0.0f;
    for (int i = 0; i < AUDIO_SYNTH_MODE_MAX; i++) {
        const float phase = TWO_PI * turn(&note->modes[i], note->hz * ratio[i]);
        sum += share[i] * expf(-note->age_s / decay_s[i]) * sinf(phase);
    }
    note->is_on = note->age_s < 9.0f;
    return 0.22f * note->gain * ease(note->age_s, 0.14f) * sum;
}

void audio_synth_call_begin(struct audio_synth *synth, struct audio_synth_note *note)
{
    struct rand *rand = &synth->rand;
    *note = (struct audio_synth_note){.is_on = true, .fade = 1.0f, .gain = 1.0f};
    if (synth->kind == STAGE_SOUND_GULL) {
        note->hz = rand_range(rand, 980.0f, 1240.0f);
        note->gain = rand_range(rand, 0.7f, 1.0f);
        note->part_count = 2 + (int)(rand_bits(rand) % 2);
    } else if (synth->kind == STAGE_SOUND_BIRD) {
        note->hz = rand_range(rand, 2300.0f, 3400.0f);
        note->part_count = 3 + (int)(rand_bits(rand) % 3);
    } else if (synth->kind == STAGE_SOUND_TICK) {
        note->hz = rand_range(rand, 400.0f, 430.0f);
    } else {
        note->hz = 329.63f; // E4
    }
}

void audio_synth_call_add(struct audio_synth *synth, struct audio_synth_note *note, float *out,
                          int count)
{
    for (int i = 0; i < count && note->is_on; i++) {
        const float sample = synth->kind == STAGE_SOUND_GULL   ? gull(note)
                             : synth->kind == STAGE_SOUND_BIRD ? bird(note)
                             : synth->kind == STAGE_SOUND_TICK ? tick(note)
                                                               : chime(note);
        out[i] += note->fade * sample;
        note->age_s += STEP_S;
        if (note->fade < 1.0f) { // stolen: gone in 10 ms
            note->fade -= 100.0f * STEP_S;
            note->is_on = note->is_on && note->fade > 0.0f;
        }
    }
}
