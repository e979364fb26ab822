// The schema, version 2. Times are milliseconds; what may be unknown is NULL.
//
//     meta      key, value                      what this file is, and how often it was opened
//     plans     hash -> text                    BLAKE2b-256, hex: what was to happen, kept once
//       |
//     sessions  id, alias, plan_hash, ...       stop_reason is NULL while the session is open;
//       |                                       owner names the lock of the program that holds it
//       +-- events   id, t_ms, kind, step, name, value       what happened, one row an event
//       +-- minutes  id, t_ms, minute, rate, ...             the breath, one row a minute
//       +-- breath   the same of the whole session, one row; none of a torn one
//       +-- frames   one row: how the pictures kept time; apart, because it says nothing about
//                    the patient and differs from run to run
//
// user_version is the schema's version, application_id says whose file it is.
#include "store/schema.h"

#include "base/clock.h"
#include "base/log.h"
#include "store/db.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { APPLICATION_ID = 0x52535054, BUSY_MS = 5000, RETRY_MS = 20 }; // "RSPT"

static const char VERSION_1[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "INSERT INTO meta VALUES('format', 'respite record'), ('opened', '0');"
    "CREATE TABLE plans(hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;"
    "CREATE TABLE sessions("
    " id INTEGER PRIMARY KEY AUTOINCREMENT," // an erased session's number is never used again
    " alias TEXT NOT NULL, plan_hash TEXT NOT NULL REFERENCES plans(hash),"
    " plan_name TEXT NOT NULL, language TEXT NOT NULL,"
    " seed TEXT NOT NULL," // decimal: 64 bits without a sign do not fit INTEGER
    " version TEXT NOT NULL, runtime TEXT NOT NULL, device TEXT NOT NULL,"
    " start_wall_ms INTEGER NOT NULL, utc_offset_min INTEGER NOT NULL,"
    " owner INTEGER NOT NULL, duration_ms INTEGER, stop_reason TEXT) STRICT;"
    "CREATE TABLE events("
    " id INTEGER PRIMARY KEY,"
    " session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,"
    " t_ms INTEGER NOT NULL, kind TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL,"
    " value REAL) STRICT;"
    "CREATE INDEX events_by_session ON events(session_id, id);"
    "CREATE TABLE minutes("
    " id INTEGER PRIMARY KEY,"
    " session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,"
    " t_ms INTEGER NOT NULL, minute INTEGER NOT NULL, rate_bpm REAL, guide_bpm REAL,"
    " sure_share REAL, source TEXT NOT NULL) STRICT;"
    "CREATE INDEX minutes_by_session ON minutes(session_id, id);"
    "CREATE TABLE frames("
    " session_id INTEGER PRIMARY KEY REFERENCES sessions(id) ON DELETE CASCADE,"
    " frames INTEGER NOT NULL, missed INTEGER NOT NULL,"
    " pose_age_p50_ms REAL, pose_age_p99_ms REAL, gpu_p50_ms REAL, gpu_p99_ms REAL,"
    " fps REAL) STRICT;";

// How well the breath went with the guide (breath/tally.h), of minutes and of sessions. What was
// recorded before has none of it: NULL, not zero.
#define MATCH_COLUMN(name) "ALTER TABLE minutes ADD COLUMN " name ";"
static const char VERSION_2[] = MATCH_COLUMN("rate_error_bpm REAL") MATCH_COLUMN("cycle_match REAL")
    MATCH_COLUMN("cycles INTEGER NOT NULL DEFAULT 0") MATCH_COLUMN("synchrony REAL")
        MATCH_COLUMN("lag REAL") MATCH_COLUMN("exhale_share REAL") MATCH_COLUMN(
            "eases INTEGER NOT NULL DEFAULT 0") "CREATE TABLE breath("
                                                " session_id INTEGER PRIMARY KEY REFERENCES "
                                                "sessions(id) ON DELETE CASCADE,"
                                                " rate_bpm REAL, guide_bpm REAL, sure_share REAL, "
                                                "source TEXT NOT NULL,"
                                                " rate_error_bpm REAL, cycle_match REAL, cycles "
                                                "INTEGER NOT NULL, synchrony REAL, lag REAL,"
                                                " exhale_share REAL, eases INTEGER NOT NULL) "
                                                "STRICT;";

// MIGRATIONS[n] leads from version n to n + 1.
static const char *const MIGRATIONS[STORE_SCHEMA_VERSION] = {VERSION_1, VERSION_2};

// One sentence for a person, once.
static enum err refuse(const char *path, int rc)
{
    char why[STORE_WHY_BYTES];
    store_db_why(rc, why);
    LOG_ERROR("cannot use the record '%s': %s", path, why);
    return store_db_err(rc);
}

// SQLite would make the file with the umask's rights. Never opened here when it exists: closing
// any descriptor of it would drop the POSIX locks another connection of this process holds.
static enum err keep_private(const char *path)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
        return ERR_OK;
    }
    struct stat info;
    if (errno != EEXIST || stat(path, &info) != 0) {
        LOG_ERROR("cannot make the record '%s': %s; name another folder", path, strerror(errno));
        return ERR_IO;
    }
    return ERR_OK;
}

