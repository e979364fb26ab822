// Frame figures of the real loop: the same frame, devices and scene as a session, without record.
#ifndef APP_BENCH_H
#define APP_BENCH_H

#include "app/options.h"

#include <stdbool.h>

struct app_bench {
    struct app_options options; // runtime, headset, session_file NULL
    const char *scene_file;     // NULL: the shipped shore
    double seconds;             // counted; the warm-up comes before
    bool is_json;
    const char *trace_file; // NULL: none
};

// Prints the table (or JSON) on stdout. Returns the process's exit code.
int app_bench(const struct app_bench *bench);

#endif
