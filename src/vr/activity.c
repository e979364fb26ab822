#include "vr/activity.h"

static enum vr_activity_task begin(struct vr_activity_state *activity)
{
    if (activity->is_running) {
        return VR_ACTIVITY_TASK_NONE; // a second begin would be XR_ERROR_SESSION_RUNNING
    }
    activity->is_running = true;
    return VR_ACTIVITY_TASK_BEGIN;
}

static enum vr_activity_task end(struct vr_activity_state *activity)
{
    if (!activity->is_running) {
        return VR_ACTIVITY_TASK_NONE;
    }
    activity->is_running = false;
    return VR_ACTIVITY_TASK_END;
}

enum vr_activity_task vr_activity_step(struct vr_activity_state *activity, XrSessionState next)
{
    if (activity->is_over || activity->is_lost) {
        return VR_ACTIVITY_TASK_NONE; // nothing may be called but xrDestroySession
    }
    activity->state = next;
    switch (next) {
    case XR_SESSION_STATE_READY: return begin(activity);
    case XR_SESSION_STATE_STOPPING: return end(activity);
    case XR_SESSION_STATE_LOSS_PENDING:
        activity->is_lost = true;
        activity->is_running = false;
        return VR_ACTIVITY_TASK_NONE;
    case XR_SESSION_STATE_EXITING:
        activity->is_over = true;
        activity->is_running = false;
        return VR_ACTIVITY_TASK_NONE;
    case XR_SESSION_STATE_UNKNOWN:
    case XR_SESSION_STATE_IDLE:
    case XR_SESSION_STATE_SYNCHRONIZED:
    case XR_SESSION_STATE_VISIBLE:
    case XR_SESSION_STATE_FOCUSED:
    case XR_SESSION_STATE_MAX_ENUM: break;
    }
    return VR_ACTIVITY_TASK_NONE;
}

enum vr_activity vr_activity_now(const struct vr_activity_state *activity)
{
    if (activity->is_over) {
        return VR_ACTIVITY_EXIT;
    }
    if (!activity->is_running) {
        return VR_ACTIVITY_IDLE;
    }
    if (activity->state == XR_SESSION_STATE_FOCUSED) {
        return VR_ACTIVITY_FOCUSED;
    }
    if (activity->state == XR_SESSION_STATE_VISIBLE) {
        return VR_ACTIVITY_VISIBLE;
    }
    // READY: the runtime moves on to SYNCHRONIZED only once frames are waited for.
    return VR_ACTIVITY_HIDDEN;
}
