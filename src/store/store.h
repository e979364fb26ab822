// The record: one SQLite file, respite.db. WAL, synchronous=FULL, one transaction per event, its
// own writer thread. What store_post returned true for and store_flush waited for survives kill -9.
//
// Posting never blocks and never loses: a full queue spills to memory of the writer's own list,
// counted and logged. Reading (export, report, data) opens the file again, read-only.
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum { STORE_SCHEMA_VERSION = 2 };

struct store; // opaque, heap

// Opens or makes the file and its folder, migrates, closes torn sessions ("torn": the program
// ended without a word) and starts the writer. An unwritable folder or a full disk is one log line
// with the way out and ERR_IO; a file of a newer version is ERR_UNSUPPORTED and stays untouched.
MUST_USE enum err store_open(const char *path, struct store **out);
// Writes what is queued, then closes. NULL is allowed.
void store_close(struct store *store);

struct store_session {
    char alias[64];
    char plan_name[64];
    char language[16];
    const char *plan_text; // canonical; hashed (BLAKE2b-256, libsodium) and kept once per hash
    uint64_t seed;
    char version[64]; // of the program
    char runtime[160], device[160];
    int64_t start_wall_ms;  // UTC
    int64_t utc_offset_min; // local time zone then
};

// Returns the session's id (> 0) after it is on disk.
MUST_USE enum err store_begin(struct store *store, const struct store_session *session,
                              int64_t *out_id);

// The breath of a minute or of a session, as breath/tally.h has it. NAN: not known.
struct store_breath {
    double rate_bpm, guide_bpm, rate_error_bpm;              // breaths a minute
    double cycle_match, synchrony, exhale_share, sure_share; // 0..1
    double lag;                                              // -0.5..0.5 of the cycle
    int64_t cycles, eases;
    char source[12];
};

struct store_event {
    int64_t session_id;
    int64_t t_ms; // since the session began
    char kind[24];
    char step[32];
    char name[32];
    bool has_value;
    double value;
    // kind "minute" only
    bool has_minute;
    int minute;
    struct store_breath breath;
};

// Any one thread. False only when memory ran out (logged).
bool store_post(struct store *store, const struct store_event *event);

struct store_frames { // frame timing is kept apart from what happened
    int64_t frames, missed;
    double pose_age_p50_ms, pose_age_p99_ms, gpu_p50_ms, gpu_p99_ms, fps;
};
// Frames and breath of the whole session; NULL: there are none to tell of.
MUST_USE enum err store_finish(struct store *store, int64_t session_id, const char *stop_reason,
                               int64_t duration_ms, const struct store_frames *frames,
                               const struct store_breath *breath);

// Waits until everything posted so far is on disk. ERR_IO when the writer has failed (full disk):
// the events stay queued, the writer tries again each second, and says so once.
MUST_USE enum err store_flush(struct store *store);

struct store_state {
    int64_t posted, written, spilled;
    bool is_failing; // the disk refuses
    char why[160];
};
struct store_state store_state(struct store *store);

#endif
