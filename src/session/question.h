// What the patient is asked, within a session: by a step of its own, or once for each rate that the
// finder tries. Nobody has to answer: without one the session goes on, and the record says so.
#ifndef SESSION_QUESTION_H
#define SESSION_QUESTION_H

#include "session/session.h"

enum session_question session_question_kind(const struct session *session);
const char *session_question_key(const struct session *session); // of its words; "": none

// The rest is for session.c and course.c. A step begins: nothing is answered.
void session_question_reset(struct session *session);
// Each frame in which time passes: a question within a step comes and goes.
void session_question_step(struct session *session);
// What was chosen this frame, or -1: the first answer counts.
void session_question_choose(struct session *session, int choice);
// The step ends: a question without an answer is told as that.
void session_question_close(struct session *session);

#endif
