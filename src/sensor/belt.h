// A belt, or anything else that writes lines `seconds value` to a pipe, a serial line or a file
// that grows. A strap that feels the heart may add lines `seconds rr milliseconds`, one for each
// interval between two beats.
//
// The belt's seconds are of its own clock. The smallest delay seen between its clock and ours is
// taken for none, so that a burst after a hiccup lands where it belongs. Never waits.
#ifndef SENSOR_BELT_H
#define SENSOR_BELT_H

#include "base/err.h"
#include "breath/breath.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SENSOR_BELT_RR_MAX = 4 };

struct sensor_belt {
    int file; // descriptor; valid while is_open
    bool is_open;
    char line[96]; // begun, not ended
    size_t used;
    bool is_too_long; // the line in hand is skipped
    bool has_clock;
    int64_t ours_less_theirs_ns, clock_set_ns;
    bool is_quiet_logged;
    uint32_t bad_lines;
    float rr_ms[SENSOR_BELT_RR_MAX]; // of the last drain, at most the newest
    int rr_count;
};

// `belt` must be zeroed; sensor_belt_fini is owed in every case.
MUST_USE enum err sensor_belt_init(struct sensor_belt *belt, const char *path);
void sensor_belt_fini(struct sensor_belt *belt);

// Everything that has come, at its own time, none later than now_ns.
void sensor_belt_drain(struct sensor_belt *belt, int64_t now_ns,
                       void (*push)(void *user, const struct breath_sample *sample), void *user);

#endif
