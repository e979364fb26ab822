#include "app/rehearsal.h"

#include "base/clock.h"

#include <math.h>
#include <stdlib.h>

#define DEG_TO_RAD 0.01745329252f

static const float eyes_m = 1.2f;                                  // above the ground, seated
static const double look_s = 1.2;                                  // that the eyes rest on one spot
static const float look_across_deg = 64.0f, look_down_deg = 32.0f; // where they wander
static const double answer_s = 1.3; // before a question's time is over it is answered
static const int answer = 4;
static const double own_breath_hz = 0.1; // where no guide is

static const char *find_text(void *user, const char *key)
{
    return session_locale_text(user, key);
}

enum err app_rehearsal_init(struct app_rehearsal *rehearsal, const struct app_load *load,
                            int task_level, struct arena *arena)
{
    *rehearsal = (struct app_rehearsal){.load = load, .plan = load->plan};
    rehearsal->plan.task_level = task_level;
    rehearsal->scene = load->plan.scene;
    rehearsal->head = (struct pose){.turn = {{0, 0, 0, 1}}, .at_m = {{0.0f, eyes_m, 0.0f}}};
    session_begin(&rehearsal->session, &rehearsal->plan, 0);
    // The texts are only read; the panel's callback takes them as everybody's `user`.
    panel_init(&rehearsal->panel, &rehearsal->plan, find_text, (void *)(uintptr_t)&load->locale);
    return world_init(&rehearsal->world, &rehearsal->scene, WORLD_DETAIL_LOW, WORLD_DETAIL_HEADSET,
                      arena);
}

void app_rehearsal_turn(struct app_rehearsal *rehearsal, float yaw_deg)
{
    rehearsal->head.turn = pose_turn_yaw_pitch(yaw_deg * DEG_TO_RAD, 0.0f);
}

double app_rehearsal_seconds(const struct session_plan *plan)
{
    return (double)session_plan_seconds(plan) + (double)plan->fade_out_s;
}

// Spots that fill the field evenly and never repeat: the additive recurrence of the plastic number
// (Roberts 2018).
static struct pose look(const struct app_rehearsal *rehearsal, double t_s)
{
    const double n = floor(t_s / look_s);
    const float across = (float)fmod(0.5 + n * 0.7548776662, 1.0) - 0.5f;
    const float down = (float)fmod(0.5 + n * 0.5698402910, 1.0) - 0.6f;
    const struct pose eyes = {.turn = pose_turn_yaw_pitch(across * look_across_deg * DEG_TO_RAD,
                                                          down * look_down_deg * DEG_TO_RAD)};
    return pose_chain(rehearsal->head, eyes);
}

static struct breath breathe(const struct session *session, double t_s)
{
    const double turn = 6.283185307 * own_breath_hz * t_s;
    const bool is_guided = session->breathing.guide.is_on;
    return (struct breath){
        .level = is_guided ? session->breathing.guide.level : 0.5f - 0.5f * (float)cos(turn),
        .rate_bpm = is_guided ? session->breathing.guide.rate_bpm : (float)own_breath_hz * 60.0f,
        .depth = 1.0f,
        .exhale_share = 0.5f,
        .quality = 1.0f,
        .rate_quality = 1.0f,
        .is_sure = true,
        .source = BREATH_SOURCE_HEAD,
    };
}

static void decide(struct app_rehearsal *rehearsal, int64_t now_ns, const struct pose *gaze,
                   const struct breath *breath)
{
    struct session *session = &rehearsal->session;
    const struct panel_input seen = {
        .now_ns = now_ns, .has_gaze = true, .gaze = *gaze, .head = rehearsal->head};
    struct session_input chosen = {.choice = -1, .out_answer = -1};
    panel_choose(&rehearsal->panel, session, &seen, &chosen);
    // Rings fill where the eyes rest, but the session keeps to its times and is not left.
    chosen = (struct session_input){.choice = -1, .out_answer = -1, .is_present = true};
    const struct session_step *step = session_current(session);
    if (step && step->kind == SESSION_STEP_RATE &&
        (double)session->step_elapsed_ns / NS_PER_S >= (double)step->duration_s - answer_s) {
        chosen.choice = answer;
    }
    session_step(session, now_ns, breath, &chosen);
}

void app_rehearsal_step(struct app_rehearsal *rehearsal, int64_t now_ns, bool is_fine)
{
    struct session *session = &rehearsal->session;
    const double t_s = (double)now_ns / NS_PER_S;
    const struct pose gaze = look(rehearsal, t_s);
    const struct breath breath = breathe(session, t_s);
    decide(rehearsal, now_ns, &gaze, &breath);
    const int finest = rehearsal->world.level_count - 1;
    const struct world_input input = {
        .scene_s = (double)session->elapsed_ns / NS_PER_S,
        .left_s = (double)session_left_s(session),
        .breath = breath,
        .guide = session->breathing.guide,
        .gaze = gaze,
        .task_level = rehearsal->plan.task_level,
        .level = is_fine && finest > 0 ? finest : 0,
    };
    world_stage(&rehearsal->world, &input, &rehearsal->stage);
    panel_stage(&rehearsal->panel, session, &rehearsal->stage);
    rehearsal->stage.fade = session->fade;
}
