#include "app/governor.h"

#include <math.h>

enum {
    FIRST_FRAMES = 8,   // whose pipelines the driver may still be translating
    SETTLE_FRAMES = 4,  // GPU times come two frames late
    LIGHT_FRAMES = 180, // two seconds with room before anything grows
    PATIENCE_MOST = 16 * LIGHT_FRAMES,
    SPENT_FRAMES = 270,
    UNDONE_FRAMES = 2 * LIGHT_FRAMES, // a growth undone within these should not have been
};

// Of the refresh period: the compositor needs 3 ms of 11, the rest of the frame about 1.
static const double budget_share = 0.62;
static const double heavy_share = 0.92, aim_share = 0.80, light_share = 0.55; // of the budget
static const double spent_share = 0.9; // of the period itself: the next frame already waits
static const float step_up = 1.08f;
static const double little_share = 0.4; // of what a smaller area promises

void app_governor_init(struct app_governor *governor, float scale_least, int detail_most)
{
    *governor = (struct app_governor){
        .scale_least = scale_least,
        .scale = 1.0f,
        .scale_most = 1.0f,
        .detail = detail_most,
        .detail_most = detail_most,
        .wait_frames = FIRST_FRAMES,
        .patience = LIGHT_FRAMES,
    };
}

void app_governor_offer(struct app_governor *governor, int detail_most)
{
    governor->detail = detail_most;
    governor->detail_most = detail_most;
    governor->cut = APP_GOVERNOR_NO_CUT;
    governor->count = 0;
    governor->light_frames = 0;
    governor->wait_frames = FIRST_FRAMES;
}

// Of the recent frames. One that took long (a first use, a sky baked anew) changes nothing.
static double median_ms(const struct app_governor *governor)
{
    const uint32_t n =
        governor->count < APP_GOVERNOR_WINDOW ? governor->count : APP_GOVERNOR_WINDOW;
    double sorted[APP_GOVERNOR_WINDOW] = {0};
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i;
        for (; at > 0 && sorted[at - 1] > governor->recent_ms[i]; at--) {
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = governor->recent_ms[i];
    }
    return sorted[n / 2];
}

// The first figures after a cut tell what it was good for.
static void judge_cut(struct app_governor *governor, double load)
{
    const double left = load / governor->cut_load;
    if (governor->cut == APP_GOVERNOR_SCALE_CUT) {
        const double ratio = (double)(governor->scale / governor->cut_scale);
        governor->is_detail_first = 1.0 - left < little_share * (1.0 - ratio * ratio);
    } else if (governor->cut == APP_GOVERNOR_DETAIL_CUT) {
        governor->detail_gain[governor->detail] = fmin(fmax(left, 0.2), 1.0);
        governor->is_detail_first = false; // it may be the pixels' turn now
    }
    governor->cut = APP_GOVERNOR_NO_CUT;
}

static bool cut_detail(struct app_governor *governor)
{
    if (governor->detail == 0) {
        return false;
    }
    governor->cut = APP_GOVERNOR_DETAIL_CUT;
    governor->detail--;
    return true;
}

static bool cut_scale(struct app_governor *governor, double load)
{
    if (governor->scale <= governor->scale_least) {
        return false;
    }
    // Cost goes with the area.
    const float wanted = governor->scale * (float)sqrt(aim_share / load);
    governor->cut = APP_GOVERNOR_SCALE_CUT;
    governor->scale = fmaxf(fminf(wanted, governor->scale * 0.95f), governor->scale_least);
    return true;
}

static bool shrink(struct app_governor *governor, double load)
{
    governor->cut_load = load;
    governor->cut_scale = governor->scale;
    if (governor->grown_frames > 0) {
        governor->patience =
            governor->patience < PATIENCE_MOST ? 2 * governor->patience : PATIENCE_MOST;
        governor->grown_frames = 0;
    }
    if (governor->is_detail_first) {
        return cut_detail(governor) || cut_scale(governor, load);
    }
    return cut_scale(governor, load) || cut_detail(governor);
}

static bool grow(struct app_governor *governor, double load)
{
    const int detail = governor->detail;
    if (detail < governor->detail_most && load < aim_share * governor->detail_gain[detail]) {
        governor->detail++;
    } else if (governor->scale < governor->scale_most) {
        governor->scale = fminf(governor->scale * step_up, governor->scale_most);
    } else {
        return false;
    }
    governor->grown_frames = UNDONE_FRAMES;
    return true;
}

static void count_spent(struct app_governor *governor, double of_period)
{
    const bool is_least = governor->detail == 0 && governor->scale <= governor->scale_least;
    if (governor->spent_frames >= SPENT_FRAMES) {
        return;
    }
    governor->spent_frames = is_least && of_period > spent_share ? governor->spent_frames + 1 : 0;
}

bool app_governor_is_spent(const struct app_governor *governor)
{
    return governor->spent_frames >= SPENT_FRAMES;
}

static bool decide(struct app_governor *governor, double load)
{
    // Half the window is enough to see that it is too much; growing takes patience.
    const bool is_known = governor->count >= APP_GOVERNOR_WINDOW / 2;
    if (is_known && governor->cut != APP_GOVERNOR_NO_CUT) {
        judge_cut(governor, load);
    }
    if (is_known && load > heavy_share) {
        return shrink(governor, load);
    }
    if (load >= light_share) {
        governor->light_frames = 0;
        return false;
    }
    return ++governor->light_frames >= governor->patience && grow(governor, load);
}

bool app_governor_frame(struct app_governor *governor, double gpu_ms, double period_ms)
{
    if (gpu_ms < 0.0 || !(period_ms > 0.0)) {
        return false;
    }
    if (governor->wait_frames > 0) {
        governor->wait_frames--;
        return false;
    }
    governor->recent_ms[governor->count % APP_GOVERNOR_WINDOW] = gpu_ms;
    governor->count++;
    if (governor->grown_frames > 0 && --governor->grown_frames == 0) {
        governor->patience = LIGHT_FRAMES; // it has held
    }
    const double of_period = median_ms(governor) / period_ms;
    count_spent(governor, of_period);
    const bool did_change = decide(governor, of_period / budget_share);
    if (did_change) {
        governor->count = 0;
        governor->light_frames = 0;
        governor->wait_frames = SETTLE_FRAMES;
    }
    return did_change;
}

void app_governor_limit(struct app_governor *governor, float scale_most)
{
    governor->scale_most = fminf(fmaxf(scale_most, governor->scale_least), 1.0f);
    if (governor->scale > governor->scale_most) {
        governor->scale = governor->scale_most;
        governor->cut = APP_GOVERNOR_NO_CUT; // what follows is not its doing alone
        governor->count = 0;
        governor->light_frames = 0;
        governor->wait_frames = SETTLE_FRAMES;
    }
}

uint32_t app_governor_side(const struct app_governor *governor, uint32_t full_px)
{
    const uint32_t side = (uint32_t)lroundf((float)full_px * governor->scale) & ~1u;
    const uint32_t least = full_px < 64 ? full_px : 64;
    return side < least ? least : side;
}
