#include "session/session.h"

#include "base/clock.h"
#include "session/minute.h"

#include <assert.h>
#include <stdio.h>

enum { DT_MAX_NS = 1000000000 }; // a longer gap is a stall of the machine, not the patient's time

static const char *const stop_names[SESSION_STOP_COUNT] = {
    [SESSION_STOP_NONE] = "none",       [SESSION_STOP_COMPLETED] = "completed",
    [SESSION_STOP_PATIENT] = "patient", [SESSION_STOP_STAFF] = "staff",
    [SESSION_STOP_TIME] = "time",       [SESSION_STOP_HEADSET] = "headset",
    [SESSION_STOP_FAULT] = "fault",
};

static const char *const event_names[SESSION_EVENT_KIND_COUNT] = {
    [SESSION_EVENT_STEP_BEGIN] = "step_begin",
    [SESSION_EVENT_STEP_END] = "step_end",
    [SESSION_EVENT_RATING] = "rating",
    [SESSION_EVENT_MINUTE] = "minute",
    [SESSION_EVENT_PAUSE] = "pause",
    [SESSION_EVENT_RESUME] = "resume",
    [SESSION_EVENT_ASK_OUT] = "ask_out",
    [SESSION_EVENT_STAY] = "stay",
    [SESSION_EVENT_AWAY] = "away",
    [SESSION_EVENT_BACK] = "back",
    [SESSION_EVENT_END] = "end",
};

static int64_t ns_of(double seconds)
{
    return (int64_t)(seconds * (double)NS_PER_S);
}

// The current step where it is known that there is one.
static const struct session_step *here(const struct session *session)
{
    assert(session->step < session->plan->step_count);
    return &session->plan->steps[session->step];
}

static struct session_event *emit(struct session *session, enum session_event_kind kind)
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

// ---- steps

static void begin_step(struct session *session, const struct breath *breath)
{
    session->answer = -1;
    session->answer_at_ns = 0;
    emit(session, SESSION_EVENT_STEP_BEGIN);
    if (here(session)->kind == SESSION_STEP_BREATHE) {
        // The pacer runs on the session's own time: it stands while the session stands.
        breath_pacer_start(&session->pacer, &session->plan->pacer, session->elapsed_ns, breath);
    }
}

static void emit_rating(struct session *session, int value)
{
    struct session_event *event = emit(session, SESSION_EVENT_RATING);
    snprintf(event->name, sizeof event->name, "%s", here(session)->code);
    event->value = value;
}

static void end_step(struct session *session)
{
    const struct session_step *step = here(session);
    if (step->kind == SESSION_STEP_RATE && session->answer < 0) {
        emit_rating(session, -1);
    }
    if (step->kind == SESSION_STEP_BREATHE) {
        breath_pacer_stop(&session->pacer);
        session->guide = (struct breath_guide){0};
    }
    emit(session, SESSION_EVENT_STEP_END)->value =
        (double)session->step_elapsed_ns / (double)NS_PER_S;
}

static void emit_minute(struct session *session)
{
    session_minute_event(&session->minute, emit(session, SESSION_EVENT_MINUTE));
    session->minute = (struct session_minute){.index = session->minute.index + 1};
}

static void end_session(struct session *session, enum session_stop stop)
{
    if (session_current(session) && session->has_begun) {
        end_step(session);
    }
    if (session->minute.seen_ns > 0) {
        emit_minute(session);
    }
    struct session_event *event = emit(session, SESSION_EVENT_END);
    snprintf(event->name, sizeof event->name, "%s", session_stop_name(stop));
    session->step = session->plan->step_count;
    session->stop = stop;
    session->is_asking_out = false;
    session->guide = (struct breath_guide){0};
}

// Leaves the current step; `over_ns` is how far the next one has begun already, so that the steps'
// lengths add up whatever the frame rate.
static void next_step(struct session *session, int64_t over_ns, const struct breath *breath)
{
    if (session->step + 1 >= session->plan->step_count) {
        end_session(session, SESSION_STOP_COMPLETED);
        return;
    }
    session->step_elapsed_ns -= over_ns;
    end_step(session);
    session->step++;
    session->step_elapsed_ns = over_ns;
    begin_step(session, breath);
}

static int64_t step_end_ns(const struct session *session)
{
    const int64_t planned_ns = ns_of((double)here(session)->duration_s);
    if (session->answer < 0) {
        return planned_ns;
    }
    const int64_t shown_ns = session->answer_at_ns + ns_of(SESSION_ANSWER_SHOWN_S);
    return shown_ns < planned_ns ? shown_ns : planned_ns;
}

// ---- one frame, part by part

