#include "session/session.h"

#include "base/clock.h"
#include "session/course.h"
#include "session/event.h"
#include "session/question.h"

enum { DT_MAX_NS = 1000000000 }; // a longer gap is a stall of the machine, not the patient's time

static const char *const stop_names[SESSION_STOP_COUNT] = {
    [SESSION_STOP_NONE] = "none",       [SESSION_STOP_COMPLETED] = "completed",
    [SESSION_STOP_PATIENT] = "patient", [SESSION_STOP_STAFF] = "staff",
    [SESSION_STOP_TIME] = "time",       [SESSION_STOP_HEADSET] = "headset",
    [SESSION_STOP_FAULT] = "fault",
};

static int64_t ns_of(double seconds)
{
    return (int64_t)(seconds * (double)NS_PER_S);
}

// ---- one frame, part by part

static void follow_presence(struct session *session, const struct session_input *input,
                            int64_t dt_ns)
{
    if (input->is_present == session->is_away) {
        session->is_away = !input->is_present;
        session->away_ns = 0;
        session_event_emit(session, session->is_away ? SESSION_EVENT_AWAY : SESSION_EVENT_BACK);
    }
    session->away_ns += session->is_away ? dt_ns : 0;
    session->worn_ns += session->is_away ? 0 : dt_ns;
}

static void obey_staff(struct session *session, enum session_staff staff,
                       const struct breath *breath)
{
    switch (staff) {
    case SESSION_STAFF_PAUSE:
        if (!session->is_paused) {
            session->is_paused = true;
            session_event_emit(session, SESSION_EVENT_PAUSE);
        }
        break;
    case SESSION_STAFF_RESUME:
        if (session->is_paused) {
            session->is_paused = false;
            session_event_emit(session, SESSION_EVENT_RESUME);
        }
        break;
    case SESSION_STAFF_NEXT: session_course_next(session, 0, breath); break;
    case SESSION_STAFF_STOP: session_course_end(session, SESSION_STOP_STAFF); break;
    case SESSION_STAFF_NONE: break;
    }
}

static void stay(struct session *session)
{
    session->is_asking_out = false;
    session_event_emit(session, SESSION_EVENT_STAY);
}

static void follow_way_out(struct session *session, const struct session_input *input,
                           int64_t dt_ns)
{
    if (!session->is_asking_out) {
        if (input->wants_out) {
            session->is_asking_out = true;
            session->asking_ns = 0;
            session_event_emit(session, SESSION_EVENT_ASK_OUT);
        }
        return;
    }
    session->asking_ns += session->is_away ? 0 : dt_ns;
    if (input->out_answer == 1) {
        session_course_end(session, SESSION_STOP_PATIENT);
    } else if (input->out_answer == 0 || session->asking_ns >= ns_of(SESSION_ASK_OUT_S)) {
        stay(session);
    }
}

static void check_limits(struct session *session)
{
    if (session->worn_ns >= ns_of((double)session->plan->max_minutes * 60.0)) {
        session_course_end(session, SESSION_STOP_TIME);
    } else if (session->away_ns >= ns_of(SESSION_AWAY_MAX_S)) {
        session_course_end(session, SESSION_STOP_HEADSET);
    }
}

static void breathe(struct session *session, int64_t dt_ns, const struct breath *breath)
{
    const bool is_quiet = session_course_here(session)->kind == SESSION_STEP_SETTLE;
    if (session_breathing_step(&session->breathing, session->now_ns, session->elapsed_ns, dt_ns,
                               breath, is_quiet)) {
        session_event_ease(session, "overbreathing");
    }
}

// Time passes in the current step, and in those that follow when it ends.
static void advance(struct session *session, int64_t dt_ns, const struct breath *breath,
                    const struct session_input *input)
{
    session->elapsed_ns += dt_ns;
    session->step_elapsed_ns += dt_ns;
    for (int i = 0; i < input->rr_count && i < SESSION_RR_MAX; i++) {
        session_breathing_beat(&session->breathing, input->rr_ms[i]);
    }
    breathe(session, dt_ns, breath);
    if (session->elapsed_ns >= ns_of(60.0) * (session->minute + 1)) {
        session_course_minute(session);
    }
    session_question_step(session);
    session_question_choose(session, input->choice);
    while (session_current(session) && session->step_elapsed_ns >= session_course_end_ns(session)) {
        session_course_next(session, session->step_elapsed_ns - session_course_end_ns(session),
                            breath);
    }
}

