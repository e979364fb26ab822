// The frame loop: xrWaitFrame, xrBeginFrame, xrEndFrame against the display model.
#ifndef SIMXR_FRAME_H
#define SIMXR_FRAME_H

#include "simxr/capture.h"
#include "simxr/display.h"
#include "simxr/meter.h"
#include "simxr/watch.h"
#include "simxr/xr.h"

#include <stdbool.h>
#include <stdint.h>

struct simxr_session;

// A frame on its way from xrWaitFrame to xrEndFrame.
struct simxr_frame {
    int64_t number; // counts xrWaitFrame calls, from 1
    struct simxr_pace pace;
    bool is_captured;
};

struct simxr_frames {
    struct simxr_display display;
    struct simxr_meter meter;
    struct simxr_watch watch;     // real clock only
    struct simxr_capture capture; // when a folder is configured
    int64_t count;                // of xrWaitFrame calls
    int64_t run;                  // of xrBeginSession calls: a sleeper learns that its run is over
    bool is_waiting;              // a thread is inside xrWaitFrame
    bool is_waited, is_begun;     // frames that stand at that point
    struct simxr_frame waited, begun;
    int64_t late_ns;       // scripted: the next frame's GPU work ends that much later
    int64_t seen_until_ns; // display time of the last visible frame since the session began
};

XrResult simxr_frame_init(struct simxr_session *session);
void simxr_frame_fini(struct simxr_session *session);

// At the session's begin and end: no frame is under way.
void simxr_frame_reset(struct simxr_session *session);

#endif
