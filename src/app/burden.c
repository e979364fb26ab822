#include "app/burden.h"

#include <math.h>

enum {
    WAIT_FRAMES = 180,
    SKIP_FRAMES = 6, // a frame's time is known two frames later
    REST_FRAMES = 360,
    CHECKS_MOST = 5,
};

static const double first_loops = 16.0;
static const double seen_least_ms = 1.0; // less than that says little of what a loop costs
static const double loops_most = 1e6;
static const double near_share = 0.05; // of the wish

void app_burden_init(struct app_burden *burden, double wish_ms)
{
    *burden = (struct app_burden){
        .wish_ms = fmin(wish_ms, 100.0),
        .phase = wish_ms > 0.0 ? APP_BURDEN_WAIT : APP_BURDEN_NONE,
        .acted_after = -1,
    };
}

static double median(const double times_ms[APP_BURDEN_WINDOW])
{
    double sorted[APP_BURDEN_WINDOW] = {0};
    for (int i = 0; i < APP_BURDEN_WINDOW; i++) {
        int at = i;
        for (; at > 0 && sorted[at - 1] > times_ms[i]; at--) {
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = times_ms[i];
    }
    return sorted[APP_BURDEN_WINDOW / 2];
}

static void enter(struct app_burden *burden, enum app_burden_phase phase)
{
    burden->phase = phase;
    burden->frames = 0;
}

// A window of loops was seen.
static void conclude_try(struct app_burden *burden, double added_ms)
{
    if (added_ms < seen_least_ms && burden->loops < loops_most) {
        burden->loops *= 4.0;
        enter(burden, APP_BURDEN_TRY);
        return;
    }
    burden->loops *= burden->wish_ms / fmax(added_ms, seen_least_ms);
    enter(burden, APP_BURDEN_CHECK);
}

static void conclude_check(struct app_burden *burden, double added_ms)
{
    burden->found_ms = added_ms;
    burden->checks++;
    if (burden->checks < CHECKS_MOST && fabs(added_ms / burden->wish_ms - 1.0) > near_share) {
        burden->loops *= burden->wish_ms / fmax(added_ms, seen_least_ms);
        enter(burden, APP_BURDEN_CHECK);
        return;
    }
    enter(burden, APP_BURDEN_REST);
}

static void conclude(struct app_burden *burden)
{
    const double seen_ms = median(burden->times_ms);
    if (burden->phase == APP_BURDEN_PLAIN) {
        burden->plain_ms = seen_ms;
        burden->loops = first_loops;
        enter(burden, APP_BURDEN_TRY);
    } else if (burden->phase == APP_BURDEN_TRY) {
        conclude_try(burden, seen_ms - burden->plain_ms);
    } else {
        conclude_check(burden, seen_ms - burden->plain_ms);
    }
}

void app_burden_frame(struct app_burden *burden, double gpu_ms, bool did_govern)
{
    if (burden->phase == APP_BURDEN_NONE || gpu_ms < 0.0) {
        return;
    }
    const int frame = burden->frames++;
    if (burden->phase == APP_BURDEN_WAIT) {
        if (burden->frames >= WAIT_FRAMES) {
            enter(burden, APP_BURDEN_PLAIN);
        }
    } else if (burden->phase == APP_BURDEN_REST) {
        if (burden->frames >= REST_FRAMES) {
            enter(burden, APP_BURDEN_ON);
        }
    } else if (burden->phase == APP_BURDEN_ON) {
        if (did_govern && burden->acted_after < 0) {
            burden->acted_after = burden->frames;
        }
    } else {
        if (frame >= SKIP_FRAMES) {
            burden->times_ms[frame - SKIP_FRAMES] = gpu_ms;
        }
        if (burden->frames == SKIP_FRAMES + APP_BURDEN_WINDOW) {
            conclude(burden);
        }
    }
}

double app_burden_loops(const struct app_burden *burden)
{
    const bool works = burden->phase == APP_BURDEN_TRY || burden->phase == APP_BURDEN_CHECK ||
                       burden->phase == APP_BURDEN_ON;
    return works ? floor(burden->loops) : 0.0;
}

bool app_burden_is_found(const struct app_burden *burden)
{
    return burden->phase == APP_BURDEN_NONE || burden->phase == APP_BURDEN_WAIT ||
           burden->phase == APP_BURDEN_ON ||
           (burden->phase == APP_BURDEN_REST && burden->frames >= SKIP_FRAMES);
}
