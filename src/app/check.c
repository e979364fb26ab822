#include "app/check.h"

#include "app/hall.h"
#include "app/near.h"
#include "base/mem.h"
#include "safety/limits.h"
#include "safety/stripe.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DEG_TO_RAD 0.01745329252f

enum {
    PART_MAX = 512,
    CLOSE_CELLS = 384, // each way, of a close look
    CLOSE_PX = 2,      // pixels to a cell
    QUICK_STILL_PX = 768,
};

static const double part_s = 10.0, quick_part_s = 2.5;
static const int quick_parts = 3;
static const double close_before_s = 1.1, close_after_s = 0.1;

// Where the head looks in each part: ahead at both ends, where panels open.
static const float yaws_deg[] = {0.0f, 70.0f, -70.0f, 150.0f, -150.0f};

struct part {
    double from_s, to_s;
    float yaw_deg;
    struct app_watch_suspect flash, red;
};

struct job { // what a check is done with, released in one place
    const struct app_check *check;
    struct app_check_result *result;
    struct app_hall hall;
    struct arena arena;
    struct app_watch *watch; // of the time pass
    int part_count;
    struct part parts[PART_MAX];
};

// ---- parts

static void lay_parts(struct job *job)
{
    const struct app_check *check = job->check;
    const double whole_s = app_rehearsal_seconds(&check->load->plan);
    const double length_s = fmin(check->is_quick ? quick_part_s : part_s, whole_s);
    const double wanted_s = check->is_quick ? quick_parts * quick_part_s : check->minutes * 60.0;
    const int count = (int)ceil(fmin(wanted_s, whole_s) / length_s - 1e-6);
    job->part_count = count < 1 ? 1 : count > PART_MAX ? PART_MAX : count;
    for (int i = 0; i < job->part_count; i++) {
        const double last = job->part_count - 1;
        const double from_s = last > 0.0 ? (whole_s - length_s) * i / last : 0.0;
        const bool is_end = i == job->part_count - 1;
        job->parts[i] = (struct part){
            .from_s = from_s,
            .to_s = from_s + length_s,
            .yaw_deg = is_end ? 0.0f : yaws_deg[i % (int)(sizeof yaws_deg / sizeof yaws_deg[0])],
        };
        job->result->seconds += length_s;
    }
}

// The head turns while nobody looks.
static void go_to_part(struct job *job, const struct part *part, double from_s)
{
    app_rehearsal_turn(job->hall.rehearsal, part->yaw_deg);
    app_hall_skip_to(&job->hall, from_s);
}

static void mark_near(struct job *job)
{
    const struct app_rehearsal *rehearsal = job->hall.rehearsal;
    for (int i = 0; i < APP_WATCH_EYES; i++) {
        app_near_mark(&rehearsal->stage, &rehearsal->world.geometry[0], rehearsal->head,
                      job->watch->view.tan_half, SAFETY_FLOW_NEAR_M, APP_WATCH_NEAR,
                      job->watch->eyes[i].is_near);
    }
}

static enum err watch_part(struct job *job, const struct part *part, float rate_hz)
{
    const double period_s = 1.0 / (double)rate_hz;
    const double second_s = 1.0;
    app_watch_cut(job->watch, part->yaw_deg, part->from_s);
    TRY(app_hall_set_target(&job->hall, APP_WATCH_SIDE));
    for (long n = 0; part->from_s + (double)n * period_s < part->to_s; n++) {
        app_hall_step(&job->hall, part->from_s + (double)n * period_s, false);
        if (fmod((double)n * period_s, second_s) < period_s) {
            mark_near(job);
        }
        TRY(app_hall_draw(&job->hall));
        app_watch_push(job->watch, job->hall.rgba, 1, job->hall.now_s);
        job->result->frames++;
    }
    return ERR_OK;
}

// ---- stills

static void keep_stripes(struct job *job, const struct safety_stripe *found, int eye, float yaw_deg)
{
    struct safety_figures *figures = &job->result->figures[eye];
    struct safety_spot spot = {.t_s = job->hall.now_s};
    safety_view_angles(found->contrast > 0.0f ? found->at : (vec3s){{0, 0, -1}}, &spot.yaw_deg,
                       &spot.pitch_deg);
    spot.yaw_deg = remainderf(spot.yaw_deg + yaw_deg, 360.0f);
    safety_figure_add(figures, SAFETY_STRIPES, found->contrast, &spot);
    safety_view_angles(found->moving > 0.0f ? found->moving_at : (vec3s){{0, 0, -1}}, &spot.yaw_deg,
                       &spot.pitch_deg);
    spot.yaw_deg = remainderf(spot.yaw_deg + yaw_deg, 360.0f);
    safety_figure_add(figures, SAFETY_STRIPES_MOVED, found->moving, &spot);
    job->result->stripe_regular = fmaxf(job->result->stripe_regular, found->regular);
}

// Two stills, a frame apart, at the end of a part.
static enum err look_for_stripes(struct job *job, const struct part *part, struct arena *scratch)
{
    const struct app_watch_display *display = &job->check->display;
    const int side = job->check->is_quick && display->side_px > QUICK_STILL_PX ? QUICK_STILL_PX
                                                                               : display->side_px;
    const float dt_s = 1.0f / display->refresh_hz;
    struct safety_light stills[2][APP_WATCH_EYES];
    TRY(app_hall_set_target(&job->hall, side));
    for (int n = 0; n < 2; n++) {
        app_hall_step(&job->hall, job->hall.now_s + (double)dt_s, true);
        TRY(app_hall_draw(&job->hall));
        for (int i = 0; i < APP_WATCH_EYES; i++) {
            TRY(safety_light_init(&stills[n][i], side, scratch));
            safety_light_read(&stills[n][i], job->hall.rgba + (size_t)i * (size_t)side * 4,
                              2 * (size_t)side, 1, display->white_nits);
        }
    }
    for (int i = 0; i < APP_WATCH_EYES; i++) {
        struct safety_stripe found;
        TRY(safety_stripe_find(stills[0][i].nits, stills[1][i].nits, side,
                               tanf(0.5f * display->fov_deg * DEG_TO_RAD), dt_s, scratch, &found));
        keep_stripes(job, &found, i, part->yaw_deg);
    }
    job->result->stills++;
    return ERR_OK;
}

