#include "store/write.h"

#include "base/log.h"
#include "store/schema.h"

#include <inttypes.h>
#include <math.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static const char TORN[] =
    "UPDATE sessions SET stop_reason = 'torn', duration_ms = max("
    " ifnull((SELECT max(t_ms) FROM events WHERE session_id = sessions.id), 0),"
    " ifnull((SELECT max(t_ms) FROM minutes WHERE session_id = sessions.id), 0))"
    " WHERE stop_reason IS NULL AND NOT owner_lives(owner)";
static const char SESSION[] =
    "INSERT INTO sessions(alias, plan_hash, plan_name, language, seed, version, runtime, device,"
    " start_wall_ms, utc_offset_min, owner) VALUES(?,?,?,?,?,?,?,?,?,?,?)";

static enum err note(struct store_write *write, int rc)
{
    if (store_db_err(rc) != ERR_OK) {
        store_db_why(rc, write->why);
    }
    return store_db_err(rc);
}

static enum err prepare(struct store_write *write, const char *sql, sqlite3_stmt **out)
{
    const int rc = sqlite3_prepare_v3(write->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    if (rc != SQLITE_OK) {
        LOG_ERROR("prepare: %s", sqlite3_errmsg(write->db));
    }
    return store_db_err(rc);
}

// Runs a bound statement to its end and makes it ready for the next time. Always resets: a
// statement that is not reset can keep its transaction open.
static enum err run(struct store_write *write, sqlite3_stmt *st, int bind_rc)
{
    const int rc = bind_rc == SQLITE_OK ? sqlite3_step(st) : bind_rc;
    sqlite3_reset(st);
    sqlite3_clear_bindings(st);
    return note(write, rc);
}

static int bind_text(sqlite3_stmt *st, int at, const char *text)
{
    return sqlite3_bind_text(st, at, text, -1, SQLITE_STATIC); // read within the step alone
}

static int bind_number(sqlite3_stmt *st, int at, bool has_value, double value)
{
    return has_value ? sqlite3_bind_double(st, at, value) : sqlite3_bind_null(st, at);
}

static int bind_known(sqlite3_stmt *st, int at, double value)
{
    return bind_number(st, at, !isnan(value), value);
}

// In the order of STORE_SCHEMA_BREATH, from parameter `at` on.
static int bind_breath(sqlite3_stmt *st, int at, const struct store_breath *b)
{
    int rc = bind_known(st, at, b->rate_bpm);
    rc |= bind_known(st, at + 1, b->guide_bpm);
    rc |= bind_known(st, at + 2, b->sure_share);
    rc |= bind_text(st, at + 3, b->source);
    rc |= bind_known(st, at + 4, b->rate_error_bpm);
    rc |= bind_known(st, at + 5, b->cycle_match);
    rc |= sqlite3_bind_int64(st, at + 6, b->cycles);
    rc |= bind_known(st, at + 7, b->synchrony);
    rc |= bind_known(st, at + 8, b->lag);
    rc |= bind_known(st, at + 9, b->exhale_share);
    rc |= sqlite3_bind_int64(st, at + 10, b->eases);
    return rc;
}

static void owner_lives(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    const struct store_owner *owner = sqlite3_user_data(context);
    sqlite3_result_int(context, store_owner_lives(owner, sqlite3_value_int64(values[0])));
}

static void hash_plan(const char *text, char out_hex[2 * crypto_generichash_BYTES + 1])
{
    unsigned char hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)text, strlen(text), NULL, 0);
    sodium_bin2hex(out_hex, 2 * sizeof hash + 1, hash, sizeof hash);
}

static enum err insert_plan(struct store_write *write, const char *hash, const char *text)
{
    sqlite3_stmt *st = NULL;
    TRY(prepare(write, "INSERT OR IGNORE INTO plans(hash, text) VALUES(?, ?)", &st));
    int rc = bind_text(st, 1, hash);
    rc |= bind_text(st, 2, text);
    const enum err err = run(write, st, rc);
    sqlite3_finalize(st);
    return err;
}

static enum err insert_session(struct store_write *write, int64_t owner, const char *hash,
                               const struct store_session *s)
{
    sqlite3_stmt *st = NULL;
    TRY(prepare(write, SESSION, &st));
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, s->seed);
    int rc = bind_text(st, 1, s->alias);
    rc |= bind_text(st, 2, hash);
    rc |= bind_text(st, 3, s->plan_name);
    rc |= bind_text(st, 4, s->language);
    rc |= bind_text(st, 5, seed);
    rc |= bind_text(st, 6, s->version);
    rc |= bind_text(st, 7, s->runtime);
    rc |= bind_text(st, 8, s->device);
    rc |= sqlite3_bind_int64(st, 9, s->start_wall_ms);
    rc |= sqlite3_bind_int64(st, 10, s->utc_offset_min);
    rc |= sqlite3_bind_int64(st, 11, owner);
    const enum err err = run(write, st, rc);
    sqlite3_finalize(st);
    return err;
}

static enum err insert_event(struct store_write *write, const struct store_event *e)
{
    sqlite3_stmt *st = write->event;
    int rc = sqlite3_bind_int64(st, 1, e->session_id);
    rc |= sqlite3_bind_int64(st, 2, e->t_ms);
    rc |= bind_text(st, 3, e->kind);
    rc |= bind_text(st, 4, e->step);
    rc |= bind_text(st, 5, e->name);
    rc |= bind_number(st, 6, e->has_value, e->value);
    return run(write, st, rc);
}

