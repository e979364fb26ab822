// What the frame's thread spends inside the runtime's calls, so that the program's own share of a
// frame can be told apart from it.
#ifndef VR_SPENT_H
#define VR_SPENT_H

#include <stdint.h>

struct vr_spent {
    int64_t cpu_ns; // of the calling thread
    int64_t waits;  // voluntary context switches (getrusage, ru_nvcsw)
};

struct vr_spent vr_spent_now(void);

// Adds what was spent since `before`.
void vr_spent_add(struct vr_spent *sum, struct vr_spent before);

#endif
