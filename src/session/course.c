#include "session/course.h"

#include "base/clock.h"
#include "session/event.h"
#include "session/question.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

static int64_t ns_of(double seconds)
{
    return (int64_t)(seconds * (double)NS_PER_S);
}

const struct session_step *session_course_here(const struct session *session)
{
    assert(session->step < session->plan->step_count);
    return &session->plan->steps[session->step];
}

bool session_course_leaves_out(const struct session *session, const struct session_step *step)
{
    return step->kind == SESSION_STEP_CALIBRATE && !session->has_mic;
}

int session_course_first_from(const struct session *session, int step)
{
    while (step < session->plan->step_count &&
           session_course_leaves_out(session, &session->plan->steps[step])) {
        step++;
    }
    return step;
}

void session_course_begin(struct session *session, const struct breath *breath)
{
    session_question_reset(session);
    session_event_emit(session, SESSION_EVENT_STEP_BEGIN);
    session->begins_calibration = session_course_here(session)->kind == SESSION_STEP_CALIBRATE;
    if (session_course_here(session)->kind == SESSION_STEP_FIND_RATE) {
        session_breathing_find(&session->breathing, &session->plan->pacer, session->elapsed_ns,
                               ns_of((double)session_course_here(session)->duration_s));
    }
    if (session_course_here(session)->kind == SESSION_STEP_BREATHE) {
        // The pacer runs on the session's own time: it stands while the session stands.
        session_breathing_begin(&session->breathing, &session->plan->pacer, session->elapsed_ns,
                                breath);
    }
}

void session_course_again(struct session *session)
{
    if (session_course_here(session)->kind == SESSION_STEP_CALIBRATE) {
        session->step_elapsed_ns = 0;
        session->begins_calibration = true;
    }
}

static void emit_found(struct session *session)
{
    const float best_bpm = breath_finder_best(&session->breathing.finder);
    if (!isnan(best_bpm)) {
        session_event_emit(session, SESSION_EVENT_FOUND)->value = (double)best_bpm;
    }
}

static void end_step(struct session *session)
{
    const struct session_step *step = session_course_here(session);
    session_question_close(session);
    if (step->kind == SESSION_STEP_FIND_RATE) {
        emit_found(session);
    }
    if (step->kind == SESSION_STEP_BREATHE || step->kind == SESSION_STEP_FIND_RATE) {
        session_breathing_end(&session->breathing);
    }
    session_event_emit(session, SESSION_EVENT_STEP_END)->value =
        (double)session->step_elapsed_ns / (double)NS_PER_S;
}

void session_course_minute(struct session *session)
{
    struct session_event *event = session_event_emit(session, SESSION_EVENT_MINUTE);
    event->minute = session->minute++;
    event->value = (double)session->breathing.minute.seen_ns / (double)NS_PER_S;
    event->breath = session_breathing_minute(&session->breathing);
}

void session_course_end(struct session *session, enum session_stop stop)
{
    if (session_current(session) && session->has_begun) {
        end_step(session);
    }
    if (session->breathing.minute.seen_ns > 0) {
        session_course_minute(session);
    }
    struct session_event *event = session_event_emit(session, SESSION_EVENT_END);
    snprintf(event->name, sizeof event->name, "%s", session_stop_name(stop));
    session->step = session->plan->step_count;
    session->stop = stop;
    session->is_asking_out = false;
    session->breathing.guide = (struct breath_guide){0};
}

void session_course_next(struct session *session, int64_t over_ns, const struct breath *breath)
{
    const int next = session_course_first_from(session, session->step + 1);
    if (next >= session->plan->step_count) {
        session_course_end(session, SESSION_STOP_COMPLETED);
        return;
    }
    session->step_elapsed_ns -= over_ns;
    end_step(session);
    session->step = next;
    session->step_elapsed_ns = over_ns;
    session_course_begin(session, breath);
}

int64_t session_course_end_ns(const struct session *session)
{
    const struct session_step *step = session_course_here(session);
    const int64_t planned_ns = ns_of((double)step->duration_s);
    if (session->answer < 0 || step->kind == SESSION_STEP_FIND_RATE) {
        return planned_ns;
    }
    const int64_t shown_ns = session->answer_at_ns + ns_of(SESSION_ANSWER_SHOWN_S);
    return shown_ns < planned_ns ? shown_ns : planned_ns;
}
