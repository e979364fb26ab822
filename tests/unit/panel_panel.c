// Choosing by gaze and button, where panels hang, and what is on them.
#include "panel/panel.h"
#include "base/clock.h"
#include "panel/layout.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define DEGREE (3.14159265f / 180.0f)

enum { HZ = 90 };

static const struct session_plan PLAN = {
    .step_count = 5,
    .steps =
        {
            {.kind = SESSION_STEP_SAY, .id = "hello", .duration_s = 6.0f, .text_key = "say.hello"},
            {.kind = SESSION_STEP_RATE,
             .id = "pain",
             .duration_s = 60.0f,
             .text_key = "rate.pain",
             .low_key = "low",
             .high_key = "high",
             .code = "nrs_pain"},
            {.kind = SESSION_STEP_BREATHE,
             .id = "breathe",
             .duration_s = 60.0f,
             .text_key = "breathe.follow"},
            {.kind = SESSION_STEP_BE, .id = "be", .duration_s = 60.0f},
            {.kind = SESSION_STEP_ASK,
             .id = "dizzy",
             .duration_s = 60.0f,
             .text_key = "ask.dizzy",
             .code = "dizzy"},
        },
    .pacer = {.target_bpm = 6.0f,
              .start_bpm = 12.0f,
              .ramp_bpm_per_min = 1.5f,
              .exhale_share = 0.6f},
    .dwell_s = 1.0f,
    .exit_dwell_s = 3.0f,
    .exit_hold_s = 2.0f,
    .fade_in_s = 1.0f,
    .fade_out_s = 1.0f,
    .max_minutes = 25.0f,
};

static const char *echo(void *user, const char *key)
{
    (void)user;
    return strcmp(key, "rate.chosen") == 0 ? "You chose {}." : key;
}

// A wearer at a place, looking somewhere.
struct bench {
    struct panel panel;
    struct session session;
    struct panel_input input;
    struct session_input chosen; // of the last frame
    struct stage stage;
    int choices, outs, yes, no;
};

static void look(struct bench *bench, float yaw_deg, float pitch_deg)
{
    bench->input.head.turn = pose_turn_yaw_pitch(yaw_deg * DEGREE, pitch_deg * DEGREE);
    bench->input.gaze = bench->input.head;
    bench->input.has_gaze = true;
}

static void look_at(struct bench *bench, vec3s at_m)
{
    const vec3s d = glms_vec3_sub(at_m, bench->input.head.at_m);
    look(bench, atan2f(-d.x, -d.z) / DEGREE, atan2f(d.y, hypotf(d.x, d.z)) / DEGREE);
}

// A point of the open panel.
static void look_at_panel(struct bench *bench, vec2s at_dmm)
{
    const float m_per_dmm = PANEL_DISTANCE_M / 1000.0f;
    const vec3s on_panel = {{at_dmm.x * m_per_dmm, at_dmm.y * m_per_dmm, 0.0f}};
    look_at(bench, pose_point(bench->panel.anchor, on_panel));
}

static void look_at_target(struct bench *bench, int target)
{
    look_at_panel(bench, panel_layout_target((enum panel_mode)bench->panel.mode, target).at_dmm);
}

static void frame(struct bench *bench)
{
    const struct breath breath = {0};
    bench->input.now_ns += NS_PER_S / HZ;
    bench->chosen = (struct session_input){.is_present = true};
    panel_choose(&bench->panel, &bench->session, &bench->input, &bench->chosen);
    bench->choices += bench->chosen.choice >= 0;
    bench->outs += bench->chosen.wants_out;
    bench->yes += bench->chosen.out_answer == 1;
    bench->no += bench->chosen.out_answer == 0;
    session_step(&bench->session, bench->input.now_ns, &breath, &bench->chosen);
    bench->stage = (struct stage){0};
    panel_stage(&bench->panel, &bench->session, &bench->stage);
    assert_int_equal(bench->stage.overflow_count, 0);
}

static void wait_s(struct bench *bench, float seconds)
{
    for (int i = 0; i < (int)(seconds * (float)HZ + 0.5f); i++) {
        frame(bench);
    }
}

