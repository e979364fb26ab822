// A session under way: which step, what is asked, what was answered, what is over.
//
// A pure step: time, breath and the wearer's choices in; state and events out. The same inputs
// give the same events, so a session replays from its log. Nothing traps: the patient's way out
// and the staff's keys are honoured in every step.
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "breath/breath.h"
#include "session/breathing.h"
#include "session/plan.h"

#include <stdbool.h>
#include <stdint.h>

enum session_staff {
    SESSION_STAFF_NONE,
    SESSION_STAFF_PAUSE,
    SESSION_STAFF_RESUME,
    SESSION_STAFF_NEXT, // leave this step
    SESSION_STAFF_STOP,
};

enum session_stop {
    SESSION_STOP_NONE,
    SESSION_STOP_COMPLETED,
    SESSION_STOP_PATIENT, // used the way out
    SESSION_STOP_STAFF,
    SESSION_STOP_TIME,    // the hard limit
    SESSION_STOP_HEADSET, // the runtime ended the session (headset taken off, battery, loss)
    SESSION_STOP_FAULT,   // this program could not go on
    SESSION_STOP_COUNT
};
const char *session_stop_name(enum session_stop stop); // "completed", "patient", ...

// What is asked of the patient now, and so what `choice` means.
enum session_question {
    SESSION_QUESTION_NONE,
    SESSION_QUESTION_SCALE,  // 0..10
    SESSION_QUESTION_YES_NO, // 0 no, 1 yes
};

enum { SESSION_RR_MAX = 4 }; // a heart beats once in several frames

// What came from panel and controls for this frame.
struct session_input {
    int choice;     // scale value chosen this frame, or -1
    bool wants_out; // the way-out mark was dwelt on, or a button held long enough
    int out_answer; // to "do you want to stop?": 1 yes, 0 no (stay), -1 nothing yet
    enum session_staff staff;
    bool has_mic; // a microphone listens for the breath
    // Intervals between heartbeats that have ended since the last frame, where a strap tells them.
    float rr_ms[SESSION_RR_MAX];
    int rr_count;
    bool is_present; // somebody can see it (session VISIBLE or FOCUSED)
};

enum session_event_kind {
    SESSION_EVENT_STEP_BEGIN, // step
    SESSION_EVENT_STEP_END,   // step; value = seconds it lasted
    SESSION_EVENT_RATING,     // step, name = code, value 0..10; < 0: no answer. One a RATE step
    SESSION_EVENT_ANSWER,     // likewise of an ASK step: value 0 no, 1 yes; and of each rate of a
                              // FIND_RATE step, name = "comfortable_6.5"
    SESSION_EVENT_MINUTE,     // minute, breath; value = seconds it covers
    SESSION_EVENT_PAUSE,
    SESSION_EVENT_RESUME,
    SESSION_EVENT_ASK_OUT, // the patient asked to stop; a question is shown
    SESSION_EVENT_STAY,    // ... and chose to stay
    SESSION_EVENT_AWAY,    // nobody sees it (headset off, menu)
    SESSION_EVENT_BACK,
    SESSION_EVENT_FOUND, // value = the rate that suits best; told only when there is one
    SESSION_EVENT_EASE,  // the guide was eased; name = "overbreathing" or "dizzy"
    SESSION_EVENT_END,   // step it ended in; name = stop reason
    SESSION_EVENT_KIND_COUNT
};
const char *session_event_name(enum session_event_kind kind); // "step_begin", ...

struct session_event {
    uint8_t kind;
    int64_t t_ns; // since the session began, pauses included
    char step[32];
    char name[32];
    double value;
    // MINUTE: of the minute that ended
    int minute; // from 0
    struct breath_tally_figures breath;
};

// After an answer the chosen number stays this long; then the session goes on.
#define SESSION_ANSWER_SHOWN_S 1.2
// "Do you want to stop?" without an answer means to stay.
#define SESSION_ASK_OUT_S 15.0
// Nobody came back to the headset: the session ends as HEADSET.
#define SESSION_AWAY_MAX_S 600.0
// What is left of picture and sound while staff have paused.
#define SESSION_PAUSED_FADE 0.5f

enum { SESSION_EVENT_MAX = 16 }; // per step call; more are counted as lost (never seen in practice)

struct session {
    const struct session_plan *plan; // borrowed for the session's life
    int step;                        // index, plan->step_count from END on
    bool has_begun;                  // the first step's begin was told
    bool has_mic;                    // as last told
    bool begins_calibration;         // in this step call: the microphone shall learn now
    bool is_paused;
    bool is_asking_out;
    bool is_away;
    bool is_over; // ended, and faded out: nothing more will happen
    enum session_stop stop;
    bool stood;               // at the last step call: paused, away or asking to stop
    int64_t start_ns, now_ns; // on the frame clock
    int64_t step_elapsed_ns;  // pauses, away time and the question to stop do not count
    int64_t elapsed_ns;       // likewise, of the whole session
    int64_t worn_ns;          // all but away time: what the hard limit is about
    int64_t away_ns;          // without a break
    int64_t asking_ns;        // since the question to stop was asked
    int asked_rate;           // FIND_RATE: the finder's step that is or was asked about; -1: none
    int answer;               // of this question: 0..10 (RATE), 0 or 1 (ASK, FIND_RATE), or -1
    int64_t answer_at_ns;     // step_elapsed_ns when it was given
    float fade;               // 0..1 for the picture and the sound
    struct session_breathing breathing;
    int minute;     // index of the one under way
    int lost_count; // events that found no room
    int event_count;
    struct session_event events[SESSION_EVENT_MAX]; // of the last session_step
};

void session_begin(struct session *session, const struct session_plan *plan, int64_t now_ns);

// Once per frame. Times that go backwards or jump by more than 1 s count as 1 s at most.
void session_step(struct session *session, int64_t now_ns, const struct breath *breath,
                  const struct session_input *input);

// Ends from outside (runtime, fault). Its events replace those of the last session_step: post those
// before. Does nothing when it has ended already.
void session_end(struct session *session, enum session_stop stop);

// The current step, or NULL from END on.
const struct session_step *session_current(const struct session *session);
float session_left_s(const struct session *session); // planned time left

#endif
