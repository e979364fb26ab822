#include "session/event.h"

#include <stdio.h>

static const char *const event_names[SESSION_EVENT_KIND_COUNT] = {
    [SESSION_EVENT_STEP_BEGIN] = "step_begin",
    [SESSION_EVENT_STEP_END] = "step_end",
    [SESSION_EVENT_RATING] = "rating",
    [SESSION_EVENT_ANSWER] = "answer",
    [SESSION_EVENT_MINUTE] = "minute",
    [SESSION_EVENT_PAUSE] = "pause",
    [SESSION_EVENT_RESUME] = "resume",
    [SESSION_EVENT_ASK_OUT] = "ask_out",
    [SESSION_EVENT_STAY] = "stay",
    [SESSION_EVENT_AWAY] = "away",
    [SESSION_EVENT_BACK] = "back",
    [SESSION_EVENT_FOUND] = "found",
    [SESSION_EVENT_EASE] = "ease",
    [SESSION_EVENT_END] = "end",
};

struct session_event *session_event_emit(struct session *session, enum session_event_kind kind)
{
    if (session->event_count == SESSION_EVENT_MAX) { // never seen; the latest, END, is what counts
        session->event_count--;
        session->lost_count++;
    }
    struct session_event *event = &session->events[session->event_count++];
    *event = (struct session_event){
        .kind = (uint8_t)kind,
        .t_ns = session->now_ns - session->start_ns,
    };
    const struct session_step *step = session_current(session);
    if (step) {
        snprintf(event->step, sizeof event->step, "%s", step->id);
    }
    return event;
}

void session_event_ease(struct session *session, const char *why)
{
    struct session_event *event = session_event_emit(session, SESSION_EVENT_EASE);
    snprintf(event->name, sizeof event->name, "%s", why);
}

const char *session_event_name(enum session_event_kind kind)
{
    return (unsigned)kind < SESSION_EVENT_KIND_COUNT ? event_names[kind] : "unknown";
}