static void begin(struct bench *bench)
{
    *bench = (struct bench){0};
    bench->input.head.at_m = (vec3s){{0.3f, 1.2f, -0.4f}};
    bench->input.gaze = bench->input.head;
    look(bench, 0.0f, 0.0f);
    session_begin(&bench->session, &PLAN, 0);
    panel_init(&bench->panel, &PLAN, echo, NULL);
}

// Through the welcome, to the open scale.
static void begin_at_scale(struct bench *bench)
{
    begin(bench);
    wait_s(bench, 6.2f);
    assert_int_equal(bench->panel.mode, PANEL_MODE_SCALE);
}

static const struct stage_panel *panel_with(const struct bench *bench, const char *words)
{
    for (int i = 0; i < bench->stage.panel_count; i++) {
        const struct stage_panel *panel = &bench->stage.panels[i];
        for (int j = 0; j < panel->text_count; j++) {
            if (strstr(panel->texts[j].utf8, words)) {
                return panel;
            }
        }
    }
    return NULL;
}

static void resting_the_gaze_on_a_number_chooses_it(void **state)
{
    (void)state;
    for (int number = 0; number <= 10; number++) {
        struct bench bench;
        begin_at_scale(&bench);
        look_at_target(&bench, number);
        wait_s(&bench, 0.9f);
        assert_int_equal(bench.choices, 0);
        wait_s(&bench, 0.2f);
        assert_int_equal(bench.choices, 1);
        assert_int_equal(bench.session.answer, number);
        assert_int_equal(bench.panel.tick_count, 1);
        wait_s(&bench, 0.5f); // still shown, and not chosen again
        assert_int_equal(bench.choices, 1);
        char words[32];
        snprintf(words, sizeof words, "You chose %d.", number);
        assert_non_null(panel_with(&bench, words));
        wait_s(&bench, 1.0f);
        assert_int_equal(bench.session.step, 2);
    }
}

static void a_trembling_gaze_still_chooses_and_a_wandering_one_does_not(void **state)
{
    (void)state;
    struct bench bench;
    begin_at_scale(&bench);
    for (int i = 0; i < 4 * HZ && bench.choices == 0; i++) { // every 9th to 12th frame aside
        look_at_target(&bench, i % 12 >= 9 ? 8 : 7);
        frame(&bench);
    }
    assert_int_equal(bench.choices, 1);
    assert_int_equal(bench.session.answer, 7);

    begin_at_scale(&bench);
    for (int i = 0; i < 10 * HZ; i++) { // 0.6 s each
        look_at_target(&bench, (i / 54) % 11);
        frame(&bench);
    }
    assert_int_equal(bench.choices, 0);
}

static void what_the_gaze_fell_on_when_it_opened_is_no_choice(void **state)
{
    (void)state;
    struct bench bench;
    begin_at_scale(&bench);
    bench.panel.opened_step = -1; // opens anew
    frame(&bench);
    look_at_target(&bench, 5);
    bench.panel.first_target = 5;
    bench.panel.is_armed = false;
    wait_s(&bench, 1.5f);
    assert_int_equal(bench.choices, 0);
    wait_s(&bench, 2.5f); // but one that stays is meant
    assert_int_equal(bench.choices, 1);
}

static void a_short_press_chooses_what_is_gazed_at(void **state)
{
    (void)state;
    struct bench bench;
    begin_at_scale(&bench);
    look_at_target(&bench, 3);
    wait_s(&bench, 0.1f);
    bench.input.is_select_down = true;
    wait_s(&bench, 0.2f);
    assert_int_equal(bench.choices, 0);
    bench.input.is_select_down = false;
    frame(&bench);
    assert_int_equal(bench.session.answer, 3);

    begin_at_scale(&bench); // beside all numbers: nothing
    look_at_panel(&bench, (vec2s){{0.0f, 120.0f}});
    bench.input.is_select_down = true;
    wait_s(&bench, 0.2f);
    bench.input.is_select_down = false;
    wait_s(&bench, 0.2f);
    assert_int_equal(bench.choices, 0);
}

