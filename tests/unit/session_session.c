// The state machine: each way through it as a table, and a seeded crowd of odd wearers.
#include "session/session.h"
#include "base/clock.h"
#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct session_plan PLAN = {
    .step_count = 5,
    .steps =
        {
            {.kind = SESSION_STEP_SAY, .id = "welcome", .duration_s = 5.0f},
            {.kind = SESSION_STEP_RATE, .id = "before", .duration_s = 20.0f, .code = "nrs_pain"},
            {.kind = SESSION_STEP_BREATHE, .id = "breathe", .duration_s = 60.0f},
            {.kind = SESSION_STEP_RATE, .id = "after", .duration_s = 20.0f, .code = "nrs_pain"},
            {.kind = SESSION_STEP_SAY, .id = "thanks", .duration_s = 5.0f},
        },
    .pacer = {.target_bpm = 6.0f,
              .start_bpm = 12.0f,
              .ramp_bpm_per_min = 1.5f,
              .exhale_share = 0.6f},
    .fade_in_s = 2.0f,
    .fade_out_s = 3.0f,
    .max_minutes = 25.0f,
};

static const struct session_input NOTHING = {
    .choice = -1,
    .out_answer = -1,
    .is_present = true,
};

struct told {
    char text[16384];
    int ends;
};

static void tell(struct told *told, const struct session *session)
{
    for (int i = 0; i < session->event_count; i++) {
        const struct session_event *event = &session->events[i];
        const size_t used = strlen(told->text);
        told->ends += event->kind == SESSION_EVENT_END;
        snprintf(told->text + used, sizeof told->text - used, "%.2f %s %s %s %.2f\n",
                 (double)event->t_ns / 1e9, session_event_name(event->kind), event->step,
                 event->name, event->value);
    }
}

struct act {
    double at_s;
    struct session_input input; // held for one frame
};

// Runs for `seconds` at 10 Hz with the acts at their times.
static void play(struct session *session, const struct session_plan *plan, const struct act *acts,
                 int act_count, double seconds, struct told *told)
{
    const struct breath breath = {0};
    *told = (struct told){0};
    session_begin(session, plan, 1000);
    for (int frame = 1; frame <= (int)(seconds * 10.0); frame++) {
        struct session_input input = NOTHING;
        for (int i = 0; i < act_count; i++) {
            if ((int)(acts[i].at_s * 10.0 + 0.5) == frame) {
                input = acts[i].input;
            }
        }
        session_step(session, 1000 + frame * (NS_PER_S / 10), &breath, &input);
        tell(told, session);
    }
}

static void a_session_left_alone_goes_through_every_step(void **state)
{
    (void)state;
    struct session session;
    struct told told;
    play(&session, &PLAN, NULL, 0, 115.0, &told);
    assert_string_equal(told.text, "0.10 step_begin welcome  0.00\n"
                                   "5.00 step_end welcome  5.00\n"
                                   "5.00 step_begin before  0.00\n"
                                   "25.00 rating before nrs_pain -1.00\n"
                                   "25.00 step_end before  20.00\n"
                                   "25.00 step_begin breathe  0.00\n"
                                   "60.00 minute breathe  60.00\n"
                                   "85.00 step_end breathe  60.00\n"
                                   "85.00 step_begin after  0.00\n"
                                   "105.00 rating after nrs_pain -1.00\n"
                                   "105.00 step_end after  20.00\n"
                                   "105.00 step_begin thanks  0.00\n"
                                   "110.00 step_end thanks  5.00\n"
                                   "110.00 minute thanks  50.00\n"
                                   "110.00 end thanks completed 0.00\n");
    assert_int_equal(session.stop, SESSION_STOP_COMPLETED);
    assert_true(session.is_over);
    assert_null(session_current(&session));
    assert_true(session_left_s(&session) == 0.0f);
}

