// Reading the record: export, report, data. Opens the file read-only, beside a writer or after a
// crash, and sees one instant of it: what is written meanwhile is not mixed in.
#ifndef STORE_READ_H
#define STORE_READ_H

#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

struct store_read; // opaque, heap

// Failures are one log line.
MUST_USE enum err store_read_open(const char *path, struct store_read **out);
void store_read_close(struct store_read *read); // NULL is allowed

// Texts are valid during the callback alone; never NULL unless their comment says so.
struct store_read_session {
    int64_t id;
    const char *alias, *plan_hash, *plan_name, *language, *seed, *version, *runtime, *device;
    int64_t start_wall_ms, utc_offset_min;
    bool is_open; // no stop reason yet: running, or torn and not yet closed
    int64_t duration_ms;
    const char *stop_reason; // "" while open
};

struct store_read_event {
    int64_t t_ms;
    const char *kind, *step, *name;
    bool has_value;
    double value;
};

struct store_read_minute {
    int64_t t_ms;
    int minute;
    struct store_breath breath;
};

struct store_read_filter { // zeroed: everything
    int64_t session_id;    // 0: any
    const char *alias;     // NULL: any
    bool has_since;
    int64_t since_local_ms; // wall time as the session's place showed it, ms since 1970
};

// In order of their ids. A callback that does not return ERR_OK ends the reading with its answer.
// Callbacks may read other things of the same record.
MUST_USE enum err
store_read_sessions(struct store_read *read, const struct store_read_filter *filter,
                    enum err (*got)(void *user, const struct store_read_session *session),
                    void *user);
MUST_USE enum err
store_read_events(struct store_read *read, int64_t session_id,
                  enum err (*got)(void *user, const struct store_read_event *event), void *user);
MUST_USE enum err
store_read_minutes(struct store_read *read, int64_t session_id,
                   enum err (*got)(void *user, const struct store_read_minute *minute), void *user);
// *out_found is false, and *out zeroed, when the session has none (torn, or never drawn).
MUST_USE enum err store_read_frames(struct store_read *read, int64_t session_id,
                                    struct store_frames *out, bool *out_found);
// The same of the breath of the whole session.
MUST_USE enum err store_read_breath(struct store_read *read, int64_t session_id,
                                    struct store_breath *out, bool *out_found);
// The plan's canonical text.
MUST_USE enum err store_read_plan(struct store_read *read, const char *plan_hash,
                                  enum err (*got)(void *user, const char *text), void *user);

#endif
