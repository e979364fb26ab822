// A software driver's drawing threads, one to a processor.
//
// The scheduler wakes them all at once, often two on the same processor while another idles, and
// leaves them there for longer than a frame: that frame then takes half as long again. Bound to a
// processor each, they draw side by side in every frame; lavapipe hands out its bins one by one,
// so a thread whose processor is busy with something else simply draws fewer of them.
#ifndef GPU_SPREAD_H
#define GPU_SPREAD_H

// Binds the threads of this process that are called "llvmpipe-N" to the processors it may use, in
// turn. Call it once the device stands. Where there are none, or it is not allowed, nothing
// changes.
void gpu_spread_threads(void);

#endif
