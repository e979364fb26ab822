// What is written, one statement each. Not thread-safe: the store's lock is held around it.
#ifndef STORE_WRITE_H
#define STORE_WRITE_H

#include "base/err.h"
#include "store/db.h"
#include "store/owner.h"
#include "store/queue.h"

#include <stdint.h>

struct store_write {
    struct sqlite3 *db;         // owned
    struct sqlite3_stmt *event; // owned, as the others
    struct sqlite3_stmt *minute;
    struct sqlite3_stmt *finish;
    struct sqlite3_stmt *frames;
    struct sqlite3_stmt *breath;
    char why[STORE_WHY_BYTES]; // of the last failure
};

MUST_USE enum err store_write_init(struct store_write *zeroed, const char *path);
void store_write_fini(struct store_write *write);

// Closes sessions whose program ended without a word.
MUST_USE enum err store_write_torn(struct store_write *write, const struct store_owner *owner,
                                   int *out_count);
MUST_USE enum err store_write_begin(struct store_write *write, int64_t owner,
                                    const struct store_session *session, int64_t *out_id);

// Failures are left in `why` and not logged: the writer tries again and says so once.
// ERR_UNSUPPORTED: the schema refuses this item for good.
MUST_USE enum err store_write_item(struct store_write *write, const struct store_item *item);

#endif
