// How old was the pose when its photons left the display? Measured from outside the application.
//
// One row a frame, as CSV: frame, wait_ns, begin_ns, locate_ns, end_ns, gpu_done_ns, predicted_ns,
// displayed_ns, missed, pose_matched. locate_ns is the xrLocateViews call that answered exactly
// the pose that was submitted (pose_matched 1; of several, the newest); when no recent call did,
// it is the newest call before the end of the frame and pose_matched is 0. A frame without a
// projection layer has locate_ns 0.
//
// Rows go through a ring to a thread of their own, so that no frame waits for the disk. A zeroed
// meter is closed, and every call on it does nothing. All calls but fini from one thread at a
// time.
#ifndef SIMXR_METER_H
#define SIMXR_METER_H

#include "base/err.h"
#include "base/pose.h"

#include <stdbool.h>
#include <stdint.h>

struct simxr_meter {
    struct simxr_meter_state *state; // owned; NULL: closed
};

MUST_USE enum err simxr_meter_open(struct simxr_meter *meter, const char *path);
void simxr_meter_fini(struct simxr_meter *meter); // writes what is left

// A step of at most 2 micrometres, different for 16 calls in turn, to be added to the positions
// that this xrLocateViews answers: a real tracker's prediction changes with every call, and only
// so can two calls for the same instant be told apart. Zero when the meter is closed.
vec3s simxr_meter_mark(struct simxr_meter *meter);

// `frame` counts xrWaitFrame calls of the session. Poses are those of the first view, in the
// space the application named.
void simxr_meter_wait(struct simxr_meter *meter, int64_t frame, int64_t wait_ns,
                      int64_t predicted_ns);
void simxr_meter_begin(struct simxr_meter *meter, int64_t frame, int64_t begin_ns);
void simxr_meter_locate(struct simxr_meter *meter, int64_t locate_ns, struct pose view);
// `submitted` NULL: no projection layer.
void simxr_meter_end(struct simxr_meter *meter, int64_t frame, int64_t end_ns,
                     const struct pose *submitted);
// Closes the row.
void simxr_meter_shown(struct simxr_meter *meter, int64_t frame, int64_t gpu_done_ns,
                       int64_t displayed_ns, bool is_missed);

#endif