static void each_act_leads_where_it_should(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct act acts[4];
        double seconds;
        const char *holds; // what must be told, in one piece
        const char * not ; // what must not
        int stop;
    } cases[] = {
        {"an answer is kept and the session goes on",
         {{7.0, {.choice = 6, .out_answer = -1, .is_present = true}}},
         9.0,
         "7.00 rating before nrs_pain 6.00\n8.20 step_end before  3.20\n",
         "rating before nrs_pain -1",
         SESSION_STOP_NONE},
        {"a second answer changes nothing",
         {{7.0, {.choice = 6, .out_answer = -1, .is_present = true}},
          {7.5, {.choice = 9, .out_answer = -1, .is_present = true}}},
         9.0,
         "rating before nrs_pain 6.00\n",
         "9.00\n",
         SESSION_STOP_NONE},
        {"a late answer counts",
         {{24.9, {.choice = 0, .out_answer = -1, .is_present = true}}},
         26.0,
         "24.90 rating before nrs_pain 0.00\n25.00 step_end",
         "-1.00",
         SESSION_STOP_NONE},
        {"an answer outside the scale is none",
         {{7.0, {.choice = 11, .out_answer = -1, .is_present = true}}},
         9.0,
         "step_begin before",
         "rating",
         SESSION_STOP_NONE},
        {"a choice where nothing is asked is none",
         {{2.0, {.choice = 3, .out_answer = -1, .is_present = true}}},
         5.0,
         "step_begin welcome",
         "rating",
         SESSION_STOP_NONE},
        {"staff go on to the next step",
         {{2.0, {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_NEXT, .is_present = true}},
          {4.0, {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_NEXT, .is_present = true}}},
         5.0,
         "2.00 step_end welcome  1.90\n2.00 step_begin before  0.00\n"
         "4.00 rating before nrs_pain -1.00\n4.00 step_end before  2.00\n"
         "4.00 step_begin breathe",
         "end before  3",
         SESSION_STOP_NONE},
        {"staff stop at once",
         {{2.0, {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_STOP, .is_present = true}}},
         6.0,
         "2.00 end welcome staff",
         "before",
         SESSION_STOP_STAFF},
        {"a pause stops the step's time",
         {{2.0, {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_PAUSE, .is_present = true}},
          {12.0,
           {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_RESUME, .is_present = true}}},
         16.0,
         "2.00 pause welcome  0.00\n12.00 resume welcome  0.00\n15.00 step_end welcome  5.00\n",
         "minute",
         SESSION_STOP_NONE},
        {"a question to stop, answered yes",
         {{2.0, {.choice = -1, .out_answer = -1, .wants_out = true, .is_present = true}},
          {4.0, {.choice = -1, .out_answer = 1, .is_present = true}}},
         8.0,
         "2.00 ask_out welcome  0.00\n4.00 step_end welcome  1.90\n4.00 minute welcome  1.90\n"
         "4.00 end welcome patient",
         "before",
         SESSION_STOP_PATIENT},
        {"a question to stop, answered no",
         {{2.0, {.choice = -1, .out_answer = -1, .wants_out = true, .is_present = true}},
          {4.0, {.choice = -1, .out_answer = 0, .is_present = true}}},
         8.0,
         "4.00 stay welcome  0.00\n7.00 step_end welcome  5.00\n",
         " end ",
         SESSION_STOP_NONE},
        {"a question to stop without an answer means to stay",
         {{2.0, {.choice = -1, .out_answer = -1, .wants_out = true, .is_present = true}}},
         21.0,
         "2.00 ask_out welcome  0.00\n17.00 stay welcome  0.00\n",
         " end ",
         SESSION_STOP_NONE},
        {"an answer to a question that was not asked is none",
         {{2.0, {.choice = -1, .out_answer = 1, .is_present = true}}},
         4.0,
         "step_begin welcome",
         "end",
         SESSION_STOP_NONE},
        {"a headset taken off and put on again",
         {{2.0, {.choice = -1, .out_answer = -1, .is_present = false}}},
         6.0,
         "2.00 away welcome  0.00\n2.10 back welcome  0.00\n5.10 step_end",
         " end ",
         SESSION_STOP_NONE},
        {"the way out opens in a pause, and staff's stop in the question",
         {{2.0, {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_PAUSE, .is_present = true}},
          {3.0, {.choice = -1, .out_answer = -1, .wants_out = true, .is_present = true}},
          {4.0, {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_STOP, .is_present = true}}},
         8.0,
         "3.00 ask_out welcome  0.00\n4.00 step_end welcome",
         "stay",
         SESSION_STOP_STAFF},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct session session;
        struct told told;
        play(&session, &PLAN, cases[i].acts, 4, cases[i].seconds, &told);
        if (!strstr(told.text, cases[i].holds) || strstr(told.text, cases[i].not ) ||
            (int)session.stop != cases[i].stop) {
            fail_msg("%s:\n%s", cases[i].name, told.text);
        }
    }
}

