#include "app/watch.h"

#include "safety/limits.h"

#include <math.h>
#include <string.h>

// Pictures so far apart are compared for motion, each for speeds from `least_deg_s` on: what is
// slow shows in long steps alone, what is fast in short ones.
static const struct span {
    float seconds, least_deg_s;
} spans[] = {{0.5f, 0.0f}, {0.1f, 4.0f}, {0.025f, 16.0f}};

static const float flow_every_s = 0.1f;

enum err app_watch_init(struct app_watch *watch, const struct app_watch_display *display, int side,
                        float rate_hz, bool is_close, struct safety_figures *figures,
                        struct arena *arena)
{
    *watch = (struct app_watch){
        .display = display, .rate_hz = rate_hz, .is_close = is_close, .figures = figures};
    TRY(safety_view_init(&watch->view, side, display->fov_deg, arena));
    for (int i = 0; i < APP_WATCH_EYES; i++) {
        struct app_watch_eye *eye = &watch->eyes[i];
        TRY(safety_light_init(&eye->light, side, arena));
        TRY(safety_flash_init(&eye->flash, &watch->view, false, arena));
        TRY(safety_flash_init(&eye->red, &watch->view, true, arena));
        eye->luminance.view = &watch->view;
        for (int k = 0; !is_close && k < APP_WATCH_PAST; k++) {
            eye->past[k] = arena_alloc(arena, (size_t)side * (size_t)side, sizeof **eye->past);
            if (!eye->past[k]) {
                return ERR_NO_MEMORY;
            }
        }
    }
    return ERR_OK;
}

void app_watch_cut(struct app_watch *watch, float yaw_deg, double t_s)
{
    for (int i = 0; i < APP_WATCH_EYES; i++) {
        safety_flash_cut(&watch->eyes[i].flash);
        safety_flash_cut(&watch->eyes[i].red);
        watch->eyes[i].luminance.count = 0;
        watch->eyes[i].luminance.next = 0;
    }
    watch->count = 0;
    watch->cut_s = t_s;
    watch->yaw_deg = yaw_deg;
    watch->flash = watch->red = (struct app_watch_suspect){0};
}

static struct safety_spot spot_of(const struct app_watch *watch, vec3s direction, double t_s)
{
    struct safety_spot spot = {.t_s = t_s};
    safety_view_angles(direction, &spot.yaw_deg, &spot.pitch_deg);
    spot.yaw_deg = remainderf(spot.yaw_deg + watch->yaw_deg, 360.0f);
    return spot;
}

// In the time pass, what breaks the limit is a suspicion: one point of a cell may sparkle where
// its whole does not.
static void judge_flashes(struct app_watch *watch, int eye, enum safety_kind kind, double t_s)
{
    struct app_watch_eye *own = &watch->eyes[eye];
    const bool is_red = kind == SAFETY_RED;
    struct safety_flash *flash = is_red ? &own->red : &own->flash;
    struct app_watch_suspect *suspect = is_red ? &watch->red : &watch->flash;
    const float *values = is_red ? own->light.red : own->light.nits;
    const struct safety_flash_now now =
        safety_flash_push(flash, values, (float)(t_s - watch->cut_s));
    if (!watch->is_close && now.per_s > SAFETY_FLASH_PER_S) {
        if (now.per_s > suspect->per_s) {
            *suspect = (struct app_watch_suspect){t_s, now.per_s};
        }
        return;
    }
    const struct safety_spot spot = spot_of(watch, now.centre, t_s);
    struct safety_figure *figure = &watch->figures[eye].of[kind];
    const float share = figure->share;
    safety_figure_add(&watch->figures[eye], kind, now.per_s, &spot);
    figure->share = fmaxf(share, now.share);
}

static void judge_luminance(struct app_watch *watch, int eye, double t_s)
{
    struct app_watch_eye *own = &watch->eyes[eye];
    const struct safety_luminance_now now =
        safety_luminance_push(&own->luminance, own->light.nits, (float)(t_s - watch->cut_s));
    const struct safety_spot spot = spot_of(watch, (vec3s){{0.0f, 0.0f, -1.0f}}, t_s);
    safety_figure_add(&watch->figures[eye], SAFETY_MEAN, now.mean_nits, &spot);
    safety_figure_add(&watch->figures[eye], SAFETY_CHANGE, now.change, &spot);
    struct safety_figures *figures = &watch->figures[eye];
    if (!figures->has_darkest || now.mean_nits < figures->darkest_nits) {
        figures->has_darkest = true;
        figures->darkest_nits = now.mean_nits;
    }
}

static void judge_motion(struct app_watch *watch, int eye, double t_s)
{
    struct app_watch_eye *own = &watch->eyes[eye];
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        const int back = (int)fmaxf(roundf(spans[i].seconds * watch->rate_hz), 1.0f);
        if (back >= watch->count || back >= APP_WATCH_PAST) {
            continue;
        }
        const float *before = own->past[(watch->count - 1 - back) % APP_WATCH_PAST];
        const struct safety_flow_now now =
            safety_flow_measure(&watch->view, before, own->light.nits, (float)back / watch->rate_hz,
                                watch->display->white_nits, own->is_near);
        const struct safety_spot spot = spot_of(watch, now.at, t_s);
        if (now.deg_s >= spans[i].least_deg_s) {
            safety_figure_add(&watch->figures[eye], SAFETY_FLOW, now.deg_s, &spot);
        }
        if (now.camera_deg_s >= spans[i].least_deg_s) {
            safety_figure_add(&watch->figures[eye], SAFETY_CAMERA, now.camera_deg_s, &spot);
        }
    }
}

void app_watch_push(struct app_watch *watch, const uint8_t *rgba, int cell_px, double t_s)
{
    const size_t side_px = (size_t)watch->view.side * (size_t)cell_px;
    const int every = (int)fmaxf(flow_every_s * watch->rate_hz, 1.0f);
    const int slot = watch->count % APP_WATCH_PAST;
    watch->count++;
    for (int i = 0; i < APP_WATCH_EYES; i++) {
        struct app_watch_eye *eye = &watch->eyes[i];
        safety_light_read(&eye->light, rgba + side_px * 4 * (size_t)i, 2 * side_px, cell_px,
                          watch->display->white_nits);
        judge_flashes(watch, i, SAFETY_FLASH, t_s);
        judge_flashes(watch, i, SAFETY_RED, t_s);
        if (watch->is_close) {
            continue;
        }
        judge_luminance(watch, i, t_s);
        memcpy(eye->past[slot], eye->light.nits, side_px * side_px * sizeof *eye->light.nits);
        if (watch->count % every == 0) {
            judge_motion(watch, i, t_s);
        }
    }
}
