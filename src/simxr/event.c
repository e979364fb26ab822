#include "simxr/event.h"

#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"

#include <string.h>

static XrSession session_of(const union simxr_event *event)
{
    const XrStructureType type = event->header.type;
    if (type == XR_TYPE_EVENT_DATA_SESSION_STATE_CHANGED) {
        return event->state.session;
    }
    if (type == XR_TYPE_EVENT_DATA_REFERENCE_SPACE_CHANGE_PENDING) {
        return event->space_change.session;
    }
    if (type == XR_TYPE_EVENT_DATA_INTERACTION_PROFILE_CHANGED) {
        return event->profile.session;
    }
    if (type == XR_TYPE_EVENT_DATA_VISIBILITY_MASK_CHANGED_KHR) {
        return event->mask.session;
    }
    return XR_NULL_HANDLE;
}

void simxr_event_push(struct simxr_instance *inst, union simxr_event event)
{
    struct simxr_events *events = &inst->events;
    if (events->count == SIMXR_EVENT_MAX) {
        // The oldest goes: what matters is where things stand now.
        events->first = (events->first + 1) % SIMXR_EVENT_MAX;
        events->count--;
        events->lost_count++;
    }
    events->queue[(events->first + events->count) % SIMXR_EVENT_MAX] = event;
    events->count++;
}

void simxr_event_forget(struct simxr_instance *inst, XrSession session)
{
    struct simxr_events *events = &inst->events;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < events->count; i++) {
        const union simxr_event event = events->queue[(events->first + i) % SIMXR_EVENT_MAX];
        if (session_of(&event) != session) {
            events->queue[(events->first + kept) % SIMXR_EVENT_MAX] = event;
            kept++;
        }
    }
    events->count = kept;
}

XrResult simxr_event_poll(XrInstance instance, XrEventDataBuffer *out)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(out, XR_TYPE_EVENT_DATA_BUFFER));
    simxr_instance_tick(inst);

    struct simxr_events *events = &inst->events;
    if (events->lost_count > 0) {
        const XrEventDataEventsLost lost = {
            .type = XR_TYPE_EVENT_DATA_EVENTS_LOST,
            .lostEventCount = events->lost_count,
        };
        memcpy(out, &lost, sizeof lost);
        events->lost_count = 0;
        return XR_SUCCESS;
    }
    if (events->count == 0) {
        simxr_instance_idle(inst);
        return XR_EVENT_UNAVAILABLE;
    }
    memcpy(out, &events->queue[events->first], sizeof(union simxr_event));
    events->first = (events->first + 1) % SIMXR_EVENT_MAX;
    events->count--;
    return XR_SUCCESS;
}