static void the_hard_limit_holds_also_in_a_pause(void **state)
{
    (void)state;
    struct session_plan plan = PLAN;
    struct session session;
    struct told told;
    const struct act pause[] = {
        {2.0, {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_PAUSE, .is_present = true}}};
    plan.max_minutes = 1.0f;
    play(&session, &plan, NULL, 0, 70.0, &told);
    assert_non_null(strstr(told.text, "60.00 end breathe time"));
    play(&session, &plan, pause, 1, 70.0, &told);
    assert_non_null(strstr(told.text, "60.00 end welcome time"));
}

static void a_headset_nobody_comes_back_to_ends_the_session(void **state)
{
    (void)state;
    struct session session;
    const struct breath breath = {0};
    const struct session_input nobody = {.choice = -1, .out_answer = -1};
    session_begin(&session, &PLAN, 0);
    for (int s = 1; s <= 610; s++) {
        session_step(&session, s * NS_PER_S, &breath, &nobody);
    }
    assert_int_equal(session.stop, SESSION_STOP_HEADSET);
    assert_int_equal(session.elapsed_ns, 0);
}

static void the_picture_fades_in_and_out(void **state)
{
    (void)state;
    struct session session;
    struct told told;
    const struct act stop[] = {
        {10.0, {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_STOP, .is_present = true}}};
    play(&session, &PLAN, NULL, 0, 1.0, &told);
    assert_float_equal(session.fade, 0.5f, 0.01f);
    play(&session, &PLAN, NULL, 0, 2.1, &told);
    assert_float_equal(session.fade, 1.0f, 0.001f);
    play(&session, &PLAN, stop, 1, 12.0, &told);
    assert_true(session.fade > 0.2f && session.fade < 0.4f);
    assert_false(session.is_over);
    play(&session, &PLAN, stop, 1, 13.1, &told);
    assert_true(session.fade == 0.0f);
    assert_true(session.is_over);
    assert_int_equal(told.ends, 1);
}

static void a_stall_or_a_clock_that_goes_back_costs_the_patient_nothing(void **state)
{
    (void)state;
    struct session session;
    const struct breath breath = {0};
    session_begin(&session, &PLAN, 0);
    session_step(&session, 1 * NS_PER_S, &breath, &NOTHING);
    session_step(&session, 3600 * NS_PER_S, &breath, &NOTHING);
    assert_int_equal(session.elapsed_ns, 2 * NS_PER_S);
    session_step(&session, 5 * NS_PER_S, &breath, &NOTHING);
    assert_int_equal(session.elapsed_ns, 2 * NS_PER_S);
    assert_int_equal(session.now_ns, 3600 * NS_PER_S);
}

static void the_steps_lengths_add_up_whatever_the_frame_rate(void **state)
{
    (void)state;
    struct session session;
    const struct breath breath = {0};
    int64_t now_ns = 0;
    session_begin(&session, &PLAN, 0);
    while (session.stop == SESSION_STOP_NONE) {
        now_ns += 7 * (NS_PER_S / 10);
        session_step(&session, now_ns, &breath, &NOTHING);
    }
    assert_true(now_ns >= 110 * NS_PER_S && now_ns < 111 * NS_PER_S);
}

static void ending_from_outside_tells_once(void **state)
{
    (void)state;
    struct session session;
    struct told told;
    play(&session, &PLAN, NULL, 0, 8.0, &told);
    session_end(&session, SESSION_STOP_HEADSET);
    told = (struct told){0};
    tell(&told, &session);
    assert_string_equal(told.text, "8.00 rating before nrs_pain -1.00\n"
                                   "8.00 step_end before  3.00\n8.00 minute before  8.00\n"
                                   "8.00 end before headset 0.00\n");
    session_end(&session, SESSION_STOP_FAULT);
    assert_int_equal(session.stop, SESSION_STOP_HEADSET);
    assert_int_equal(session.event_count, 4); // unchanged
}

