// What happened, handed to the record. Without a writable record the session still runs: it is
// said at the start and again in the summary, and nothing pretends to have been kept.
#ifndef APP_RECORD_H
#define APP_RECORD_H

#include "base/err.h"
#include "base/path.h"
#include "session/session.h"
#include "store/store.h"

#include <stdbool.h>

struct app_record {
    struct store *store; // owned; NULL when there is no record
    int64_t session_id;  // 0 until the session began
    char path[PATH_BYTES];
};

MUST_USE enum err app_record_open(struct app_record *record);
MUST_USE enum err app_record_begin(struct app_record *record, const struct store_session *session);
// Something about the session itself, at its beginning.
void app_record_note(struct app_record *record, const char *kind, const char *name, double value);
// The events of the last session_step. Queues only: never waits for the disk.
void app_record_post(struct app_record *record, const struct session *session);
MUST_USE enum err app_record_finish(struct app_record *record, const struct session *session,
                                    const struct store_frames *frames);
void app_record_close(struct app_record *record);

#endif
