#include "audio/synth_waves.h"

#include "audio/audio.h"

#include <math.h>

enum { STEP = 32 }; // samples between changes of a corner

void audio_synth_waves_init(struct audio_synth *synth)
{
    struct audio_synth_waves *w = &synth->waves;
    w->slow.to = rand_range(&synth->rand, 0.0f, 1.0f);
    w->quick.to = rand_range(&synth->rand, 0.0f, 1.0f);
    audio_filter_high(&w->body[1], 65.0f, 0.7f); // below, headphones only rumble
    audio_filter_high(&w->wash, 350.0f, 0.6f);
    audio_filter_low(&w->wash_top, 1700.0f, 0.6f);
    audio_filter_high(&w->drain, 1400.0f, 0.6f);
    audio_filter_low(&w->drain_top, 3600.0f, 0.55f);
}

// How fast the drive moves, as 0..1 each way; a swell that runs up in four seconds gives about 1.
static void follow(struct audio_synth_waves *w, float drive)
{
    const float dt_s = (float)STEP / AUDIO_RATE_HZ;
    const float before = w->drive;
    w->drive += (drive - w->drive) * (dt_s / 0.08f);
    const float speed = (w->drive - before) / dt_s;
    const float rise = fminf(fmaxf(speed, 0.0f) / 0.3f, 1.0f);
    const float fall = fminf(fmaxf(-speed, 0.0f) / 0.3f, 1.0f);
    w->rise += (rise - w->rise) * (dt_s / 0.25f);
    w->fall += (fall - w->fall) * (dt_s / 0.45f); // sand goes on draining for a while
}

void audio_synth_waves_fill(struct audio_synth *synth, float drive, float *out, int count)
{
    struct audio_synth_waves *w = &synth->waves;
    float body_gain = 0.0f, wash_gain = 0.0f, drain_gain = 0.0f;
    for (int i = 0; i < count; i++) {
        if (i % STEP == 0) {
            follow(w, drive);
            const float hz = 160.0f + 480.0f * w->drive * w->drive;
            audio_filter_low(&w->body[0], hz, 0.6f);
            body_gain = 0.24f + 0.36f * w->drive;
            wash_gain = 0.16f + 0.34f * w->drive * w->drive + 0.20f * w->rise * w->drive;
            drain_gain = 0.018f + 0.075f * w->fall + 0.03f * w->drive * w->rise;
        }
        // Water is never even: slow for the reach of a wave, quick for its breaking.
        const float slow = audio_filter_wander_step(&w->slow, &synth->rand, 0.37f);
        const float quick = audio_filter_wander_step(&w->quick, &synth->rand, 7.0f);
        const float pink = audio_filter_pink_step(&w->pink, &synth->rand);
        const float body = audio_filter_step(&w->body[1], audio_filter_step(&w->body[0], pink));
        const float wash = audio_filter_step(&w->wash_top, audio_filter_step(&w->wash, pink));
        const float drain = audio_filter_step(
            &w->drain_top, audio_filter_step(&w->drain, audio_filter_white(&synth->rand)));
        out[i] = body * body_gain * (0.75f + 0.5f * slow) +
                 wash * wash_gain * (0.6f + 0.4f * slow + 0.4f * quick) +
                 drain * drain_gain * (0.7f + 0.6f * quick);
    }
}
