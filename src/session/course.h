// How a session goes from step to step: what begins and ends, what is left out, what is told then.
#ifndef SESSION_COURSE_H
#define SESSION_COURSE_H

#include "session/session.h"

// The current step where it is known that there is one.
const struct session_step *session_course_here(const struct session *session);

// What needs a microphone is left out where none listens.
bool session_course_leaves_out(const struct session *session, const struct session_step *step);
// The first step from index `step` on that is not; the plan's step_count when there is none.
int session_course_first_from(const struct session *session, int step);

// The current step begins.
void session_course_begin(struct session *session, const struct breath *breath);
// The session goes on after it stood still: what the microphone was to learn begins anew.
void session_course_again(struct session *session);
// When the current step ends by its own time, or by the answer to its question: step_elapsed_ns.
int64_t session_course_end_ns(const struct session *session);
// Leaves the current step; `over_ns` is how far the next one has begun already, so that the steps'
// lengths add up whatever the frame rate.
void session_course_next(struct session *session, int64_t over_ns, const struct breath *breath);
void session_course_end(struct session *session, enum session_stop stop);

// Tells the figures of the minute that is over.
void session_course_minute(struct session *session);

#endif
