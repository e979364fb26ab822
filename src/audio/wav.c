#include "audio/wav.h"

#include "audio/audio.h"
#include "base/log.h"

#include <math.h>
#include <sndfile.h>

static short rounded(struct rand *rand, float x)
{
    const float dither = rand_range(rand, -0.5f, 0.5f) + rand_range(rand, -0.5f, 0.5f);
    const float scaled = x * 32767.0f + dither;
    return (short)lrintf(fminf(fmaxf(scaled, -32768.0f), 32767.0f));
}

enum err audio_wav_init(struct audio_wav *wav, const char *path)
{
    SF_INFO info = {.samplerate = AUDIO_RATE_HZ,
                    .channels = AUDIO_CHANNELS,
                    .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    wav->rand = rand_seeded(1, 1); // the same sound gives the same file
    wav->file = sf_open(path, SFM_WRITE, &info);
    if (!wav->file) {
        LOG_ERROR("cannot write '%s': %s", path, sf_strerror(NULL));
        return ERR_IO;
    }
    return ERR_OK;
}

enum err audio_wav_write(struct audio_wav *wav, const float *frames, int frame_count)
{
    short out[AUDIO_BLOCK * AUDIO_CHANNELS];
    for (int at = 0; at < frame_count; at += AUDIO_BLOCK) {
        const int count = frame_count - at < AUDIO_BLOCK ? frame_count - at : AUDIO_BLOCK;
        for (int i = 0; i < count * AUDIO_CHANNELS; i++) {
            out[i] = rounded(&wav->rand, frames[(ptrdiff_t)at * AUDIO_CHANNELS + i]);
        }
        if (sf_writef_short(wav->file, out, count) != count) {
            LOG_ERROR("write of sound: %s", sf_strerror(wav->file));
            return ERR_IO;
        }
    }
    return ERR_OK;
}

enum err audio_wav_fini(struct audio_wav *wav)
{
    const int failed = wav->file ? sf_close(wav->file) : 0;
    wav->file = NULL;
    if (failed) {
        LOG_ERROR("close of sound: %s", sf_error_number(failed));
        return ERR_IO;
    }
    return ERR_OK;
}
