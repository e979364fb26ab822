// A software driver's drawing threads, one to a processor as long as that helps.
//
// The scheduler wakes them all at once, at times two on the same processor while another idles, and
// leaves them there for longer than a frame: bound to a processor each, an idle machine draws a
// tenth faster. Where another program wants a processor for itself this is wrong: the thread that
// is bound there waits for it in every frame, two to three times as long as the scheduler would
// have let it. So it is tried, not believed: while frames fill most of a refresh the threads are
// set free for a window of frames, and stay so when that is faster; from there being bound is tried
// anew, less and less often. Frame's thread only.
#ifndef GPU_SPREAD_H
#define GPU_SPREAD_H

#include <sched.h>
#include <stdbool.h>

enum {
    GPU_SPREAD_MAX = 16,    // lavapipe starts at most so many
    GPU_SPREAD_WINDOW = 64, // frames of one judgement
};

struct gpu_spread {
    int count;                   // 0: no such threads, or a single processor; nothing is ever done
    int threads[GPU_SPREAD_MAX]; // as gettid() names them
    int processors[GPU_SPREAD_MAX]; // what each is bound to
    cpu_set_t allowed;              // what the process may use
    bool is_bound;
    bool is_trying;     // the other way, against before_ms
    double before_ms;   // what nine of ten frames took at most, as it was
    int unheard_frames; // so many more are not judged
    double recent_ms[GPU_SPREAD_WINDOW];
    int recent;      // so many of them are filled
    int rest_frames; // until the other way may be tried
    int next_rest;   // after a try that fails: doubles
};

// Finds the threads of this process that are called "llvmpipe-N" and binds them. Call it once the
// device stands. Where it is not allowed, nothing changes.
void gpu_spread_init(struct gpu_spread *spread);

// After a frame: the time of its GPU work, less than 0 where it is not known. Opens no file.
void gpu_spread_frame(struct gpu_spread *spread, double gpu_ms, double period_ms);

#endif
