// What is heard, kept as a file: 48 kHz stereo, 16 bits with triangular dither (Lipshitz,
// Wannamaker and Vanderkooy 1992: the error then says nothing about the signal).
#ifndef AUDIO_WAV_H
#define AUDIO_WAV_H

#include "base/err.h"
#include "base/rand.h"

struct audio_wav {
    void *file; // owned; libsndfile's
    struct rand rand;
};

// Failures are one log line. audio_wav_fini is owed in every case.
MUST_USE enum err audio_wav_init(struct audio_wav *zeroed, const char *path);
MUST_USE enum err audio_wav_write(struct audio_wav *wav, const float *frames, int frame_count);

// Completes the header. ERR_IO when the end could not be written.
enum err audio_wav_fini(struct audio_wav *wav);

#endif
