// What somebody chose, hands-free: by resting the gaze on it, by a nod, or by any button. Every
// place's task is built on this one; what the choice means is the place's own.
//
// A nod is pitch down and back by 10 to 25 degrees within 0.8 s while yaw stays within 5 degrees,
// measured against where the head is now, so that it is the same sitting and lying. While nodding
// the eyes leave what they were on: a nod or a button means what was looked at a moment ago.
#ifndef WORLD_TASK_H
#define WORLD_TASK_H

#include "base/pose.h"

#include <stdbool.h>

#define WORLD_TASK_DWELL_S 1.0f // the gaze rests for so long
#define WORLD_TASK_GRACE_S \
    0.15f // a glance aside, shorter than this, neither counts nor begins anew
#define WORLD_TASK_RECENT_S 1.2f // so long a nod or button still means what was looked at

enum { WORLD_TASK_NOTHING = -1, WORLD_TASK_ANY = -2, WORLD_TASK_NOD_SAMPLES = 40 };

struct world_nod {
    versors turns[WORLD_TASK_NOD_SAMPLES]; // of the head, one each 25 ms: the last second
    int count, next;
    float since_s; // since the newest
};

struct world_task {
    int target; // what the gaze rests on, or WORLD_TASK_NOTHING
    float held_s, off_s;
    bool is_spent; // chosen: the gaze must leave before it counts again
    int recent;    // looked at last
    float recent_s;
    bool was_button_down;
    struct world_nod nod;
    bool has_begun;
};

struct world_task_look {
    versors head; // all 0: not known, no nod is seen
    bool is_button_down;
    int seen; // index of what the gaze meets (world_task_seen)
};

// The nearest to the gaze of those within `within_rad` of it, or WORLD_TASK_NOTHING.
int world_task_seen(const struct pose *gaze, const vec3s *at_m, int count, float within_rad);

// Once a frame; the struct starts zeroed. Returns the index chosen now; WORLD_TASK_ANY when a nod
// or a button meant nothing in particular (the place takes it for what comes next);
// WORLD_TASK_NOTHING else.
int world_task_step(struct world_task *task, const struct world_task_look *look, float step_s);

// True in the step in which a nod is complete. world_task_step does this itself.
bool world_task_nod(struct world_nod *nod, versors head, float step_s);

#endif
