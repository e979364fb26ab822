// Passes: what was checked and found safe to look at, by a key of all that decides what the eye
// gets: the resolved scene and its photo's bytes, how busy, the fades, how bright white is, and the
// versions of generators, panels, shaders, renderer and limits (look.txt, made at build time from
// their sources). Anything else than before is another key, and is checked anew.
//
// Shipped places come with theirs (assets/passes.txt); those found on this machine are kept in its
// cache.
#ifndef APP_PASSES_H
#define APP_PASSES_H

#include "app/watch.h"
#include "base/err.h"
#include "session/plan.h"

#include <stdbool.h>

enum { APP_PASSES_KEY_BYTES = 17 };

// 16 hexadecimal digits. False, having said why, when it cannot be told (no look.txt, no photo).
bool app_passes_key(const struct session_plan *plan, int task_level, float white_nits,
                    char out[APP_PASSES_KEY_BYTES]);

bool app_passes_has(const char *key);

// Keeps one on this machine; failing to is no fault: it will be checked again.
void app_passes_keep(const char *key, const char *what);

#endif
