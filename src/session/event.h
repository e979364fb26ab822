// What a session tells of itself, as it happens.
#ifndef SESSION_EVENT_H
#define SESSION_EVENT_H

#include "session/session.h"

// A new event of this step call, at this instant and in the current step, for more to be filled in.
struct session_event *session_event_emit(struct session *session, enum session_event_kind kind);
// The guide was eased, and why.
void session_event_ease(struct session *session, const char *why);

#endif