static void follow_presence(struct session *session, const struct session_input *input,
                            int64_t dt_ns)
{
    if (input->is_present == session->is_away) {
        session->is_away = !input->is_present;
        session->away_ns = 0;
        emit(session, session->is_away ? SESSION_EVENT_AWAY : SESSION_EVENT_BACK);
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
            emit(session, SESSION_EVENT_PAUSE);
        }
        break;
    case SESSION_STAFF_RESUME:
        if (session->is_paused) {
            session->is_paused = false;
            emit(session, SESSION_EVENT_RESUME);
        }
        break;
    case SESSION_STAFF_NEXT: next_step(session, 0, breath); break;
    case SESSION_STAFF_STOP: end_session(session, SESSION_STOP_STAFF); break;
    case SESSION_STAFF_NONE: break;
    }
}

static void stay(struct session *session)
{
    session->is_asking_out = false;
    emit(session, SESSION_EVENT_STAY);
}

static void follow_way_out(struct session *session, const struct session_input *input,
                           int64_t dt_ns)
{
    if (!session->is_asking_out) {
        if (input->wants_out) {
            session->is_asking_out = true;
            session->asking_ns = 0;
            emit(session, SESSION_EVENT_ASK_OUT);
        }
        return;
    }
    session->asking_ns += session->is_away ? 0 : dt_ns;
    if (input->out_answer == 1) {
        end_session(session, SESSION_STOP_PATIENT);
    } else if (input->out_answer == 0 || session->asking_ns >= ns_of(SESSION_ASK_OUT_S)) {
        stay(session);
    }
}

static void check_limits(struct session *session)
{
    if (session->worn_ns >= ns_of((double)session->plan->max_minutes * 60.0)) {
        end_session(session, SESSION_STOP_TIME);
    } else if (session->away_ns >= ns_of(SESSION_AWAY_MAX_S)) {
        end_session(session, SESSION_STOP_HEADSET);
    }
}

static void take_choice(struct session *session, int choice)
{
    const bool is_asked = here(session)->kind == SESSION_STEP_RATE;
    if (is_asked && session->answer < 0 && choice >= 0 && choice < SESSION_CHOICE_MAX) {
        session->answer = choice;
        session->answer_at_ns = session->step_elapsed_ns;
        emit_rating(session, choice);
    }
}

// Time passes in the current step, and in those that follow when it ends.
static void advance(struct session *session, int64_t dt_ns, const struct breath *breath, int choice)
{
    session->elapsed_ns += dt_ns;
    session->step_elapsed_ns += dt_ns;
    if (here(session)->kind == SESSION_STEP_BREATHE) {
        session->guide = breath_pacer_step(&session->pacer, session->elapsed_ns);
    }
    session_minute_add(&session->minute, dt_ns, breath, &session->guide);
    if (session->elapsed_ns >= ns_of(60.0) * (session->minute.index + 1)) {
        emit_minute(session);
    }
    take_choice(session, choice);
    while (session_current(session) && session->step_elapsed_ns >= step_end_ns(session)) {
        next_step(session, session->step_elapsed_ns - step_end_ns(session), breath);
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
    if (session->plan->step_count == 0) {
        end_session(session, SESSION_STOP_COMPLETED);
        return;
    }
    if (!session->has_begun) {
        session->has_begun = true;
        begin_step(session, breath);
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
    if (session->stop == SESSION_STOP_NONE && !stands) {
        advance(session, dt_ns, breath, input->choice);
    } else {
        session->guide =
            (struct breath_guide){0}; // one that stood still would ask to hold a breath
    }
}

// ---- for callers

const char *session_stop_name(enum session_stop stop)
{
    return (unsigned)stop < SESSION_STOP_COUNT ? stop_names[stop] : "unknown";
}

const char *session_event_name(enum session_event_kind kind)
{
    return (unsigned)kind < SESSION_EVENT_KIND_COUNT ? event_names[kind] : "unknown";
}

void session_begin(struct session *session, const struct session_plan *plan, int64_t now_ns)
{
    *session = (struct session){
        .plan = plan,
        .start_ns = now_ns,
        .now_ns = now_ns,
        .answer = -1,
    };
}

void session_step(struct session *session, int64_t now_ns, const struct breath *breath,
                  const struct session_input *input)
{
    session->event_count = 0;
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
        end_session(session, stop);
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
        left_s += (double)session->plan->steps[i].duration_s;
    }
    left_s -= (double)session->step_elapsed_ns / (double)NS_PER_S;
    return session->stop == SESSION_STOP_NONE && left_s > 0.0 ? (float)left_s : 0.0f;
}
