// A session file and all it names, read into one plan with its texts: what play, snapshot,
// validate and bench start from.
#ifndef APP_LOAD_H
#define APP_LOAD_H

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "session/locale.h"
#include "session/plan.h"
#include "json/json.h"

struct app_load {
    struct session_plan plan;
    struct session_locale locale;
    char session_path[PATH_BYTES];
};

// Says every error on stderr, one line each. `file` NULL: the shipped first session.
MUST_USE enum err app_load_session(struct app_load *load, const char *file,
                                   const struct session_overrides *overrides, struct arena *arena);

// A scene file alone.
MUST_USE enum err app_load_scene(struct scene *scene, const char *file);

// As struct session_files wants it (user = struct app_load_files): looks beside the session file,
// then in the user's configuration, then in what is shipped. Names that lead out of those folders
// are refused.
struct app_load_files {
    const char *session_path; // borrowed
    struct arena *arena;      // borrowed: keeps the texts
};
enum err app_load_read(void *user, const char *name, const char **out_text, size_t *out_size,
                       char *out_path, size_t path_size);

void app_load_print(const struct diag *diag);

#endif