// ---- passes

static void tell(const struct job *job, float done)
{
    if (job->check->progress) {
        job->check->progress(done);
    }
}

static enum err watch_all(struct job *job)
{
    const struct app_check *check = job->check;
    const float full_hz = check->display.refresh_hz;
    const float rate_hz = check->is_quick ? 0.5f * full_hz : full_hz;
    TRY(app_watch_init(job->watch, &check->display, APP_WATCH_SIDE, rate_hz, false,
                       job->result->figures, &job->arena));
    for (int i = 0; i < job->part_count; i++) {
        struct part *part = &job->parts[i];
        struct arena scratch = {0};
        go_to_part(job, part, part->from_s);
        TRY(watch_part(job, part, rate_hz));
        part->flash = job->watch->flash;
        part->red = job->watch->red;
        const enum err err = look_for_stripes(job, part, &scratch);
        arena_fini(&scratch);
        TRY(err);
        tell(job, (float)(i + 1) / (float)job->part_count);
    }
    return ERR_OK;
}

static enum err look_closely(struct job *job, struct app_watch *close, const struct part *part,
                             double at_s)
{
    const double from_s = fmax(at_s - close_before_s, part->from_s);
    const double period_s = 1.0 / (double)close->rate_hz;
    go_to_part(job, part, from_s);
    app_watch_cut(close, part->yaw_deg, from_s);
    TRY(app_hall_set_target(&job->hall, CLOSE_CELLS * CLOSE_PX));
    for (long n = 0; from_s + (double)n * period_s < at_s + close_after_s; n++) {
        app_hall_step(&job->hall, from_s + (double)n * period_s, true);
        TRY(app_hall_draw(&job->hall));
        app_watch_push(close, job->hall.rgba, CLOSE_PX, job->hall.now_s);
    }
    job->result->close_looks++;
    return ERR_OK;
}

static bool holds(const struct app_check_result *result, enum safety_kind kind)
{
    return safety_figure_holds(&result->figures[0], kind) &&
           safety_figure_holds(&result->figures[1], kind);
}

int app_check_broken(const struct app_check_result *result)
{
    int broken = 0;
    for (int kind = 0; kind < SAFETY_KIND_COUNT; kind++) {
        broken += holds(result, (enum safety_kind)kind) ? 0 : 1;
    }
    return broken;
}

static enum err follow_suspect(struct job *job, struct app_watch *close, const struct part *part,
                               enum safety_kind kind)
{
    const struct app_watch_suspect suspect = kind == SAFETY_RED ? part->red : part->flash;
    if (suspect.per_s <= 0.0f || !holds(job->result, kind)) {
        return ERR_OK; // nothing, or it is broken already
    }
    if (job->hall.now_s > fmax(suspect.t_s - close_before_s, part->from_s)) {
        TRY(app_hall_begin(&job->hall));
    }
    return look_closely(job, close, part, suspect.t_s);
}

static enum err follow_suspects(struct job *job)
{
    bool has_any = false;
    for (int i = 0; i < job->part_count; i++) {
        has_any = has_any || job->parts[i].flash.per_s > 0.0f || job->parts[i].red.per_s > 0.0f;
    }
    if (!has_any) {
        return ERR_OK;
    }
    struct app_watch *close = arena_alloc(&job->arena, 1, sizeof *close);
    if (!close) {
        return ERR_NO_MEMORY;
    }
    TRY(app_watch_init(close, &job->check->display, CLOSE_CELLS, job->check->display.refresh_hz,
                       true, job->result->figures, &job->arena));
    for (int i = 0; i < job->part_count; i++) {
        TRY(follow_suspect(job, close, &job->parts[i], SAFETY_FLASH));
        TRY(follow_suspect(job, close, &job->parts[i], SAFETY_RED));
    }
    return ERR_OK;
}

static enum err run(struct job *job)
{
    const struct app_check *check = job->check;
    const struct app_hall_desc desc = {
        .load = check->load,
        .task_level = check->task_level,
        .fov_deg = check->display.fov_deg,
        .wants_validation = check->wants_validation,
        .alter = check->alter,
        .user = check->user,
    };
    job->watch = arena_alloc(&job->arena, 1, sizeof *job->watch);
    if (!job->watch) {
        return ERR_NO_MEMORY;
    }
    TRY(app_hall_init(&job->hall, &desc));
    snprintf(job->result->device, sizeof job->result->device, "%.159s", job->hall.gpu.driver_text);
    lay_parts(job);
    TRY(watch_all(job));
    TRY(follow_suspects(job));
    return check->wants_validation && job->hall.gpu.validation_messages > 0 ? ERR_DEVICE : ERR_OK;
}

enum err app_check_run(const struct app_check *check, struct app_check_result *result)
{
    struct job *job = mem_alloc(1, sizeof *job);
    *result = (struct app_check_result){0};
    if (!job) {
        return ERR_NO_MEMORY;
    }
    job->check = check;
    job->result = result;
    const enum err err = run(job);
    app_hall_fini(&job->hall);
    arena_fini(&job->arena);
    mem_free(job);
    return err;
}