static void the_guide_runs_only_while_the_breathing_step_does(void **state)
{
    (void)state;
    struct session session;
    struct told told;
    const struct act pause[] = {
        {30.0, {.choice = -1, .out_answer = -1, .staff = SESSION_STAFF_PAUSE, .is_present = true}}};
    play(&session, &PLAN, NULL, 0, 24.0, &told);
    assert_false(session.breathing.guide.is_on);
    play(&session, &PLAN, NULL, 0, 40.0, &told);
    assert_true(session.breathing.guide.is_on);
    assert_true(session.breathing.guide.rate_bpm > 5.9f &&
                session.breathing.guide.rate_bpm <= 12.0f);
    play(&session, &PLAN, pause, 1, 40.0, &told);
    assert_false(session.breathing.guide.is_on);
    play(&session, &PLAN, NULL, 0, 86.0, &told);
    assert_false(session.breathing.guide.is_on);
}

static void a_minute_says_what_was_measured_while_it_was_sure(void **state)
{
    (void)state;
    struct session session;
    const struct breath sure = {
        .rate_bpm = 14.0f, .is_sure = true, .quality = 0.8f, .source = BREATH_SOURCE_BELT};
    const struct breath unsure = {.rate_bpm = 40.0f, .quality = 0.2f, .source = BREATH_SOURCE_MIC};
    const struct session_event *minute = NULL;
    session_begin(&session, &PLAN, 0);
    for (int frame = 1; !minute && frame <= 700; frame++) {
        session_step(&session, frame * (NS_PER_S / 10), frame % 3 ? &sure : &unsure, &NOTHING);
        for (int i = 0; i < session.event_count; i++) {
            if (session.events[i].kind == SESSION_EVENT_MINUTE) {
                minute = &session.events[i];
            }
        }
    }
    assert_non_null(minute);
    assert_int_equal(minute->minute, 0);
    assert_float_equal(minute->breath.rate_bpm, 14.0f, 0.001f);
    assert_float_equal(minute->breath.sure_share, 0.667f, 0.01f);
    assert_int_equal(minute->breath.source, BREATH_SOURCE_BELT);
    assert_true(minute->breath.guide_bpm > 12.0f &&
                minute->breath.guide_bpm <= 14.0f); // from their own rate
}

static const struct session_plan HEARD = {
    .step_count = 4,
    .steps = {{.kind = SESSION_STEP_CALIBRATE, .id = "first", .duration_s = 20.0f},
              {.kind = SESSION_STEP_BE, .id = "be", .duration_s = 10.0f},
              {.kind = SESSION_STEP_CALIBRATE, .id = "again", .duration_s = 25.0f},
              {.kind = SESSION_STEP_CALIBRATE, .id = "last", .duration_s = 20.0f}},
    .max_minutes = 25.0f,
};

// How often a calibration began, until the session ended or `seconds` passed.
static int hear(struct session *session, const struct session_plan *plan, bool has_mic,
                double seconds, struct told *told)
{
    int calibrations = 0;
    const struct breath breath = {0};
    struct session_input input = NOTHING;
    input.has_mic = has_mic;
    *told = (struct told){0};
    session_begin(session, plan, 0);
    for (int frame = 1; frame <= (int)(seconds * 10.0); frame++) {
        session_step(session, frame * (NS_PER_S / 10), &breath, &input);
        calibrations += session->begins_calibration;
        tell(told, session);
    }
    return calibrations;
}

static void a_microphone_is_calibrated_where_one_listens(void **state)
{
    (void)state;
    struct session session;
    struct told told;
    assert_int_equal(hear(&session, &HEARD, true, 80.0, &told), 3);
    assert_non_null(strstr(told.text, "step_begin again"));
    assert_int_equal(session.stop, SESSION_STOP_COMPLETED);
}

