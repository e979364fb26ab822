// The microphone: OpenAL Soft's capture device, 16 kHz, one channel, in blocks of 16 ms.
//
// A thread of its own asks the device, hands each block to whoever listens and forgets it; OpenAL
// holds one second at most. The microphone may be absent, go and come back: said in one sentence
// each time, looked for again every two seconds. Nothing is stored and nothing is sent.
#ifndef AUDIO_CAPTURE_H
#define AUDIO_CAPTURE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum { AUDIO_CAPTURE_RATE_HZ = 16000, AUDIO_CAPTURE_BLOCK = 256 };

// What is captured from. All are called on the capture's thread alone.
struct audio_capture_device {
    void *(*open)(void);        // NULL: there is none
    int (*ready)(void *device); // samples that wait; < 0: it is gone
    void (*read)(void *device, int16_t *out, int count);
    void (*close)(void *device);
};

struct audio_capture_desc {
    // On the capture's thread: a block, -1..1, that ended at t_ns of base/clock.h.
    void (*take)(void *user, const float block[AUDIO_CAPTURE_BLOCK], int64_t t_ns);
    void *user;
    const struct audio_capture_device *device; // NULL: OpenAL's default
};

struct audio_capture; // opaque, heap

// Does not wait for the microphone.
MUST_USE enum err audio_capture_create(const struct audio_capture_desc *desc,
                                       struct audio_capture **out);
// After this returns nothing is taken any more. NULL is allowed.
void audio_capture_destroy(struct audio_capture *capture);

// A microphone is open now: the wearer must be able to see that. Any thread.
bool audio_capture_listens(const struct audio_capture *capture);

#endif
