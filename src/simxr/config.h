// How the simulated headset is set up: from environment variables, read once at xrCreateInstance.
//
//     RESPITE_SIMXR_HEADSET     small | preview | quest3 | frame
//     RESPITE_SIMXR_RATE_HZ     refresh rate, one that the headset has
//     RESPITE_SIMXR_CLOCK       real | virtual
//     RESPITE_SIMXR_DRAW        all | captured: the latter asks the application to render only
//                               frames that are captured
//     RESPITE_SIMXR_SCRIPT      path of a JSON script: motion, buttons, faults
//     RESPITE_SIMXR_METER       path of the CSV to write
//     RESPITE_SIMXR_CAPTURE     folder for PNGs of what is seen
//     RESPITE_SIMXR_CAPTURE_HZ  pictures a second
//     RESPITE_SIMXR_CAPTURE_AT  comma-separated seconds since the session began
//     RESPITE_SIMXR_POSTURE     degrees of recline: 0 upright, 90 on the back
//     RESPITE_SIMXR_FORMATS     all | srgb | unorm: colour formats that swapchains offer
//     RESPITE_SIMXR_WITHOUT     comma-separated names of extensions that are not offered
//
// A wrong value is said in one sentence to the log, and the default stays.
#ifndef SIMXR_CONFIG_H
#define SIMXR_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

enum {
    SIMXR_CONFIG_PATH_BYTES = 1024,
    SIMXR_CONFIG_AT_MAX = 256,
    SIMXR_CONFIG_WITHOUT_BYTES = 1024,
};

enum simxr_formats { SIMXR_FORMATS_ALL, SIMXR_FORMATS_SRGB, SIMXR_FORMATS_UNORM };

struct simxr_headset;

struct simxr_config {
    const struct simxr_headset *headset; // never NULL after simxr_config_read; static storage
    double rate_hz;                      // one of the headset's
    bool is_clock_virtual;
    bool is_draw_captured_only;
    enum simxr_formats formats;
    double posture_deg;
    // Empty: none.
    char script_path[SIMXR_CONFIG_PATH_BYTES];
    char meter_path[SIMXR_CONFIG_PATH_BYTES];
    char capture_folder[SIMXR_CONFIG_PATH_BYTES];
    double capture_hz;                          // 0: not by rate
    int64_t capture_at_ns[SIMXR_CONFIG_AT_MAX]; // ascending
    int capture_at_count;
    char without[SIMXR_CONFIG_WITHOUT_BYTES]; // as written; see simxr_config_offers
};

// `get` answers like getenv (tests hand their own).
void simxr_config_read(struct simxr_config *config, char *(*get)(const char *name));

// False when RESPITE_SIMXR_WITHOUT names this extension.
bool simxr_config_offers(const struct simxr_config *config, const char *extension);

// Whether a picture is due: true when a capture instant lies in (after_ns, until_ns]. Times since
// the session began; pass the previous frame's display time and this one's (-1 before the first:
// so an instant at 0 s is the first frame's).
bool simxr_config_captures(const struct simxr_config *config, int64_t after_ns, int64_t until_ns);

#endif
