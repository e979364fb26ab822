#include "vr/events.h"

#include "base/log.h"
#include "vr/actions.h"
#include "vr/performance.h"
#include "vr/rate.h"
#include "vr/result.h"
#include "vr/session.h"
#include "vr/space.h"

// More than a runtime queues; a runtime that repeats itself must not hold up the frame for ever.
enum { EVENT_MAX = 256 };

static enum err take_state(struct vr *vr, const XrEventDataSessionStateChanged *event)
{
    return event->session == vr->session.handle ? vr_session_enter(vr, event->state) : ERR_OK;
}

static void take_presence(struct vr *vr, const XrEventDataUserPresenceChangedEXT *event)
{
    if (event->session == vr->session.handle) {
        vr->session.is_user_absent = !event->isUserPresent;
    }
}

static void take_rate(struct vr *vr, const XrEventDataDisplayRefreshRateChangedFB *event,
                      struct vr_events *events)
{
    if (vr_rate_take(vr, event->toDisplayRefreshRate)) {
        events->new_refresh_hz = event->toDisplayRefreshRate;
    }
}

static enum err take(struct vr *vr, const XrEventDataBuffer *event, struct vr_events *events)
{
    switch ((int)event->type) { // not all are in the enum of our headers
    case XR_TYPE_EVENT_DATA_SESSION_STATE_CHANGED:
        return take_state(vr, (const XrEventDataSessionStateChanged *)event);
    case XR_TYPE_EVENT_DATA_INSTANCE_LOSS_PENDING:
        LOG_WARN("the OpenXR runtime is going away");
        return ERR_DEVICE_LOST;
    case XR_TYPE_EVENT_DATA_REFERENCE_SPACE_CHANGE_PENDING:
        vr_space_announce_change(vr, (const XrEventDataReferenceSpaceChangePending *)event);
        return ERR_OK;
    case XR_TYPE_EVENT_DATA_INTERACTION_PROFILE_CHANGED:
        events->did_profile_change = true;
        return vr_actions_read_profiles(vr);
    case XR_TYPE_EVENT_DATA_USER_PRESENCE_CHANGED_EXT:
        take_presence(vr, (const XrEventDataUserPresenceChangedEXT *)event);
        return ERR_OK;
    case XR_TYPE_EVENT_DATA_DISPLAY_REFRESH_RATE_CHANGED_FB:
        take_rate(vr, (const XrEventDataDisplayRefreshRateChangedFB *)event, events);
        return ERR_OK;
    case XR_TYPE_EVENT_DATA_PERF_SETTINGS_EXT:
        vr_performance_take(vr, (const XrEventDataPerfSettingsEXT *)event);
        return ERR_OK;
    case XR_TYPE_EVENT_DATA_EVENTS_LOST:
        LOG_WARN("%u OpenXR events were lost",
                 (unsigned)((const XrEventDataEventsLost *)event)->lostEventCount);
        return ERR_OK;
    default: return ERR_OK;
    }
}

enum err vr_events_drain(struct vr *vr, struct vr_events *out_events)
{
    *out_events = (struct vr_events){0};
    for (int i = 0; i < EVENT_MAX; i++) {
        XrEventDataBuffer event = {.type = XR_TYPE_EVENT_DATA_BUFFER};
        const XrResult result = xrPollEvent(vr->instance, &event);
        if (XR_FAILED(result)) {
            return vr_result_fail(vr->instance, result, "xrPollEvent", __FILE__, __LINE__);
        }
        if (result == XR_EVENT_UNAVAILABLE) {
            break;
        }
        TRY(take(vr, &event, out_events));
    }
    // The frame that comes next is shown one period after the newest one.
    const XrTime next_time = vr->session.display_time + vr->session.pacing.period_ns;
    out_events->was_recentred = vr_space_take_change(vr, next_time);
    out_events->cpu_heat = vr->session.cpu_heat;
    out_events->gpu_heat = vr->session.gpu_heat;
    out_events->scale_most = 1.0f - vr->session.resolution.reduction;
    out_events->is_worn = !vr->session.is_user_absent;
    out_events->activity = vr_activity_now(&vr->session.activity);
    return ERR_OK;
}
