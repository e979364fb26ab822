#include "store/read.h"

#include "base/log.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/schema.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>

struct store_read {
    sqlite3 *db; // owned
    char path[1024];
};

static enum err fail(struct store_read *read, int rc)
{
    char why[STORE_WHY_BYTES];
    store_db_why(rc, why);
    LOG_ERROR("cannot read the record '%s': %s", read->path, why);
    return store_db_err(rc);
}

static enum err prepare(struct store_read *read, const char *sql, sqlite3_stmt **out)
{
    const int rc = sqlite3_prepare_v2(read->db, sql, -1, out, NULL);
    return rc == SQLITE_OK ? ERR_OK : fail(read, rc);
}

// Steps `st`, calling `row` for each, and finalizes it.
static enum err each_row(struct store_read *read, sqlite3_stmt *st, int bind_rc,
                         enum err (*row)(void *user, sqlite3_stmt *st), void *user)
{
    enum err err = ERR_OK;
    int rc = bind_rc == SQLITE_OK ? sqlite3_step(st) : bind_rc;
    while (rc == SQLITE_ROW && err == ERR_OK) {
        err = row(user, st);
        rc = err == ERR_OK ? sqlite3_step(st) : rc;
    }
    if (err == ERR_OK && rc != SQLITE_DONE) {
        err = fail(read, rc);
    }
    sqlite3_finalize(st);
    return err;
}

static bool is_set(sqlite3_stmt *st, int column)
{
    return sqlite3_column_type(st, column) != SQLITE_NULL;
}

static double known(sqlite3_stmt *st, int column)
{
    return is_set(st, column) ? sqlite3_column_double(st, column) : (double)NAN;
}

struct session_call {
    enum err (*got)(void *user, const struct store_read_session *session);
    void *user;
};

static enum err session_row(void *user, sqlite3_stmt *st)
{
    const struct session_call *call = user;
    const struct store_read_session session = {
        .id = sqlite3_column_int64(st, 0),
        .alias = store_db_text(st, 1),
        .plan_hash = store_db_text(st, 2),
        .plan_name = store_db_text(st, 3),
        .language = store_db_text(st, 4),
        .seed = store_db_text(st, 5),
        .version = store_db_text(st, 6),
        .runtime = store_db_text(st, 7),
        .device = store_db_text(st, 8),
        .start_wall_ms = sqlite3_column_int64(st, 9),
        .utc_offset_min = sqlite3_column_int64(st, 10),
        .duration_ms = sqlite3_column_int64(st, 11),
        .is_open = !is_set(st, 12),
        .stop_reason = store_db_text(st, 12),
    };
    return call->got(call->user, &session);
}

struct event_call {
    enum err (*got)(void *user, const struct store_read_event *event);
    void *user;
};

static enum err event_row(void *user, sqlite3_stmt *st)
{
    const struct event_call *call = user;
    const struct store_read_event event = {
        .t_ms = sqlite3_column_int64(st, 0),
        .kind = store_db_text(st, 1),
        .step = store_db_text(st, 2),
        .name = store_db_text(st, 3),
        .has_value = is_set(st, 4),
        .value = sqlite3_column_double(st, 4),
    };
    return call->got(call->user, &event);
}

// In the order of STORE_SCHEMA_BREATH, from column `at` on.
static struct store_breath breath_from(sqlite3_stmt *st, int at)
{
    struct store_breath breath = {
        .rate_bpm = known(st, at),
        .guide_bpm = known(st, at + 1),
        .sure_share = known(st, at + 2),
        .rate_error_bpm = known(st, at + 4),
        .cycle_match = known(st, at + 5),
        .cycles = sqlite3_column_int64(st, at + 6),
        .synchrony = known(st, at + 7),
        .lag = known(st, at + 8),
        .exhale_share = known(st, at + 9),
        .eases = sqlite3_column_int64(st, at + 10),
    };
    snprintf(breath.source, sizeof breath.source, "%s", store_db_text(st, at + 3));
    return breath;
}

struct minute_call {
    enum err (*got)(void *user, const struct store_read_minute *minute);
    void *user;
};

static enum err minute_row(void *user, sqlite3_stmt *st)
{
    const struct minute_call *call = user;
    const struct store_read_minute minute = {
        .t_ms = sqlite3_column_int64(st, 0),
        .minute = sqlite3_column_int(st, 1),
        .breath = breath_from(st, 2),
    };
    return call->got(call->user, &minute);
}

struct breath_call {
    struct store_breath *out;
    bool *out_found;
};

static enum err breath_row(void *user, sqlite3_stmt *st)
{
    const struct breath_call *call = user;
    *call->out = breath_from(st, 0);
    *call->out_found = true;
    return ERR_OK;
}

struct frames_call {
    struct store_frames *out;
    bool *out_found;
};

static enum err frames_row(void *user, sqlite3_stmt *st)
{
    const struct frames_call *call = user;
    *call->out = (struct store_frames){
        .frames = sqlite3_column_int64(st, 0),
        .missed = sqlite3_column_int64(st, 1),
        .pose_age_p50_ms = sqlite3_column_double(st, 2),
        .pose_age_p99_ms = sqlite3_column_double(st, 3),
        .gpu_p50_ms = sqlite3_column_double(st, 4),
        .gpu_p99_ms = sqlite3_column_double(st, 5),
        .fps = sqlite3_column_double(st, 6),
    };
    *call->out_found = true;
    return ERR_OK;
}

