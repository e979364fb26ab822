// A recording of breath, read whole and played back in time.
//
// CSV with a header: `time_s,value` for a belt, `time_s,qx,qy,qz,qw[,px,py,pz]` for a pose; other
// columns are passed over. Strict: the first thing that is wrong ends the reading with one
// sentence that names file, line and the way out.
#ifndef SENSOR_REPLAY_H
#define SENSOR_REPLAY_H

#include "base/arena.h"
#include "base/err.h"
#include "breath/breath.h"

#include <stddef.h>
#include <stdint.h>

enum {
    SENSOR_REPLAY_BYTES_MAX = 64 << 20,
    SENSOR_REPLAY_ROWS_MAX = 2000000,
    SENSOR_REPLAY_WIDTH_MAX = 7,
};

enum sensor_replay_kind {
    SENSOR_REPLAY_SCALAR, // value
    SENSOR_REPLAY_TURN,   // qx qy qz qw
    SENSOR_REPLAY_POSE,   // qx qy qz qw px py pz
};

struct sensor_replay {
    uint8_t kind;  // enum sensor_replay_kind
    size_t count;  // rows
    size_t next;   // the row to play next
    int64_t *t_ns; // since the first row; in the arena
    float *values; // `width` of them for each row; in the arena
    int width;
};

struct sensor_replay_error {
    char text[512]; // one sentence: FILE:LINE: what is wrong; the way out
};

// ERR_IO when the file cannot be read, ERR_BAD_DATA when something is wrong in it; the sentence is
// in `error`, and nothing is logged. What was read lives as long as the arena.
MUST_USE enum err sensor_replay_read(struct sensor_replay *replay, const char *path,
                                     struct arena *arena, struct sensor_replay_error *error);

// The same for text in memory; `name` stands for the file in the sentence. `text` ends with a zero
// at text[size].
MUST_USE enum err sensor_replay_parse(struct sensor_replay *replay, const char *name,
                                      const char *text, size_t size, struct arena *arena,
                                      struct sensor_replay_error *error);

// Row `row` as a sample at `start_ns` plus its own time. Scalars are of `source`, poses too.
struct breath_sample sensor_replay_sample(const struct sensor_replay *replay, size_t row,
                                          int64_t start_ns, uint8_t source);

#endif
