// The session's life as a pure step: what each state the runtime announces asks of us, and what it
// lets the program do. OpenXR 1.0, "Session Lifecycle": READY wants xrBeginSession, STOPPING wants
// xrEndSession and may be followed by READY again (a pause), EXITING and LOSS_PENDING are final.
#ifndef VR_ACTIVITY_H
#define VR_ACTIVITY_H

#include "vr/ext.h"
#include "vr/frame.h"

#include <stdbool.h>

struct vr_activity_state {
    XrSessionState state;
    bool is_running; // between xrBeginSession and xrEndSession
    bool is_over;    // the runtime or the wearer ended it
    bool is_lost;    // everything has to be made anew
};

enum vr_activity_task {
    VR_ACTIVITY_TASK_NONE,
    VR_ACTIVITY_TASK_BEGIN, // call xrBeginSession
    VR_ACTIVITY_TASK_END,   // call xrEndSession
};

// Takes the announced state and says what has to be called now. `is_running` moves with the task:
// the caller drops everything when the call fails.
enum vr_activity_task vr_activity_step(struct vr_activity_state *activity, XrSessionState next);

enum vr_activity vr_activity_now(const struct vr_activity_state *activity);

#endif
