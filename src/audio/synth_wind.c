#include "audio/synth_wind.h"

#include "audio/audio.h"

enum { STEP = 32 }; // samples between changes of a corner

void audio_synth_wind_init(struct audio_synth *synth)
{
    synth->wind.bend.to = rand_range(&synth->rand, 0.0f, 1.0f);
    synth->wind.breath.to = rand_range(&synth->rand, 0.0f, 1.0f);
}

void audio_synth_wind_fill(struct audio_synth *synth, float drive, float *out, int count)
{
    struct audio_synth_wind *w = &synth->wind;
    const float dt_s = (float)STEP / AUDIO_RATE_HZ;
    for (int i = 0; i < count; i++) {
        const float bend = audio_filter_wander_step(&w->bend, &synth->rand, 0.23f);
        const float breath = audio_filter_wander_step(&w->breath, &synth->rand, 0.9f);
        if (i % STEP == 0) {
            w->drive += (drive - w->drive) * (dt_s / 0.2f);
            // Broad enough never to whistle.
            audio_filter_band(&w->low, 150.0f + 160.0f * bend + 160.0f * w->drive, 0.6f);
            audio_filter_band(&w->high, 480.0f + 300.0f * bend + 420.0f * w->drive, 0.9f);
        }
        const float pink = audio_filter_pink_step(&w->pink, &synth->rand);
        const float low = audio_filter_step(&w->low, pink);
        const float high = audio_filter_step(&w->high, pink);
        const float gust = 0.25f + 0.75f * w->drive;
        out[i] = (low + 0.8f * high * w->drive) * gust * (0.6f + 0.8f * breath);
    }
}
