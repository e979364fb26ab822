// What a check starts from: a scene file with a session around it, and the display to judge for.
#ifndef APP_CHECK_LOAD_H
#define APP_CHECK_LOAD_H

#include "app/load.h"
#include "app/watch.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

// The display of a headset in config/headsets.json; NULL: one that has the brightest white, the
// highest rate, the widest view and the most pixels of all, and so stands for every one. False,
// having said why, when there is none of that name.
bool app_check_load_display(const char *name, struct app_watch_display *out);

struct app_check_load_wish {
    int task_level; // < 0: the session's own, 3 of a scene
    bool has_seed;
    uint64_t seed;
};

// A session file, or a scene file with a session around it that is as long as its light moves: the
// shipped first session's steps and texts, stretched. What is wrong is said.
MUST_USE enum err app_check_load(struct app_load *load, const char *file,
                                 const struct app_check_load_wish *wish, struct arena *arena);

#endif