static void a_button_held_asks_and_held_again_stops(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench);
    wait_s(&bench, 1.0f);
    bench.input.is_select_down = true;
    wait_s(&bench, 1.9f);
    assert_int_equal(bench.outs, 0);
    wait_s(&bench, 5.0f); // held on and on: asked once, not answered
    assert_int_equal(bench.outs, 1);
    assert_int_equal(bench.yes, 0);
    assert_true(bench.session.is_asking_out);
    bench.input.is_select_down = false;
    wait_s(&bench, 0.2f);
    bench.input.is_select_down = true;
    wait_s(&bench, 2.2f);
    assert_int_equal(bench.yes, 1);
    assert_int_equal(bench.session.stop, SESSION_STOP_PATIENT);
}

static void a_long_press_on_a_number_does_not_choose_it(void **state)
{
    (void)state;
    struct bench bench;
    begin_at_scale(&bench);
    look_at_panel(&bench, (vec2s){{0.0f, 120.0f}});
    bench.input.is_select_down = true;
    wait_s(&bench, 1.5f);
    look_at_target(&bench, 9);
    wait_s(&bench, 0.1f);
    bench.input.is_select_down = false;
    wait_s(&bench, 0.1f);
    assert_int_equal(bench.choices, 0);
    assert_int_equal(bench.outs, 0);
}

static void the_mark_looked_at_for_three_seconds_asks(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench);
    wait_s(&bench, 1.0f);
    look_at(&bench, bench.panel.exit_in_world.at_m);
    wait_s(&bench, 2.8f);
    assert_int_equal(bench.outs, 0);
    wait_s(&bench, 0.4f);
    assert_int_equal(bench.outs, 1);
    assert_true(bench.session.is_asking_out);
    assert_non_null(panel_with(&bench, "exit.question"));
    assert_null(panel_with(&bench, "exit.mark")); // one question at a time

    look_at_target(&bench, 0);
    wait_s(&bench, 1.2f);
    assert_int_equal(bench.no, 1);
    assert_false(bench.session.is_asking_out);
    assert_non_null(panel_with(&bench, "exit.mark"));

    look_at(&bench, bench.panel.exit_in_world.at_m); // asked for again: asked again
    wait_s(&bench, 3.4f);
    assert_int_equal(bench.outs, 2);
    look_at_target(&bench, 1);
    wait_s(&bench, 1.2f);
    assert_int_equal(bench.session.stop, SESSION_STOP_PATIENT);
}

static void the_mark_is_there_in_every_step_and_in_a_pause(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench);
    for (int i = 0; i < 250 * HZ && bench.session.stop == SESSION_STOP_NONE; i++) {
        frame(&bench);
        if (bench.session.stop == SESSION_STOP_NONE) {
            assert_non_null(panel_with(&bench, "exit.mark"));
        }
    }
    assert_int_equal(bench.session.stop, SESSION_STOP_COMPLETED);
    assert_int_equal(bench.outs, 0);

    begin(&bench);
    bench.session.is_paused = true;
    wait_s(&bench, 1.0f);
    assert_non_null(panel_with(&bench, "pause.text"));
    assert_non_null(panel_with(&bench, "exit.mark"));
}

// Also while a question is asked, as long as it listens and no longer.
static void an_open_microphone_is_seen(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench);
    wait_s(&bench, 1.0f);
    assert_null(panel_with(&bench, "mic.mark"));
    bench.panel.is_listening = true;
    wait_s(&bench, 1.0f);
    const struct stage_panel *mark = panel_with(&bench, "mic.mark");
    if (!mark) {
        fail();
        return;
    }
    const vec3s apart = glms_vec3_sub(mark->in_world.at_m, bench.panel.exit_in_world.at_m);
    assert_true(glms_vec3_norm(apart) > 0.2f); // neither covers the other
    bench.session.is_asking_out = true;
    wait_s(&bench, 1.0f);
    assert_non_null(panel_with(&bench, "exit.question"));
    assert_non_null(panel_with(&bench, "mic.mark"));
    bench.panel.is_listening = false;
    frame(&bench);
    assert_null(panel_with(&bench, "mic.mark"));
}

