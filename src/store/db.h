// SQLite's answers in the program's own words, and the few steps every statement needs.
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;

enum { STORE_WHY_BYTES = 160 };

// Damaged files are ERR_BAD_DATA, rows the schema refuses ERR_UNSUPPORTED (trying again is no
// use), everything else that can pass (full disk, locked, unwritable) ERR_IO.
enum err store_db_err(int rc);

// What went wrong and the way out, as the second half of a sentence.
void store_db_why(int rc, char why[STORE_WHY_BYTES]);

MUST_USE enum err store_db_exec(struct sqlite3 *db, const char *sql, int *out_rc);

// The first column of the first row; rc is SQLITE_ROW's answer or the failure.
MUST_USE enum err store_db_integer(struct sqlite3 *db, const char *sql, int64_t *out, int *out_rc);

// A row's text, never NULL; valid until the next step of `st`.
const char *store_db_text(struct sqlite3_stmt *st, int column);

#endif
