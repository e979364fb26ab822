#include "store/db.h"

#include <sqlite3.h>
#include <stdio.h>

enum err store_db_err(int rc)
{
    switch (rc & 0xff) { // the primary code of an extended one
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return ERR_OK;
    case SQLITE_NOMEM: return ERR_NO_MEMORY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ERR_BAD_DATA;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_RANGE: return ERR_UNSUPPORTED;
    default: return ERR_IO;
    }
}

void store_db_why(int rc, char why[STORE_WHY_BYTES])
{
    const char *text = NULL;
    switch (rc & 0xff) {
    case SQLITE_FULL: text = "the disk is full; free some space or name another folder"; break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        text = "the folder or file may not be written; allow it or name another folder";
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: text = "another program holds it; close that one"; break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        text = "it is damaged; it was left as it is: move it away and keep it, then start again";
        break;
    case SQLITE_IOERR: text = "the disk refuses to write; check its space and state"; break;
    default: text = sqlite3_errstr(rc); break;
    }
    snprintf(why, STORE_WHY_BYTES, "%s", text);
}

enum err store_db_exec(sqlite3 *db, const char *sql, int *out_rc)
{
    *out_rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    return store_db_err(*out_rc);
}

enum err store_db_integer(sqlite3 *db, const char *sql, int64_t *out, int *out_rc)
{
    sqlite3_stmt *st = NULL;
    *out_rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    if (*out_rc == SQLITE_OK) {
        *out_rc = sqlite3_step(st);
        *out = *out_rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    }
    sqlite3_finalize(st);
    return store_db_err(*out_rc);
}

const char *store_db_text(sqlite3_stmt *st, int column)
{
    const char *text = (const char *)sqlite3_column_text(st, column);
    return text ? text : "";
}