static void the_mark_hangs_low_and_follows_lazily(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench);
    bench.session.step = 3; // no panel in this step
    bench.session.has_begun = true;
    wait_s(&bench, 0.5f);
    const vec3s off = glms_vec3_sub(bench.panel.exit_in_world.at_m, bench.input.head.at_m);
    assert_float_equal(atan2f(off.y, hypotf(off.x, off.z)) / DEGREE, -25.0f, 0.1f);
    assert_float_equal(glms_vec3_norm(off), 2.0f, 0.001f);

    look(&bench, 25.0f, 0.0f); // within its ease it stays
    wait_s(&bench, 5.0f);
    assert_float_equal(bench.panel.exit_yaw_rad, 0.0f, 0.001f);
    look(&bench, 90.0f, 0.0f); // further off it comes, softly
    wait_s(&bench, 2.0f);
    assert_float_equal(bench.panel.exit_yaw_rad / DEGREE, 90.0f * 0.632f, 2.0f);
    wait_s(&bench, 8.0f);
    assert_float_equal(bench.panel.exit_yaw_rad / DEGREE, 90.0f, 5.0f);
    look(&bench, -170.0f, 0.0f); // the short way round
    wait_s(&bench, 2.0f);
    assert_true(bench.panel.exit_yaw_rad / DEGREE > 100.0f);
    look(&bench, 0.0f, -80.0f); // looking straight down has no heading
    const float before_rad = bench.panel.exit_yaw_rad;
    wait_s(&bench, 3.0f);
    assert_float_equal(bench.panel.exit_yaw_rad, before_rad, 0.001f);
}

static void a_panel_hangs_level_where_the_wearer_looks_and_stays(void **state)
{
    (void)state;
    static const struct {
        float yaw_deg, pitch_deg, hangs_deg;
    } cases[] = {{0.0f, 0.0f, 0.0f},
                 {120.0f, 10.0f, 10.0f},
                 {-60.0f, -5.0f, -5.0f},
                 {10.0f, 70.0f, 20.0f},
                 {10.0f, -50.0f, -5.96f}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench bench;
        begin(&bench);
        wait_s(&bench, 5.5f);
        look(&bench, cases[i].yaw_deg, cases[i].pitch_deg);
        wait_s(&bench, 0.7f);
        const struct pose hung = bench.panel.anchor;
        assert_int_equal(bench.panel.mode, PANEL_MODE_SCALE);
        assert_float_equal(pose_yaw_rad(hung) / DEGREE, cases[i].yaw_deg, 0.1f);
        assert_float_equal(pose_pitch_rad(hung) / DEGREE, cases[i].hangs_deg, 0.1f);
        const vec3s right = pose_direction(hung, (vec3s){{1.0f, 0.0f, 0.0f}});
        assert_float_equal(right.y, 0.0f, 0.0001f); // level
        assert_float_equal(glms_vec3_distance(hung.at_m, bench.input.head.at_m), 2.0f, 0.001f);
        look(&bench, 0.0f, 30.0f);
        bench.input.head.at_m.x += 0.1f;
        wait_s(&bench, 2.0f);
        assert_memory_equal(&bench.panel.anchor, &hung, sizeof hung);
    }
}

// Whatever the wearer does, and whatever opens: the mark's whole target stays free.
static void the_mark_is_never_behind_a_panel(void **state)
{
    (void)state;
    for (float pitch_deg = -60.0f; pitch_deg <= 60.0f; pitch_deg += 10.0f) {
        struct bench bench;
        begin(&bench);
        for (int i = 0; i < 80 * HZ && bench.session.stop == SESSION_STOP_NONE; i++) {
            look(&bench, 0.0f, pitch_deg);
            frame(&bench);
            for (int p = 0; p < bench.stage.panel_count; p++) {
                const struct stage_panel *panel = &bench.stage.panels[p];
                if (panel == panel_with(&bench, "exit.mark")) {
                    continue;
                }
                const float bottom_rad =
                    pose_pitch_rad(panel->in_world) + atanf(-panel->size_dmm.y / 2.0f / 1000.0f);
                assert_true(bottom_rad >= -20.01f * DEGREE);
            }
        }
    }
}

