// The room a check is done in: a rehearsal, and a device that draws its instants as large as asked.
#ifndef APP_HALL_H
#define APP_HALL_H

#include "app/rehearsal.h"
#include "app/watch.h"
#include "base/arena.h"
#include "base/err.h"
#include "gpu/gpu.h"
#include "render/render.h"

struct app_hall_desc {
    const struct app_load *load; // borrowed until app_hall_fini
    int task_level;
    float fov_deg;
    bool wants_validation;
    // Tests: changes what is about to be drawn. NULL: nobody does.
    void (*alter)(void *user, double t_s, struct stage *stage, struct view eyes[APP_WATCH_EYES]);
    void *user;
};

struct app_hall {
    struct app_hall_desc desc;
    struct gpu gpu;
    struct render *render;
    struct render_still *target;
    int target_px;
    uint8_t *rgba;      // of the last drawn: both eyes side by side, target_px each way
    struct arena arena; // of this rehearsal
    struct app_rehearsal *rehearsal; // in it
    double now_s;                    // of the rehearsal
};

// `hall` zeroed; fini is owed in every case. What is wrong is logged.
MUST_USE enum err app_hall_init(struct app_hall *hall, const struct app_hall_desc *desc);
void app_hall_fini(struct app_hall *hall);

// From the beginning again: the same stages come.
MUST_USE enum err app_hall_begin(struct app_hall *hall);
// One instant later; with the finest meshes, or the coarsest.
void app_hall_step(struct app_hall *hall, double to_s, bool is_fine);
// Up to just before an instant without drawing: everything moves on as it would.
void app_hall_skip_to(struct app_hall *hall, double to_s);

// Pixels each way, from here on.
MUST_USE enum err app_hall_set_target(struct app_hall *hall, int side_px);
MUST_USE enum err app_hall_draw(struct app_hall *hall);

#endif
