#include "sensor/wav.h"

#include "base/log.h"

#include <math.h>
#include <sndfile.h>
#include <string.h>

static const double PI = 3.14159265358979;
static const double KAISER_BETA = 8.0;
static const double PASS = 0.92; // of the lower half rate; the rest is the filter's slope

// The modified Bessel function of order zero, by its series.
static double bessel(double x)
{
    double sum = 1.0, term = 1.0;
    for (int k = 1; k < 40; k++) {
        term *= 0.25 * x * x / ((double)k * (double)k);
        sum += term;
    }
    return sum;
}

static void make_kernel(struct sensor_wav *wav)
{
    const int last = SENSOR_WAV_ZEROS * SENSOR_WAV_BETWEEN;
    for (int i = 0; i <= last; i++) {
        const double crossings = (double)i / SENSOR_WAV_BETWEEN;
        const double part = crossings / SENSOR_WAV_ZEROS;
        const double window = bessel(KAISER_BETA * sqrt(fmax(1.0 - part * part, 0.0)));
        const double sinc = i == 0 ? 1.0 : sin(PI * crossings) / (PI * crossings);
        wav->kernel[i] = (float)(sinc * window / bessel(KAISER_BETA));
    }
    wav->kernel[last + 1] = 0.0f;
    const double lower = fmin(1.0, (double)SENSOR_WAV_RATE_HZ / wav->rate_hz);
    wav->scale = PASS * lower;
    wav->reach = SENSOR_WAV_ZEROS / wav->scale;
}

enum err sensor_wav_open(struct sensor_wav *wav, const char *path)
{
    SF_INFO info = {0};
    wav->file = sf_open(path, SFM_READ, &info);
    if (!wav->file) {
        LOG_ERROR("%s: %s; a sound is needed, such as WAV", path, sf_strerror(NULL));
        return ERR_IO;
    }
    if (info.samplerate < SENSOR_WAV_RATE_LEAST_HZ || info.samplerate > SENSOR_WAV_RATE_MOST_HZ ||
        info.channels < 1 || info.channels > SENSOR_WAV_CHANNELS_MAX || info.frames < 1) {
        LOG_ERROR("%s: %d Hz, %d channels, %lld frames; at least one frame, %d to %d Hz and at "
                  "most %d channels can be heard",
                  path, info.samplerate, info.channels, (long long)info.frames,
                  SENSOR_WAV_RATE_LEAST_HZ, SENSOR_WAV_RATE_MOST_HZ, SENSOR_WAV_CHANNELS_MAX);
        return ERR_BAD_DATA;
    }
    wav->rate_hz = info.samplerate;
    wav->channels = info.channels;
    wav->frame_count = info.frames;
    make_kernel(wav);
    // It is silent before it begins.
    wav->kept_count = (int)ceil(wav->reach) + 1;
    wav->first = -wav->kept_count;
    wav->to_write = (int64_t)((double)info.frames * SENSOR_WAV_RATE_HZ / info.samplerate);
    return ERR_OK;
}

// Makes the samples up to `last` of the file known; beyond its end it is silent.
static void keep(struct sensor_wav *wav, int64_t from, int64_t last)
{
    while (wav->first + wav->kept_count <= last) {
        const int64_t past = from - wav->first;
        const int gone = (int)(past < 0 ? 0 : past < wav->kept_count ? past : wav->kept_count);
        memmove(wav->kept, wav->kept + gone, (size_t)(wav->kept_count - gone) * sizeof(float));
        wav->first += gone;
        wav->kept_count -= gone;
        float frames[SENSOR_WAV_CHUNK * SENSOR_WAV_CHANNELS_MAX];
        const sf_count_t got = sf_readf_float(wav->file, frames, SENSOR_WAV_CHUNK);
        for (int i = 0; i < SENSOR_WAV_CHUNK; i++) {
            float sum = 0.0f;
            for (int c = 0; i < got && c < wav->channels; c++) {
                sum += frames[i * wav->channels + c];
            }
            wav->kept[wav->kept_count++] = sum / (float)wav->channels;
        }
    }
}

static float kernel_at(const struct sensor_wav *wav, double away)
{
    const double step = fabs(away) * wav->scale * SENSOR_WAV_BETWEEN;
    const int i = (int)step;
    if (i >= SENSOR_WAV_ZEROS * SENSOR_WAV_BETWEEN) {
        return 0.0f;
    }
    const float part = (float)(step - i);
    return wav->kernel[i] + part * (wav->kernel[i + 1] - wav->kernel[i]);
}

static float sample_at(struct sensor_wav *wav, double at)
{
    const int64_t from = (int64_t)ceil(at - wav->reach), last = (int64_t)floor(at + wav->reach);
    keep(wav, from, last);
    float sum = 0.0f;
    for (int64_t i = from; i <= last; i++) {
        sum += wav->kept[i - wav->first] * kernel_at(wav, at - (double)i);
    }
    return sum * (float)wav->scale;
}

int sensor_wav_read(struct sensor_wav *wav, float *out, int count)
{
    int done = 0;
    while (done < count && wav->written < wav->to_write) {
        out[done++] = sample_at(wav, (double)wav->written * wav->rate_hz / SENSOR_WAV_RATE_HZ);
        wav->written++;
    }
    return done;
}

void sensor_wav_close(struct sensor_wav *wav)
{
    if (wav->file) {
        sf_close(wav->file);
    }
    *wav = (struct sensor_wav){0};
}