static void everything_is_large_enough_and_within_its_panel(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench);
    int texts = 0;
    for (int i = 0; i < 90 * HZ; i++) {
        if (i == 40 * HZ) {
            bench.session.is_asking_out = true;
        }
        frame(&bench);
        for (int p = 0; p < bench.stage.panel_count; p++) {
            const struct stage_panel *panel = &bench.stage.panels[p];
            assert_true(panel->opacity >= 0.0f && panel->opacity <= 1.0f);
            assert_true(panel->size_dmm.x < 2.0f * 1000.0f * tanf(32.0f * DEGREE));
            for (int j = 0; j < panel->text_count; j++, texts++) {
                const struct stage_text *text = &panel->texts[j];
                assert_true(text->size_dmm >= 24.0f);
                assert_true(fabsf(text->at_dmm.x) + text->width_dmm / 2.0f <=
                            panel->size_dmm.x / 2.0f + 0.01f);
            }
            for (int j = 0; j < panel->shape_count; j++) {
                const struct stage_shape *shape = &panel->shapes[j];
                const float half =
                    fmaxf(shape->size_dmm.x / 2.0f, shape->kind == STAGE_SHAPE_RECT
                                                        ? 0.0f
                                                        : shape->radius_dmm + shape->thickness_dmm);
                assert_true(fabsf(shape->at_dmm.x) + half <= panel->size_dmm.x / 2.0f + 0.01f);
            }
        }
    }
    assert_true(texts > 1000);
    for (int i = 0; i < SESSION_CHOICE_MAX; i++) {
        const struct panel_layout_box box = panel_layout_target(PANEL_MODE_SCALE, i);
        assert_true(box.size_dmm.x >= 60.0f && box.size_dmm.y >= 60.0f);
        assert_int_equal(panel_layout_target_at(PANEL_MODE_SCALE, box.at_dmm), i);
    }
}

static void words_come_and_go_softly(void **state)
{
    (void)state;
    struct bench bench;
    float last = 0.0f;
    begin(&bench);
    for (int i = 0; i < 6 * HZ - 2; i++) {
        frame(&bench);
        const struct stage_panel *panel = panel_with(&bench, "say.hello");
        const float opacity = panel ? panel->opacity : 0.0f;
        assert_true(fabsf(opacity - last) < 0.05f);
        last = opacity;
    }
    assert_true(last < 0.1f);
    wait_s(&bench, 0.2f);
    assert_null(panel_with(&bench, "say.hello"));
}

static void the_breath_ring_shows_the_guide_and_steps_back(void **state)
{
    (void)state;
    struct bench bench;
    begin_at_scale(&bench);
    look_at_target(&bench, 2);
    wait_s(&bench, 3.0f);
    assert_int_equal(bench.session.step, 2);
    float early = 0.0f;
    float largest = 0.0f;
    float smallest = 1000.0f;
    for (int i = 0; i < 50 * HZ; i++) {
        frame(&bench);
        for (int p = 0; p < bench.stage.panel_count; p++) {
            const struct stage_panel *panel = &bench.stage.panels[p];
            if (panel->shapes[0].kind == STAGE_SHAPE_RING) {
                early = i == 8 * HZ ? panel->opacity : early;
                largest = fmaxf(largest, panel->shapes[0].radius_dmm);
                smallest = fminf(smallest, panel->shapes[0].radius_dmm);
                if (i == 45 * HZ) {
                    assert_true(panel->opacity < early / 2.0f);
                    assert_int_equal(panel->text_count, 0);
                }
            }
        }
    }
    assert_true(early > 0.4f);
    assert_true(largest > 95.0f && smallest < 50.0f);
}

static void without_a_gaze_nothing_is_chosen(void **state)
{
    (void)state;
    struct bench bench;
    begin_at_scale(&bench);
    look_at_target(&bench, 4);
    bench.input.has_gaze = false;
    wait_s(&bench, 3.0f);
    assert_int_equal(bench.choices, 0);
}