// Paused ten seconds into it for a minute: the microphone learned from the break, so all of it
// again.
static void a_pause_begins_the_calibration_anew(void **state)
{
    (void)state;
    struct session session;
    const struct breath breath = {0};
    int calibrations = 0;
    session_begin(&session, &HEARD, 0);
    for (int frame = 1; frame <= 895; frame++) { // 10 s, a minute's break, 19.5 s
        struct session_input input = NOTHING;
        input.has_mic = true;
        input.staff = frame == 100   ? SESSION_STAFF_PAUSE
                      : frame == 700 ? SESSION_STAFF_RESUME
                                     : SESSION_STAFF_NONE;
        session_step(&session, frame * (NS_PER_S / 10), &breath, &input);
        calibrations += session.begins_calibration;
    }
    assert_int_equal(calibrations, 2);
    assert_string_equal(session_current(&session)->id, "first");
}

static void without_one_nobody_is_asked_to_breathe_for_it(void **state)
{
    (void)state;
    struct session session;
    struct told told;
    hear(&session, &HEARD, false, 5.0, &told);
    assert_string_equal(session_current(&session)->id, "be");
    assert_float_equal(session_left_s(&session), 5.0f, 0.2f); // what is left out takes no time
    assert_int_equal(hear(&session, &HEARD, false, 11.0, &told), 0);
    assert_string_equal(told.text, "0.10 step_begin be  0.00\n10.00 step_end be  10.00\n"
                                   "10.00 minute be  10.00\n10.00 end be completed 0.00\n");
    struct session_plan alone = HEARD;
    alone.step_count = 1;
    hear(&session, &alone, false, 1.0, &told);
    assert_int_equal(session.stop, SESSION_STOP_COMPLETED);
}

// A guard on what is told, event by event.
struct watch {
    int64_t last_ns;
    int ends, open_steps, begun, ratings, rate_steps;
    bool is_asking, is_paused, is_away;
};

static void watch_event(struct watch *watch, const struct session_event *event)
{
    assert_true(event->t_ns >= watch->last_ns);
    assert_int_equal(watch->ends, 0); // nothing after the end
    watch->last_ns = event->t_ns;
    switch ((enum session_event_kind)event->kind) {
    case SESSION_EVENT_STEP_BEGIN:
        assert_int_equal(watch->open_steps++, 0);
        assert_string_equal(event->step, PLAN.steps[watch->begun].id);
        watch->rate_steps += PLAN.steps[watch->begun].kind == SESSION_STEP_RATE;
        watch->begun++;
        break;
    case SESSION_EVENT_STEP_END: assert_int_equal(watch->open_steps--, 1); break;
    case SESSION_EVENT_RATING:
        watch->ratings++;
        assert_true(event->value >= -1.0 && event->value <= 10.0);
        break;
    case SESSION_EVENT_ANSWER: fail_msg("no such question"); break;
    case SESSION_EVENT_FOUND:
    case SESSION_EVENT_EASE: fail_msg("nobody overdid it"); break;
    case SESSION_EVENT_PAUSE:
        assert_false(watch->is_paused);
        watch->is_paused = true;
        break;
    case SESSION_EVENT_RESUME:
        assert_true(watch->is_paused);
        watch->is_paused = false;
        break;
    case SESSION_EVENT_ASK_OUT:
        assert_false(watch->is_asking);
        watch->is_asking = true;
        break;
    case SESSION_EVENT_STAY:
        assert_true(watch->is_asking);
        watch->is_asking = false;
        break;
    case SESSION_EVENT_AWAY:
        assert_false(watch->is_away);
        watch->is_away = true;
        break;
    case SESSION_EVENT_BACK:
        assert_true(watch->is_away);
        watch->is_away = false;
        break;
    case SESSION_EVENT_END:
        watch->ends++;
        assert_int_equal(watch->open_steps, 0);
        assert_int_equal(watch->ratings, watch->rate_steps);
        break;
    case SESSION_EVENT_MINUTE:
    case SESSION_EVENT_KIND_COUNT: break;
    }
}

