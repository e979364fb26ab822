#include "session/question.h"

#include "base/clock.h"
#include "session/course.h"
#include "session/event.h"

#include <stdio.h>
#include <string.h>

static const int64_t SHOWN_NS = (int64_t)(SESSION_ANSWER_SHOWN_S * (double)NS_PER_S);

static bool is_finding(const struct session *session)
{
    return session_course_here(session)->kind == SESSION_STEP_FIND_RATE;
}

void session_question_reset(struct session *session)
{
    session->answer = -1;
    session->answer_at_ns = 0;
    session->asked_rate = -1;
}

enum session_question session_question_kind(const struct session *session)
{
    const struct session_step *step = session_current(session);
    if (!step || session->stop != SESSION_STOP_NONE) {
        return SESSION_QUESTION_NONE;
    }
    if (step->kind == SESSION_STEP_FIND_RATE) {
        const bool is_shown =
            session->answer < 0 || session->step_elapsed_ns < session->answer_at_ns + SHOWN_NS;
        return session->asked_rate >= 0 && is_shown ? SESSION_QUESTION_YES_NO
                                                    : SESSION_QUESTION_NONE;
    }
    return step->kind == SESSION_STEP_RATE  ? SESSION_QUESTION_SCALE
           : step->kind == SESSION_STEP_ASK ? SESSION_QUESTION_YES_NO
                                            : SESSION_QUESTION_NONE;
}

const char *session_question_key(const struct session *session)
{
    return session_question_kind(session) == SESSION_QUESTION_NONE ? ""
           : is_finding(session)                                   ? "find.comfortable"
                                 : session_current(session)->text_key;
}

static void tell(struct session *session, int value)
{
    const struct session_step *step = session_course_here(session);
    const bool is_rating = step->kind == SESSION_STEP_RATE;
    struct session_event *event =
        session_event_emit(session, is_rating ? SESSION_EVENT_RATING : SESSION_EVENT_ANSWER);
    if (is_finding(session)) {
        snprintf(event->name, sizeof event->name, "comfortable_%.1f",
                 (double)breath_finder_rate_of(session->asked_rate));
    } else {
        snprintf(event->name, sizeof event->name, "%s", step->code);
    }
    event->value = value;
}

void session_question_step(struct session *session)
{
    if (!is_finding(session)) {
        return;
    }
    const int rate = breath_finder_asks(&session->breathing.finder);
    if (rate != session->asked_rate) {
        session_question_close(session);
        session_question_reset(session);
        session->asked_rate = rate;
    }
}

static void act(struct session *session, int choice)
{
    const struct session_step *step = session_course_here(session);
    if (is_finding(session)) {
        breath_finder_comfort(&session->breathing.finder, session->asked_rate, choice == 1);
    } else if (step->kind == SESSION_STEP_ASK && choice == 1 && strcmp(step->code, "dizzy") == 0) {
        session_breathing_dizzy(&session->breathing);
        session_event_ease(session, "dizzy");
    }
}

void session_question_choose(struct session *session, int choice)
{
    const enum session_question question = session_question_kind(session);
    const int choices = question == SESSION_QUESTION_SCALE    ? SESSION_CHOICE_MAX
                        : question == SESSION_QUESTION_YES_NO ? 2
                                                              : 0;
    if (session->answer >= 0 || choice < 0 || choice >= choices) {
        return;
    }
    session->answer = choice;
    session->answer_at_ns = session->step_elapsed_ns;
    tell(session, choice);
    act(session, choice);
}

void session_question_close(struct session *session)
{
    if (session_question_kind(session) != SESSION_QUESTION_NONE && session->answer < 0) {
        tell(session, -1);
    }
}