static enum err insert_minute(struct store_write *write, const struct store_event *e)
{
    sqlite3_stmt *st = write->minute;
    int rc = sqlite3_bind_int64(st, 1, e->session_id);
    rc |= sqlite3_bind_int64(st, 2, e->t_ms);
    rc |= sqlite3_bind_int(st, 3, e->minute);
    rc |= bind_breath(st, 4, &e->breath);
    return run(write, st, rc);
}

static enum err insert_breath(struct store_write *write, int64_t session_id,
                              const struct store_breath *breath)
{
    int rc = sqlite3_bind_int64(write->breath, 1, session_id);
    rc |= bind_breath(write->breath, 2, breath);
    return run(write, write->breath, rc);
}

static enum err insert_frames(struct store_write *write, int64_t session_id,
                              const struct store_frames *f)
{
    sqlite3_stmt *st = write->frames;
    int rc = sqlite3_bind_int64(st, 1, session_id);
    rc |= sqlite3_bind_int64(st, 2, f->frames);
    rc |= sqlite3_bind_int64(st, 3, f->missed);
    const double numbers[] = {f->pose_age_p50_ms, f->pose_age_p99_ms, f->gpu_p50_ms, f->gpu_p99_ms,
                              f->fps};
    for (int i = 0; i < (int)(sizeof numbers / sizeof numbers[0]); i++) {
        rc |= sqlite3_bind_double(st, 4 + i, numbers[i]);
    }
    return run(write, st, rc);
}

static enum err update_session(struct store_write *write, const struct store_item *item)
{
    sqlite3_stmt *st = write->finish;
    int rc = bind_text(st, 1, item->stop_reason);
    rc |= sqlite3_bind_int64(st, 2, item->duration_ms);
    rc |= sqlite3_bind_int64(st, 3, item->event.session_id);
    return run(write, st, rc);
}

static enum err exec(struct store_write *write, const char *sql)
{
    int rc = SQLITE_OK;
    const enum err err = store_db_exec(write->db, sql, &rc);
    return err == ERR_OK ? ERR_OK : note(write, rc);
}

// Ends a transaction: whole when `err` is ERR_OK, else not at all.
static enum err end(struct store_write *write, enum err err)
{
    if (err == ERR_OK) {
        err = exec(write, "COMMIT");
    }
    if (!sqlite3_get_autocommit(write->db)) {
        sqlite3_exec(write->db, "ROLLBACK", NULL, NULL, NULL); // after a failure that is in `why`
    }
    return err;
}

static enum err finish(struct store_write *write, const struct store_item *item)
{
    TRY(exec(write, "BEGIN IMMEDIATE"));
    enum err err = update_session(write, item);
    if (err == ERR_OK && item->has_frames) {
        err = insert_frames(write, item->event.session_id, &item->frames);
    }
    if (err == ERR_OK && item->has_breath) {
        err = insert_breath(write, item->event.session_id, &item->breath);
    }
    return end(write, err);
}

enum err store_write_init(struct store_write *write, const char *path)
{
    TRY(store_schema_open(path, &write->db));
    TRY(prepare(write,
                "INSERT INTO events(session_id, t_ms, kind, step, name, value)"
                " VALUES(?,?,?,?,?,?)",
                &write->event));
    TRY(prepare(write,
                "INSERT INTO minutes(session_id, t_ms, minute, " STORE_SCHEMA_BREATH ")"
                " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                &write->minute));
    TRY(prepare(write,
                "INSERT OR REPLACE INTO breath(session_id, " STORE_SCHEMA_BREATH ")"
                " VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
                &write->breath));
    TRY(prepare(write, "UPDATE sessions SET stop_reason = ?, duration_ms = ? WHERE id = ?",
                &write->finish));
    return prepare(write, "INSERT OR REPLACE INTO frames VALUES(?,?,?,?,?,?,?,?)", &write->frames);
}

void store_write_fini(struct store_write *write)
{
    sqlite3_finalize(write->event);
    sqlite3_finalize(write->minute);
    sqlite3_finalize(write->finish);
    sqlite3_finalize(write->frames);
    sqlite3_finalize(write->breath);
    sqlite3_close(write->db);
    *write = (struct store_write){0};
}

enum err store_write_torn(struct store_write *write, const struct store_owner *owner,
                          int *out_count)
{
    *out_count = 0;
    int rc = sqlite3_create_function(write->db, "owner_lives", 1, SQLITE_UTF8, (void *)owner,
                                     owner_lives, NULL, NULL);
    TRY(note(write, rc));
    TRY(exec(write, TORN));
    *out_count = sqlite3_changes(write->db);
    // The owner may go before the connection does.
    rc = sqlite3_create_function(write->db, "owner_lives", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL);
    return note(write, rc);
}

enum err store_write_begin(struct store_write *write, int64_t owner,
                           const struct store_session *session, int64_t *out_id)
{
    *out_id = 0;
    char hash[2 * crypto_generichash_BYTES + 1];
    const char *text = session->plan_text ? session->plan_text : "";
    hash_plan(text, hash);
    TRY(exec(write, "BEGIN IMMEDIATE"));
    enum err err = insert_plan(write, hash, text);
    if (err == ERR_OK) {
        err = insert_session(write, owner, hash, session);
    }
    const int64_t id = sqlite3_last_insert_rowid(write->db);
    TRY(end(write, err));
    *out_id = id;
    return ERR_OK;
}

enum err store_write_item(struct store_write *write, const struct store_item *item)
{
    if (item->is_finish) {
        return finish(write, item);
    }
    return item->event.has_minute ? insert_minute(write, &item->event)
                                  : insert_event(write, &item->event);
}
