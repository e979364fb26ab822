// Breath by the microphone: whoever captures hands blocks over, and the ear (breath/heard.h) works
// on that thread, so that no frame pays for it. What it concludes comes out of a ring, eight times
// a second; no sound does, and no more than 64 ms of it are held.
#ifndef SENSOR_MIC_H
#define SENSOR_MIC_H

#include "base/ring.h"
#include "breath/breath.h"
#include "breath/heard.h"

#include <stdatomic.h>
#include <stdint.h>

enum { SENSOR_MIC_QUEUE = 16 }; // two seconds of news

struct sensor_mic {
    struct breath_heard heard; // the capturing thread's own
    struct ring ring;          // that thread writes, the frame reads
    struct breath_sample slots[SENSOR_MIC_QUEUE + 1];
    _Atomic bool wants_calibration;
    _Atomic uint32_t lost; // news for which there was no room: the next tell as much
};

void sensor_mic_init(struct sensor_mic *mic);

// The capturing thread: 16 ms that ended at t_ns; own_db as in breath_heard_push.
void sensor_mic_take(struct sensor_mic *mic, const float block[BREATH_SOUND_BLOCK], float own_db,
                     int64_t t_ns);

// Any thread: for the next 20 s the wearer breathes out slowly, three times.
void sensor_mic_calibrate(struct sensor_mic *mic);

// The frame's thread.
void sensor_mic_drain(struct sensor_mic *mic,
                      void (*push)(void *user, const struct breath_sample *sample), void *user);

#endif
