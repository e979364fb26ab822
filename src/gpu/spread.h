// A software driver's drawing threads, one to a processor as long as that helps.
//
// The scheduler wakes them all at once, often two on the same processor while another idles, and
// leaves them there for longer than a frame: that frame then takes half as long again. So each is
// bound to a processor of its own. Where another program wants a processor for itself this is
// wrong: the thread that is bound there waits for it. Frames that take too long tell; then the
// scheduler has its way for a while. Frame's thread only.
#ifndef GPU_SPREAD_H
#define GPU_SPREAD_H

#include <sched.h>
#include <stdbool.h>

enum { GPU_SPREAD_MAX = 16 }; // lavapipe starts at most so many

struct gpu_spread {
    int count;                   // 0: no such threads, or a single processor; nothing is ever done
    int threads[GPU_SPREAD_MAX]; // as gettid() names them
    int processors[GPU_SPREAD_MAX]; // what each is bound to
    cpu_set_t allowed;              // what the process may use
    bool is_bound;
    int first_frames; // so many more are not judged: the driver still translates pipelines
    int bad;          // rises by late frames, falls by good ones
    int held_frames;  // as it is now
    int rest_frames;  // how long the scheduler has its way next time: doubles while binding fails
};

// Finds the threads of this process that are called "llvmpipe-N" and binds them. Call it once the
// device stands. Where it is not allowed, nothing changes.
void gpu_spread_init(struct gpu_spread *spread);

// After a frame; `was_late`: its GPU work took longer than a refresh. Opens no file.
void gpu_spread_frame(struct gpu_spread *spread, bool was_late);

#endif
