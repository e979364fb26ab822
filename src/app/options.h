// What the command line decides about a session. Zero is the default everywhere.
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

enum app_runtime { APP_RUNTIME_AUTO, APP_RUNTIME_SYSTEM, APP_RUNTIME_SIMULATED };
enum app_choice { APP_AUTO, APP_ON, APP_OFF };
// A place that is not known to be safe to look at: refused if it fails, or told and played, or not
// even looked at.
enum app_check_wish { APP_CHECK_AUTO, APP_CHECK_WARN, APP_CHECK_OFF };

struct app_options {
    const char *session_file; // as the user named it; NULL: the shipped first.json
    enum app_runtime runtime;
    const char *headset;   // simulated: profile name; NULL: by what the machine can do
    bool is_virtual;       // simulated: stepped as fast as the machine goes
    int64_t start_wall_ms; // virtual: wall time at the start
    bool draws_all;        // virtual: render every frame, not only what is captured
    const char *script;    // simulated
    const char *breath;    // auto|head|hand|mic|belt:PATH|lsl:STREAM|none|file:RECORDING
    const char *alias;
    const char *out;   // folder for pictures; NULL: none
    double capture_hz; // pictures a second into `out`; 0: a few in all
    bool has_seed;
    uint64_t seed;
    const char *language;
    float posture_deg; // < 0: the session's
    enum app_choice mirror;
    enum app_check_wish check;
    bool is_quiet;
    bool wants_validation; // RESPITE_VALIDATION=1: both validation layers, any message is a fault
    const char *meter;     // simulated: the meter's CSV
    // RESPITE_PANELS=layers|scene, for tests and measurements: where panels go. ON: layers.
    enum app_choice panels;
    float refresh_hz;      // RESPITE_REFRESH_HZ, for tests and measurements: asked of the display
                           // instead of what config/headsets.json says; 0: not
    double burden_ms;      // bench --load: GPU work added after the warm-up; 0: none
    enum app_choice photo; // RESPITE_PHOTO, likewise: where a scene's photo goes
};

#endif
