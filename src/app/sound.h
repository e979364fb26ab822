// The sound's start, on a thread of its own while the place is built: OpenAL's head-related filters
// and the output device take some 30 ms, and nothing waits for them before the first frame.
//
// Main thread, but for what the thread itself does. The thread reads the environment: nobody may
// change that (setenv) between start and take.
#ifndef APP_SOUND_H
#define APP_SOUND_H

#include "audio/audio.h"
#include "base/err.h"

#include <pthread.h>
#include <stdbool.h>

struct app_sound {
    bool is_running; // the thread has to be joined
    pthread_t thread;
    // The thread's until it is joined.
    struct audio_desc desc;
    struct audio *audio; // NULL before, and where there is none
};

// `sound` must be zeroed. Where no thread can be had the work is done at once, here.
void app_sound_start(struct app_sound *sound, const struct audio_desc *desc);

// Waits for the thread. The caller owns what it gets; NULL: there is no sound (the log says why),
// or it was taken before.
struct audio *app_sound_take(struct app_sound *sound);

// Waits for the thread and destroys what nobody took.
void app_sound_fini(struct app_sound *sound);

#endif
