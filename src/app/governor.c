#include "app/governor.h"

#include <math.h>

enum {
    FIRST_FRAMES = 8,   // whose pipelines the driver may still be translating
    SETTLE_FRAMES = 4,  // GPU times come two frames late
    LIGHT_FRAMES = 180, // two seconds with room before anything grows
};

// Of the refresh period: the compositor needs 3 ms of 11, the rest of the frame about 1.
static const double budget_share = 0.62;
static const double heavy_share = 0.92, aim_share = 0.80, light_share = 0.55; // of the budget
static const float step_up = 1.08f;

void app_governor_init(struct app_governor *governor, float scale_least, int detail_most)
{
    *governor = (struct app_governor){
        .scale_least = scale_least,
        .scale = 1.0f,
        .detail = detail_most,
        .detail_most = detail_most,
        .wait_frames = FIRST_FRAMES,
    };
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

static bool shrink(struct app_governor *governor, double load)
{
    if (governor->scale > governor->scale_least) {
        // Cost goes with the area.
        const float wanted = governor->scale * (float)sqrt(aim_share / load);
        governor->scale = fmaxf(fminf(wanted, governor->scale * 0.95f), governor->scale_least);
        return true;
    }
    if (governor->detail > 0) {
        governor->detail--;
        return true;
    }
    return false;
}

static bool grow(struct app_governor *governor)
{
    if (governor->detail < governor->detail_most) {
        governor->detail++;
        return true;
    }
    if (governor->scale < 1.0f) {
        governor->scale = fminf(governor->scale * step_up, 1.0f);
        return true;
    }
    return false;
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
    const double budget_ms = period_ms * budget_share;
    const double load = median_ms(governor) / budget_ms;
    // Half the window is enough to see that it is too much; growing takes patience.
    bool did_change = false;
    if (governor->count >= APP_GOVERNOR_WINDOW / 2 && load > heavy_share) {
        did_change = shrink(governor, load);
    } else if (load < light_share) {
        did_change = ++governor->light_frames >= LIGHT_FRAMES && grow(governor);
    } else {
        governor->light_frames = 0;
    }
    if (did_change) {
        governor->count = 0;
        governor->light_frames = 0;
        governor->wait_frames = SETTLE_FRAMES;
    }
    return did_change;
}

uint32_t app_governor_side(const struct app_governor *governor, uint32_t full_px)
{
    const uint32_t side = (uint32_t)lroundf((float)full_px * governor->scale) & ~1u;
    const uint32_t least = full_px < 64 ? full_px : 64;
    return side < least ? least : side;
}