struct plan_call {
    enum err (*got)(void *user, const char *text);
    void *user;
};

static enum err plan_row(void *user, sqlite3_stmt *st)
{
    const struct plan_call *call = user;
    return call->got(call->user, store_db_text(st, 0));
}

enum err store_read_open(const char *path, struct store_read **out)
{
    *out = NULL;
    struct store_read *read = mem_alloc(1, sizeof *read);
    if (!read) {
        LOG_ERROR("no memory to read the record");
        return ERR_NO_MEMORY;
    }
    snprintf(read->path, sizeof read->path, "%s", path);
    int rc = SQLITE_OK;
    enum err err = store_schema_open_read(path, &read->db);
    if (err == ERR_OK && store_db_exec(read->db, "BEGIN", &rc) != ERR_OK) {
        err = fail(read, rc);
    }
    if (err != ERR_OK) {
        store_read_close(read);
        return err;
    }
    *out = read;
    return ERR_OK;
}

void store_read_close(struct store_read *read)
{
    if (read) {
        sqlite3_close(read->db);
        mem_free(read);
    }
}

enum err store_read_sessions(struct store_read *read, const struct store_read_filter *filter,
                             enum err (*got)(void *user, const struct store_read_session *session),
                             void *user)
{
    sqlite3_stmt *st = NULL;
    TRY(prepare(read,
                "SELECT id, alias, plan_hash, plan_name, language, seed, version, runtime, device,"
                " start_wall_ms, utc_offset_min, duration_ms, stop_reason FROM sessions"
                " WHERE (?1 = 0 OR id = ?1) AND (?2 IS NULL OR alias = ?2)"
                " AND (?3 IS NULL OR start_wall_ms + utc_offset_min * 60000 >= ?3) ORDER BY id",
                &st));
    int rc = sqlite3_bind_int64(st, 1, filter->session_id);
    if (filter->alias) {
        rc |= sqlite3_bind_text(st, 2, filter->alias, -1, SQLITE_TRANSIENT);
    }
    if (filter->has_since) {
        rc |= sqlite3_bind_int64(st, 3, filter->since_local_ms);
    }
    struct session_call call = {got, user};
    return each_row(read, st, rc, session_row, &call);
}

enum err store_read_events(struct store_read *read, int64_t session_id,
                           enum err (*got)(void *user, const struct store_read_event *event),
                           void *user)
{
    sqlite3_stmt *st = NULL;
    TRY(prepare(read,
                "SELECT t_ms, kind, step, name, value FROM events WHERE session_id = ? ORDER BY id",
                &st));
    struct event_call call = {got, user};
    return each_row(read, st, sqlite3_bind_int64(st, 1, session_id), event_row, &call);
}

enum err store_read_minutes(struct store_read *read, int64_t session_id,
                            enum err (*got)(void *user, const struct store_read_minute *minute),
                            void *user)
{
    sqlite3_stmt *st = NULL;
    TRY(prepare(read,
                "SELECT t_ms, minute, " STORE_SCHEMA_BREATH " FROM minutes"
                " WHERE session_id = ? ORDER BY id",
                &st));
    struct minute_call call = {got, user};
    return each_row(read, st, sqlite3_bind_int64(st, 1, session_id), minute_row, &call);
}

enum err store_read_frames(struct store_read *read, int64_t session_id, struct store_frames *out,
                           bool *out_found)
{
    *out = (struct store_frames){0};
    *out_found = false;
    sqlite3_stmt *st = NULL;
    TRY(prepare(read,
                "SELECT frames, missed, pose_age_p50_ms, pose_age_p99_ms, gpu_p50_ms, gpu_p99_ms,"
                " fps FROM frames WHERE session_id = ?",
                &st));
    struct frames_call call = {out, out_found};
    return each_row(read, st, sqlite3_bind_int64(st, 1, session_id), frames_row, &call);
}

enum err store_read_breath(struct store_read *read, int64_t session_id, struct store_breath *out,
                           bool *out_found)
{
    *out = (struct store_breath){0};
    *out_found = false;
    sqlite3_stmt *st = NULL;
    TRY(prepare(read, "SELECT " STORE_SCHEMA_BREATH " FROM breath WHERE session_id = ?", &st));
    struct breath_call call = {out, out_found};
    return each_row(read, st, sqlite3_bind_int64(st, 1, session_id), breath_row, &call);
}

enum err store_read_plan(struct store_read *read, const char *plan_hash,
                         enum err (*got)(void *user, const char *text), void *user)
{
    sqlite3_stmt *st = NULL;
    TRY(prepare(read, "SELECT text FROM plans WHERE hash = ?", &st));
    struct plan_call call = {got, user};
    const int rc = sqlite3_bind_text(st, 1, plan_hash, -1, SQLITE_TRANSIENT);
    return each_row(read, st, rc, plan_row, &call);
}
