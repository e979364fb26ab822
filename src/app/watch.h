// Somebody who watches both eyes' pictures go by and keeps the worst of what they do (src/safety).
#ifndef APP_WATCH_H
#define APP_WATCH_H

#include "base/arena.h"
#include "base/err.h"
#include "safety/figure.h"
#include "safety/flash.h"
#include "safety/flow.h"
#include "safety/light.h"
#include "safety/luminance.h"
#include "safety/view.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    APP_WATCH_EYES = 2,
    APP_WATCH_SIDE = 96,                                 // cells of the time pass
    APP_WATCH_NEAR = APP_WATCH_SIDE / SAFETY_FLOW_BLOCK, // blocks each way
    APP_WATCH_PAST = 64,                                 // pictures kept for motion
};

struct app_watch_display { // what the pictures will be shown on
    float white_nits, refresh_hz, fov_deg;
    int side_px;
};

// Flashes that go beyond the limit, to be looked at closely.
struct app_watch_suspect {
    double t_s; // 0: none
    float per_s;
};

struct app_watch {
    const struct app_watch_display *display; // borrowed
    float rate_hz;                           // of the pictures
    bool is_close;                           // flashes alone
    struct safety_view view;
    struct app_watch_eye {
        struct safety_light light;
        struct safety_flash flash, red;
        struct safety_luminance luminance;
        float *past[APP_WATCH_PAST]; // nits of the last pictures
        bool is_near[APP_WATCH_NEAR * APP_WATCH_NEAR];
    } eyes[APP_WATCH_EYES];
    int count;                           // pictures since the last cut
    double cut_s;                        // when it was
    float yaw_deg;                       // of the head
    struct app_watch_suspect flash, red; // worst since the last cut
    struct safety_figures *figures;      // of each eye, borrowed
};

// `side`: cells each way. `is_close`: for a close look at flashes, which alone are then judged,
// and every one goes into the figures.
MUST_USE enum err app_watch_init(struct app_watch *watch, const struct app_watch_display *display,
                                 int side, float rate_hz, bool is_close,
                                 struct safety_figures *figures, struct arena *arena);
// What comes next has nothing to do with what was before; the head looks `yaw_deg` to the left.
void app_watch_cut(struct app_watch *watch, float yaw_deg, double t_s);
// Both eyes side by side, as render_still_draw leaves them; cell_px pixels to a cell.
void app_watch_push(struct app_watch *watch, const uint8_t *rgba, int cell_px, double t_s);

#endif