static struct session_input odd_input(struct rand *rand, bool *is_present)
{
    struct session_input input = NOTHING;
    const uint32_t dice = rand_bits(rand) % 1000;
    input.choice = dice < 100 ? (int)(rand_bits(rand) % 16) - 2 : -1;
    input.wants_out = dice >= 100 && dice < 105;
    input.out_answer = (int)(rand_bits(rand) % 40) == 0 ? (int)(rand_bits(rand) % 6 == 0) : -1;
    if (dice >= 200 && dice < 215) {
        input.staff = (enum session_staff)(rand_bits(rand) % SESSION_STAFF_STOP); // all but stop
    }
    if (dice == 300 && rand_bits(rand) % 20 == 0) {
        input.staff = SESSION_STAFF_STOP;
    }
    if (dice >= 400 && dice < 410) {
        *is_present = !*is_present;
    }
    input.is_present = *is_present;
    return input;
}

static void whatever_a_thousand_odd_wearers_do_a_session_ends_once(void **state)
{
    (void)state;
    int stops[SESSION_STOP_COUNT] = {0};
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        struct rand rand = rand_seeded(seed, 7);
        struct watch watch = {0};
        struct session session;
        struct breath breath = {.source = BREATH_SOURCE_HEAD};
        bool is_present = true;
        int64_t now_ns = 0;
        int frames = 0;
        session_begin(&session, &PLAN, 0);
        for (; !session.is_over && frames < 200000; frames++) {
            const int64_t before_ns = session.elapsed_ns;
            const struct session_input input = odd_input(&rand, &is_present);
            now_ns += (int64_t)(rand_bits(&rand) % 2000000000u) - 50000000;
            breath.rate_bpm = rand_range(&rand, 0.0f, 30.0f);
            breath.is_sure = rand_bits(&rand) % 2 == 0;
            session_step(&session, now_ns, &breath, &input);
            assert_true(session.elapsed_ns >= before_ns);
            assert_true(session.fade >= 0.0f && session.fade <= 1.0f);
            for (int i = 0; i < session.event_count; i++) {
                watch_event(&watch, &session.events[i]);
            }
        }
        assert_true(session.is_over);
        assert_int_equal(watch.ends, 1);
        assert_int_equal(session.lost_count, 0);
        stops[session.stop]++;
    }
    assert_true(stops[SESSION_STOP_COMPLETED] > 50);
    assert_true(stops[SESSION_STOP_PATIENT] > 50);
    assert_true(stops[SESSION_STOP_STAFF] > 5);
}

static void every_name_is_there_and_unique(void **state)
{
    (void)state;
    for (int i = 0; i < SESSION_EVENT_KIND_COUNT; i++) {
        assert_non_null(session_event_name((enum session_event_kind)i));
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(session_event_name((enum session_event_kind)i),
                                    session_event_name((enum session_event_kind)j));
        }
    }
    for (int i = 0; i < SESSION_STOP_COUNT; i++) {
        assert_non_null(session_stop_name((enum session_stop)i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_left_alone_goes_through_every_step),
        cmocka_unit_test(each_act_leads_where_it_should),
        cmocka_unit_test(the_hard_limit_holds_also_in_a_pause),
        cmocka_unit_test(a_headset_nobody_comes_back_to_ends_the_session),
        cmocka_unit_test(the_picture_fades_in_and_out),
        cmocka_unit_test(a_stall_or_a_clock_that_goes_back_costs_the_patient_nothing),
        cmocka_unit_test(the_steps_lengths_add_up_whatever_the_frame_rate),
        cmocka_unit_test(ending_from_outside_tells_once),
        cmocka_unit_test(the_guide_runs_only_while_the_breathing_step_does),
        cmocka_unit_test(a_minute_says_what_was_measured_while_it_was_sure),
        cmocka_unit_test(a_microphone_is_calibrated_where_one_listens),
        cmocka_unit_test(a_pause_begins_the_calibration_anew),
        cmocka_unit_test(without_one_nobody_is_asked_to_breathe_for_it),
        cmocka_unit_test(whatever_a_thousand_odd_wearers_do_a_session_ends_once),
        cmocka_unit_test(every_name_is_there_and_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
