// A session played to nobody on a clock of its own: the stage of each instant as `respite play`
// would show it, with fades, panels and the task, for whoever wants to look at it beforehand.
//
// Somebody simulated sits in it: they breathe with the guide, or slowly, and their eyes rest for
// a moment here and there so that what answers to looking does. The head keeps still: it turns
// only when told to. The same calls give the same stages.
#ifndef APP_REHEARSAL_H
#define APP_REHEARSAL_H

#include "app/load.h"
#include "panel/panel.h"
#include "session/session.h"
#include "stage/stage.h"
#include "world/world.h"

struct app_rehearsal {
    const struct app_load *load; // borrowed
    struct scene scene;
    struct session_plan plan;
    struct session session;
    struct panel panel;
    struct world world;
    struct stage stage; // of the last step
    struct pose head;
};

// `task_level` in place of the plan's. The place is built coarse (level 0) and fine (level 1), in
// the arena. ERR_NO_MEMORY only.
MUST_USE enum err app_rehearsal_init(struct app_rehearsal *rehearsal, const struct app_load *load,
                                     int task_level, struct arena *arena);

// Level of detail for the steps that follow: the finest, or the coarsest.
void app_rehearsal_step(struct app_rehearsal *rehearsal, int64_t now_ns, bool is_fine);
void app_rehearsal_turn(struct app_rehearsal *rehearsal, float yaw_deg);

// From its first frame to the end of the last fade.
double app_rehearsal_seconds(const struct session_plan *plan);

#endif
