// respite breath, in parts: what is asked for, what plays recordings, what is written.
#ifndef CLI_BREATH_H
#define CLI_BREATH_H

#include "base/clock.h"
#include "breath/breath.h"
#include "cli/args.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum cli_breath_source {
    CLI_BREATH_BELT,
    CLI_BREATH_IMU,
    CLI_BREATH_POSE,
    CLI_BREATH_AUDIO,
};

// NULL-closed, by enum cli_breath_source.
extern const char *const cli_breath_sources[];

// One run of the estimator: over one recording, or over several that are heard as one.
struct cli_breath_job {
    char *const *recordings;
    int count;
    const char *name;       // of the files that are written; NULL: the recording's own
    const char *out_folder; // NULL: nothing is written
    enum cli_breath_source source;
    struct cli_args args;
};

// A recording begins at this time of the program's clock; any will do.
static const int64_t CLI_BREATH_START_NS = 10 * NS_PER_S;

// What a run found, written as it is found.
struct cli_breath_out {
    const struct cli_breath_job *job; // borrowed
    FILE *inhales, *rates;            // NULL: nothing is written
    int64_t next_rate_ns;
    uint32_t inhale_count;
    int rates_asked, rates_shown;
    double rate_sum_bpm;
};

// Opens the files, if any. False, having said why, when that cannot be; close is owed in every
// case.
bool cli_breath_out_open(struct cli_breath_out *zeroed, const struct cli_breath_job *job);
// What a display would show once a second, up to t_ns; `at` answers for a time.
void cli_breath_out_show(struct cli_breath_out *out, int64_t t_ns,
                         struct breath (*at)(void *user, int64_t t_ns), void *user);
// `breath` is what is known at t_ns.
void cli_breath_out_inhale(struct cli_breath_out *out, const struct breath *breath, int64_t t_ns);
// False, having said why, when not all could be written.
bool cli_breath_out_close(struct cli_breath_out *out);
void cli_breath_out_print(const struct cli_breath_out *out, double length_s);

// Each returns an exit code.
int cli_breath_motion(const struct cli_breath_job *job); // belt, imu, pose; one recording
int cli_breath_audio(const struct cli_breath_job *job);

#endif