static enum err read_header(const char *path, sqlite3 *db, int64_t *out_version, bool *out_is_empty)
{
    int rc = SQLITE_OK;
    int64_t application = 0;
    int64_t things = 0;
    // In one transaction: another program may be making the record just now.
    if (store_db_exec(db, "BEGIN", &rc) != ERR_OK ||
        store_db_integer(db, "PRAGMA user_version", out_version, &rc) != ERR_OK ||
        store_db_integer(db, "PRAGMA application_id", &application, &rc) != ERR_OK ||
        store_db_integer(db, "SELECT count(*) FROM sqlite_schema", &things, &rc) != ERR_OK ||
        store_db_exec(db, "COMMIT", &rc) != ERR_OK) {
        return refuse(path, rc);
    }
    *out_is_empty = things == 0 && *out_version == 0 && application == 0;
    if (!*out_is_empty && application != APPLICATION_ID) {
        LOG_ERROR("'%s' is not a record of Respite; it was left as it is: name another folder",
                  path);
        return ERR_BAD_DATA;
    }
    if (*out_version > STORE_SCHEMA_VERSION) {
        LOG_ERROR("the record '%s' was made by a newer Respite (version %lld, this one knows %d);"
                  " it was left as it is: update Respite or name another folder",
                  path, (long long)*out_version, STORE_SCHEMA_VERSION);
        return ERR_UNSUPPORTED;
    }
    return ERR_OK;
}

static enum err check_whole(const char *path, sqlite3 *db)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &st, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(st);
        if (rc == SQLITE_ROW && strcmp(store_db_text(st, 0), "ok") != 0) {
            LOG_DEBUG("quick_check: %s", store_db_text(st, 0));
            rc = SQLITE_CORRUPT;
        }
    }
    sqlite3_finalize(st);
    return rc == SQLITE_ROW ? ERR_OK : refuse(path, rc);
}

static enum err migrate_step(sqlite3 *db, int64_t from, int *out_rc)
{
    char stamp[96];
    snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d; PRAGMA user_version = %lld",
             APPLICATION_ID, (long long)from + 1);
    TRY(store_db_exec(db, MIGRATIONS[from], out_rc));
    return store_db_exec(db, stamp, out_rc);
}

// One transaction, begun before the version is read: of two programs that start at once, one
// migrates and the other finds it done.
static enum err migrate(const char *path, sqlite3 *db)
{
    int rc = SQLITE_OK;
    int64_t version = 0;
    enum err err = store_db_exec(db, "BEGIN IMMEDIATE", &rc);
    if (err == ERR_OK) {
        err = store_db_integer(db, "PRAGMA user_version", &version, &rc);
    }
    for (; err == ERR_OK && version < STORE_SCHEMA_VERSION; version++) {
        err = migrate_step(db, version, &rc);
    }
    if (err == ERR_OK) {
        err = store_db_exec(db, "COMMIT", &rc);
    }
    if (err != ERR_OK) {
        const int failed_rc = rc;
        if (!sqlite3_get_autocommit(db) && store_db_exec(db, "ROLLBACK", &rc) != ERR_OK) {
            LOG_DEBUG("rollback: %s", sqlite3_errstr(rc));
        }
        return refuse(path, failed_rc);
    }
    return ERR_OK;
}

static enum err open_db(const char *path, int flags, sqlite3 **out)
{
    const int rc = sqlite3_open_v2(path, out, flags | SQLITE_OPEN_PRIVATECACHE, NULL);
    if (rc != SQLITE_OK) {
        return refuse(path, rc);
    }
    sqlite3_extended_result_codes(*out, 1);
    sqlite3_busy_timeout(*out, BUSY_MS);
    // A file that is refused must stay as it is: no checkpoint when it is closed.
    sqlite3_db_config(*out, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_db_config(*out, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(*out, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return ERR_OK;
}

// Of two programs that make a record at once, SQLite refuses the one that comes second to WAL
// without waiting for its busy timeout.
static enum err set_modes(sqlite3 *db, int *out_rc)
{
    static const char modes[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON";
    const int64_t until_ns = clock_now_ns() + BUSY_MS * NS_PER_MS;
    enum err err = store_db_exec(db, modes, out_rc);
    while (err != ERR_OK && (*out_rc & 0xff) == SQLITE_BUSY && clock_now_ns() < until_ns) {
        clock_sleep_until_ns(clock_now_ns() + RETRY_MS * NS_PER_MS);
        err = store_db_exec(db, modes, out_rc);
    }
    return err;
}

enum err store_schema_open(const char *path, sqlite3 **out)
{
    int64_t version = 0;
    bool is_empty = false;
    int rc = SQLITE_OK;
    TRY(keep_private(path));
    TRY(open_db(path, SQLITE_OPEN_READWRITE, out));
    TRY(read_header(path, *out, &version, &is_empty));
    TRY(check_whole(path, *out));
    if (set_modes(*out, &rc) != ERR_OK) {
        return refuse(path, rc);
    }
    TRY(migrate(path, *out));
    // A real write: a full disk shall be known now, not when the first answer is given. (SQLite
    // skips a page whose bytes stay the same, so something has to change.)
    if (store_db_exec(*out, "UPDATE meta SET value = value + 1 WHERE key = 'opened'", &rc) !=
        ERR_OK) {
        return refuse(path, rc);
    }
    if (chmod(path, 0600) != 0) {
        LOG_WARN("others may be able to read '%s': %s", path, strerror(errno));
    }
    sqlite3_db_config(*out, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return ERR_OK;
}

static enum err bring_up_to_date(const char *path)
{
    sqlite3 *db = NULL;
    const enum err err = store_schema_open(path, &db);
    sqlite3_close(db);
    return err;
}

enum err store_schema_open_read(const char *path, sqlite3 **out)
{
    int64_t version = 0;
    bool is_empty = false;
    if (access(path, F_OK) != 0) {
        LOG_ERROR("there is no record at '%s' yet", path);
        return ERR_IO;
    }
    TRY(open_db(path, SQLITE_OPEN_READONLY, out));
    TRY(read_header(path, *out, &version, &is_empty));
    if (is_empty) {
        LOG_ERROR("the record '%s' is empty", path);
        return ERR_BAD_DATA;
    }
    return version < STORE_SCHEMA_VERSION ? bring_up_to_date(path) : ERR_OK;
}
