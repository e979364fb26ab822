// The record's file: how it is opened, what it must be, and how old ones are brought up to date.
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "base/err.h"

struct sqlite3;

// The columns of what is known of the breath, in minutes and in breath.
#define STORE_SCHEMA_BREATH                                                                    \
    "rate_bpm, guide_bpm, sure_share, source, rate_error_bpm, cycle_match, cycles, synchrony," \
    " lag, exhale_share, eases"

// Opens for writing, makes the file (mode 0600) when there is none, checks it whole and migrates.
// A failure is one log line; *out may be open even then and is the caller's to close.
MUST_USE enum err store_schema_open(const char *path, struct sqlite3 **out);

// Opens for reading only. Works beside a writer and after a crash. A record of an older version is
// brought up to date first.
MUST_USE enum err store_schema_open_read(const char *path, struct sqlite3 **out);

#endif
