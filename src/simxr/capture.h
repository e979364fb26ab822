// Pictures of what is seen, as PNG files.
//
// xrEndFrame submits copies of the frame's layers behind the application's work and behind the
// fence that dates it. A thread composes and writes them, so that no frame waits for that; on the
// virtual clock a frame does wait when two pictures are still under way, on the real clock it goes
// without. A file is named seen-MILLISECONDS.png by its display time since the session began; both
// eyes are side by side.
#ifndef SIMXR_CAPTURE_H
#define SIMXR_CAPTURE_H

#include "simxr/compositor.h"
#include "simxr/layer.h"
#include "simxr/system.h"
#include "simxr/vulkan.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { SIMXR_CAPTURE_SLOTS = 2, SIMXR_CAPTURE_PATH_BYTES = 1200 };

struct simxr_capture_slot {
    VkFence fence; // owned, and all below
    VkCommandBuffer commands;
    VkBuffer buffer;
    VkDeviceMemory memory;
    void *mapped;
    VkDeviceSize size;
    bool is_submitted; // ever: the fence means something
    struct simxr_layer layers[SIMXR_SYSTEM_LAYER_MAX];
    int layer_count;
    struct view views[SIMXR_EYE_COUNT];
    char path[SIMXR_CAPTURE_PATH_BYTES];
};

struct simxr_capture {
    const struct simxr_vulkan *vulkan; // borrowed from the session
    struct simxr_compositor compositor;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    bool has_lock, has_thread, is_stopping;
    int waiting;                  // threads between simxr_capture_enter and the end of _wait
    uint64_t submitted, finished; // counts; slot = count % SIMXR_CAPTURE_SLOTS
    struct simxr_capture_slot slots[SIMXR_CAPTURE_SLOTS];
};

struct simxr_session;

// Zeroed before; fini is owed in every case.
XrResult simxr_capture_init(struct simxr_capture *capture, const struct simxr_vulkan *vulkan,
                            const struct simxr_headset *headset);
void simxr_capture_fini(struct simxr_capture *capture); // writes what is under way

// Until a slot is free. As simxr_watch_enter and simxr_watch_wait: enter with the runtime's lock
// held, wait without.
void simxr_capture_enter(struct simxr_capture *capture);
void simxr_capture_wait(struct simxr_capture *capture);

// A picture of checked layers, for `display`. Without a free slot it is left out.
XrResult simxr_capture_submit(struct simxr_session *session, const XrFrameEndInfo *info,
                              XrTime display);

// Until no submitted copy reads a swapchain's images any more.
void simxr_capture_settle(struct simxr_capture *capture);

#endif
