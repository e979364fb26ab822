// The breath of each minute in a few figures, for the record: what was measured while it was sure,
// and what the guide showed.
#ifndef SESSION_MINUTE_H
#define SESSION_MINUTE_H

#include "session/session.h"

void session_minute_add(struct session_minute *minute, int64_t dt_ns, const struct breath *breath,
                        const struct breath_guide *guide);

// Fills the MINUTE fields of an event.
void session_minute_event(const struct session_minute *minute, struct session_event *event);

#endif
