// A belt of a laboratory, by Lab Streaming Layer: the first channel of the stream with a name.
//
// liblsl (github.com/sccn/liblsl) is loaded when it is asked for; Debian 12 has none, and nothing
// else needs it. A thread of its own looks for the stream, takes its samples and looks again when
// it is lost, since some of those calls wait. Times are the sender's, set to this machine's clock
// by the library (lsl_time_correction).
#ifndef SENSOR_LSL_H
#define SENSOR_LSL_H

#include "base/err.h"
#include "base/ring.h"
#include "breath/breath.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { SENSOR_LSL_QUEUED = 1024, SENSOR_LSL_CHANNELS = 64 };

struct sensor_lsl_item {
    int64_t t_ns; // on our clock
    float value;
};

// Must stay where it is between init and fini: the thread knows its place.
struct sensor_lsl {
    void *library; // NULL: not open
    char stream[64];
    bool has_thread;
    pthread_t thread;
    atomic_bool is_stopping;
    struct ring ring;
    struct sensor_lsl_item items[SENSOR_LSL_QUEUED];
};

// `lsl` must be zeroed; sensor_lsl_fini is owed in every case, and waits for the thread (a second
// or so). A library that cannot be loaded is told in one sentence: ERR_IO. A stream that is not
// there yet is waited for, however long. RESPITE_LSL names another library, for tests.
MUST_USE enum err sensor_lsl_init(struct sensor_lsl *lsl, const char *stream);
void sensor_lsl_fini(struct sensor_lsl *lsl);

// Everything that has come. Never waits.
void sensor_lsl_drain(struct sensor_lsl *lsl,
                      void (*push)(void *user, const struct breath_sample *sample), void *user);

#endif
