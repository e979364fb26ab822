// When did the GPU finish a frame? Learned without stopping the application.
//
// xrEndFrame submits an empty batch with a fence behind the application's work; a thread waits for
// the fence and notes the time. What is finished is taken out by the calls that follow. The watch
// has a lock of its own, because its waits must not hold the runtime's.
#ifndef SIMXR_WATCH_H
#define SIMXR_WATCH_H

#include "simxr/display.h"
#include "simxr/xr.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { SIMXR_WATCH_SLOTS = 8 };

struct simxr_watched {
    int64_t frame;
    struct simxr_pace pace;
    int64_t late_ns;
    int64_t done_ns; // CLOCK_MONOTONIC
};

struct simxr_watch {
    VkDevice device; // borrowed
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    bool has_lock, has_thread, is_stopping;
    int waiting; // threads between simxr_watch_enter and the end of simxr_watch_wait
    VkFence fences[SIMXR_WATCH_SLOTS]; // owned
    struct simxr_watched frames[SIMXR_WATCH_SLOTS];
    uint64_t submitted, finished, taken; // counts; slot = count % SIMXR_WATCH_SLOTS
};

// `watch` zeroed; fini is owed in every case.
XrResult simxr_watch_init(struct simxr_watch *watch, VkDevice device);
// Waits until the GPU is done with what was submitted.
void simxr_watch_fini(struct simxr_watch *watch);

// On the thread that owns the queue now. Waits when all slots are in use, which the pacing of
// frames prevents.
XrResult simxr_watch_submit(struct simxr_watch *watch, VkQueue queue, struct simxr_watched frame);

// Until at most `count` frames are unfinished. The runtime's lock must not be held: so enter, while
// it still is, keeps the watch alive until wait has returned.
void simxr_watch_enter(struct simxr_watch *watch);
void simxr_watch_wait(struct simxr_watch *watch, uint64_t count);

// The next finished frame, in order; false when there is none.
bool simxr_watch_take(struct simxr_watch *watch, struct simxr_watched *out);

#endif
