// Recorded motion: CSV with a header line, played back by time.
//
// `time_s,x,y,z,qx,qy,qz,qw` (a pose) or `time_s,value` (a breath, 0..1). Times ascend. '#' begins
// a remark line.
#ifndef SIMXR_CSV_H
#define SIMXR_CSV_H

#include "base/arena.h"
#include "base/err.h"
#include "base/pose.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIMXR_CSV_MAX_BYTES = 32 * 1024 * 1024, SIMXR_CSV_TEXT_BYTES = 160 };

struct simxr_csv_row {
    int64_t time_ns;
    struct pose pose;
    float value;
};

struct simxr_csv {
    struct simxr_csv_row *rows; // in the arena
    size_t row_count;           // at least one
    bool has_poses;             // else values
};

// Rows are checked: finite numbers, ascending times, quaternions that can be made unit ones. On
// ERR_BAD_DATA `out_text` says what is wrong, with its line.
MUST_USE enum err simxr_csv_read(struct simxr_csv *csv, const char *text, size_t size,
                                 struct arena *arena, char out_text[SIMXR_CSV_TEXT_BYTES]);

// Between rows: positions and values run straight, turns on the shortest arc. Before the first and
// after the last row these hold; `is_looped` begins again.
struct simxr_csv_row simxr_csv_at(const struct simxr_csv *csv, int64_t time_ns, bool is_looped);

#endif
