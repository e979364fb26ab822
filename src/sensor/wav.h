// A recording of sound as a microphone would deliver it: 16 kHz, one channel, block after block.
//
// Any rate and any format that libsndfile reads. Channels are averaged. Rates are changed by a
// windowed sinc (Kaiser window, 16 zero crossings to either side: about -80 dB from where the new
// rate would fold). The file is read as it goes; nothing of it is kept.
#ifndef SENSOR_WAV_H
#define SENSOR_WAV_H

#include "base/err.h"

#include <stdint.h>

enum {
    SENSOR_WAV_RATE_HZ = 16000,
    SENSOR_WAV_RATE_LEAST_HZ = 1000,
    SENSOR_WAV_RATE_MOST_HZ = 192000,
    SENSOR_WAV_CHANNELS_MAX = 16,
    SENSOR_WAV_CHUNK = 512,   // frames read at a time
    SENSOR_WAV_KEPT = 2048,   // samples in memory
    SENSOR_WAV_ZEROS = 16,    // crossings to either side
    SENSOR_WAV_BETWEEN = 256, // steps of the kernel between two of them
};

struct sensor_wav {
    void *file; // owned; libsndfile's
    int rate_hz, channels;
    int64_t frame_count; // of the file, at its own rate

    float kernel[SENSOR_WAV_ZEROS * SENSOR_WAV_BETWEEN + 2];
    double reach; // samples to either side
    double scale; // of the kernel's argument and its sum
    float kept[SENSOR_WAV_KEPT];
    int64_t first; // of the file, at kept[0]; may lie before its beginning
    int kept_count;
    int64_t written; // samples of 16 kHz
    int64_t to_write;
};

// `zeroed`; sensor_wav_close is owed in every case. ERR_IO when it cannot be read, ERR_BAD_DATA
// when it is no such sound; one sentence is logged.
MUST_USE enum err sensor_wav_open(struct sensor_wav *zeroed, const char *path);

// The next samples; returns how many there were, less than `count` at the end alone.
int sensor_wav_read(struct sensor_wav *wav, float *out, int count);

void sensor_wav_close(struct sensor_wav *wav);

#endif