static void follow_fade(struct session *session, int64_t dt_ns)
{
    const float dt_s = (float)((double)dt_ns / (double)NS_PER_S);
    const bool has_ended = session->stop != SESSION_STOP_NONE;
    const bool is_dim = session->is_paused && !has_ended;
    const float target = has_ended ? 0.0f : is_dim ? SESSION_PAUSED_FADE : 1.0f;
    const float over_s =
        target < session->fade ? session->plan->fade_out_s : session->plan->fade_in_s;
    const float change = over_s > 0.0f ? dt_s / over_s : 1.0f;
    if (session->fade < target) {
        session->fade = session->fade + change < target ? session->fade + change : target;
    } else {
        session->fade = session->fade - change > target ? session->fade - change : target;
    }
    session->is_over = has_ended && session->fade <= 0.0f;
}

static int64_t pass_time(struct session *session, int64_t now_ns)
{
    const int64_t dt_ns = now_ns - session->now_ns;
    if (dt_ns <= 0) {
        return 0; // a clock that went back tells nothing
    }
    session->now_ns = now_ns;
    return dt_ns < DT_MAX_NS ? dt_ns : DT_MAX_NS;
}

static void run(struct session *session, int64_t dt_ns, const struct breath *breath,
                const struct session_input *input)
{
    if (!session->has_begun) {
        session->step = session_course_first_from(session, 0);
        if (!session_current(session)) { // nothing to do
            session_course_end(session, SESSION_STOP_COMPLETED);
            return;
        }
        session->has_begun = true;
        session_course_begin(session, breath);
    }
    follow_presence(session, input, dt_ns);
    obey_staff(session, input->staff, breath);
    if (session->stop == SESSION_STOP_NONE) {
        follow_way_out(session, input, dt_ns);
    }
    if (session->stop == SESSION_STOP_NONE) {
        check_limits(session);
    }
    const bool stands = session->is_paused || session->is_away || session->is_asking_out;
    if (session->stop == SESSION_STOP_NONE && session->stood && !stands) {
        session_course_again(session);
    }
    session->stood = stands;
    if (session->stop == SESSION_STOP_NONE && !stands) {
        advance(session, dt_ns, breath, input);
    } else {
        // One that stood still would ask to hold a breath.
        session->breathing.guide = (struct breath_guide){0};
    }
}

// ---- for callers

const char *session_stop_name(enum session_stop stop)
{
    return (unsigned)stop < SESSION_STOP_COUNT ? stop_names[stop] : "unknown";
}

void session_begin(struct session *session, const struct session_plan *plan, int64_t now_ns)
{
    *session = (struct session){
        .plan = plan,
        .start_ns = now_ns,
        .now_ns = now_ns,
        .answer = -1,
        .asked_rate = -1,
    };
    session_breathing_init(&session->breathing);
}

void session_step(struct session *session, int64_t now_ns, const struct breath *breath,
                  const struct session_input *input)
{
    session->event_count = 0;
    session->begins_calibration = false;
    session->has_mic = input->has_mic;
    const int64_t dt_ns = pass_time(session, now_ns);
    if (session->stop == SESSION_STOP_NONE) {
        run(session, dt_ns, breath, input);
    }
    follow_fade(session, dt_ns);
}

void session_end(struct session *session, enum session_stop stop)
{
    if (session->stop == SESSION_STOP_NONE) {
        session->event_count = 0;
        session_course_end(session, stop);
    }
}

const struct session_step *session_current(const struct session *session)
{
    return session->step < session->plan->step_count ? &session->plan->steps[session->step] : NULL;
}

float session_left_s(const struct session *session)
{
    double left_s = 0.0;
    for (int i = session->step; i < session->plan->step_count; i++) {
        const struct session_step *step = &session->plan->steps[i];
        left_s += session_course_leaves_out(session, step) ? 0.0 : (double)step->duration_s;
    }
    left_s -= (double)session->step_elapsed_ns / (double)NS_PER_S;
    return session->stop == SESSION_STOP_NONE && left_s > 0.0 ? (float)left_s : 0.0f;
}