static void a_stall_chooses_nothing(void **state)
{
    (void)state;
    struct bench bench;
    begin_at_scale(&bench);
    look_at_target(&bench, 4);
    wait_s(&bench, 0.1f);
    bench.input.now_ns += 20 * NS_PER_S;
    frame(&bench);
    assert_int_equal(bench.choices, 0);
}

static void after_the_end_nothing_is_shown_or_chosen(void **state)
{
    (void)state;
    struct bench bench;
    begin_at_scale(&bench);
    session_end(&bench.session, SESSION_STOP_STAFF);
    look_at_target(&bench, 4);
    bench.input.is_select_down = true;
    wait_s(&bench, 3.0f);
    assert_int_equal(bench.choices + bench.outs + bench.yes, 0);
    assert_int_equal(bench.stage.panel_count, 0);
}

// To the last step, which asks.
static void begin_at_question(struct bench *bench)
{
    begin(bench);
    wait_s(bench, 0.1f);
    while (session_current(&bench->session)->kind != SESSION_STEP_ASK) {
        bench->session.step_elapsed_ns += NS_PER_S;
        wait_s(bench, 0.1f);
    }
    assert_int_equal(bench->panel.mode, PANEL_MODE_YES_NO);
}

static void yes_and_no_are_chosen_by_looking(void **state)
{
    (void)state;
    for (int answer = 0; answer <= 1; answer++) {
        static struct bench bench;
        begin_at_question(&bench);
        wait_s(&bench, 1.0f);
        assert_non_null(panel_with(&bench, "ask.dizzy"));
        assert_non_null(panel_with(&bench, "ask.no"));
        look_at_target(&bench, answer);
        wait_s(&bench, 0.8f);
        assert_int_equal(bench.session.answer, -1);
        wait_s(&bench, 0.4f);
        assert_int_equal(bench.session.answer, answer);
        assert_int_equal(bench.outs + bench.yes + bench.no, 0); // it is not the way out
    }
}

static void smaller_and_easier_is_said_and_goes_again(void **state)
{
    (void)state;
    static struct bench bench;
    begin_at_scale(&bench);
    bench.session.step_elapsed_ns = 61 * NS_PER_S;
    wait_s(&bench, 20.0f);
    assert_int_equal(session_current(&bench.session)->kind, SESSION_STEP_BREATHE);
    assert_null(panel_with(&bench, "breathe.easier"));
    session_breathing_dizzy(&bench.session.breathing);
    wait_s(&bench, 1.0f);
    assert_non_null(panel_with(&bench, "breathe.easier"));
    wait_s(&bench, 10.0f);
    assert_null(panel_with(&bench, "breathe.easier"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resting_the_gaze_on_a_number_chooses_it),
        cmocka_unit_test(a_trembling_gaze_still_chooses_and_a_wandering_one_does_not),
        cmocka_unit_test(what_the_gaze_fell_on_when_it_opened_is_no_choice),
        cmocka_unit_test(a_short_press_chooses_what_is_gazed_at),
        cmocka_unit_test(a_button_held_asks_and_held_again_stops),
        cmocka_unit_test(a_long_press_on_a_number_does_not_choose_it),
        cmocka_unit_test(the_mark_looked_at_for_three_seconds_asks),
        cmocka_unit_test(the_mark_is_there_in_every_step_and_in_a_pause),
        cmocka_unit_test(an_open_microphone_is_seen),
        cmocka_unit_test(the_mark_hangs_low_and_follows_lazily),
        cmocka_unit_test(a_panel_hangs_level_where_the_wearer_looks_and_stays),
        cmocka_unit_test(the_mark_is_never_behind_a_panel),
        cmocka_unit_test(everything_is_large_enough_and_within_its_panel),
        cmocka_unit_test(words_come_and_go_softly),
        cmocka_unit_test(the_breath_ring_shows_the_guide_and_steps_back),
        cmocka_unit_test(without_a_gaze_nothing_is_chosen),
        cmocka_unit_test(a_stall_chooses_nothing),
        cmocka_unit_test(after_the_end_nothing_is_shown_or_chosen),
        cmocka_unit_test(yes_and_no_are_chosen_by_looking),
        cmocka_unit_test(smaller_and_easier_is_said_and_goes_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
