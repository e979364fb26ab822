#include "audio/limit.h"

#include <math.h>

static float lowest(const float gains[AUDIO_LIMIT_WINDOW])
{
    float low = gains[0];
    for (int i = 1; i < AUDIO_LIMIT_WINDOW; i++) {
        low = gains[i] < low ? gains[i] : low;
    }
    return low;
}

static float mean(const float gains[AUDIO_LIMIT_WINDOW])
{
    float sum = 0.0f;
    for (int i = 0; i < AUDIO_LIMIT_WINDOW; i++) {
        sum += gains[i];
    }
    return sum / AUDIO_LIMIT_WINDOW;
}

// The gain for the frame that leaves the delay line now.
static float next_gain(struct audio_limit *limit, float peak)
{
    // Back to within 1/e in 120 ms: slower than a wave's grain, faster than its swell.
    static const float recovery = 1.0f / (0.12f * AUDIO_RATE_HZ);
    limit->asked[limit->at_window] = peak > AUDIO_LIMIT_AIM ? AUDIO_LIMIT_AIM / peak : 1.0f;
    const float low = lowest(limit->asked);
    limit->held = fminf(low, limit->held + (1.0f - limit->held) * recovery);
    limit->averaged[limit->at_window] = limit->held;
    limit->at_window = (limit->at_window + 1) % AUDIO_LIMIT_WINDOW;
    return mean(limit->averaged);
}

void audio_limit_init(struct audio_limit *limit)
{
    *limit = (struct audio_limit){.held = 1.0f};
    for (int i = 0; i < AUDIO_LIMIT_WINDOW; i++) {
        limit->asked[i] = 1.0f;
        limit->averaged[i] = 1.0f;
    }
}

void audio_limit_run(struct audio_limit *limit, float *frames, int frame_count)
{
    for (int i = 0; i < frame_count; i++) {
        float *frame = frames + (ptrdiff_t)i * AUDIO_CHANNELS;
        float *slot = limit->delayed[limit->at_delayed];
        float peak = 0.0f;
        float out[AUDIO_CHANNELS];
        for (int c = 0; c < AUDIO_CHANNELS; c++) {
            const float x = isfinite(frame[c]) ? frame[c] : 0.0f;
            peak = fmaxf(peak, audio_peak_step(&limit->peak[c], x));
            out[c] = slot[c];
            slot[c] = x;
        }
        const float gain = next_gain(limit, peak);
        for (int c = 0; c < AUDIO_CHANNELS; c++) {
            frame[c] = out[c] * gain;
        }
        limit->at_delayed = (limit->at_delayed + 1) % AUDIO_LIMIT_DELAY;
    }
}
