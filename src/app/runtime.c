#include "app/runtime.h"

#include "base/file.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool app_runtime_is_active(void)
{
    static const char manifest[] = "openxr/1/active_runtime.json";
    const char *named = getenv("XR_RUNTIME_JSON");
    if (named && named[0]) {
        return true;
    }
    char folder[PATH_BYTES], path[PATH_BYTES];
    const char *home = getenv("XDG_CONFIG_HOME");
    if (home && home[0] == '/') {
        snprintf(folder, sizeof folder, "%s", home);
    } else {
        snprintf(folder, sizeof folder, "%s/.config", getenv("HOME") ? getenv("HOME") : "");
    }
    const char *const folders[] = {folder, "/etc/xdg",   "/usr/local/etc",
                                   "/etc", "/usr/share", "/usr/local/share"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (path_join(path, folders[i], manifest) && file_exists(path)) {
            return true;
        }
    }
    return false;
}

bool app_runtime_simulated(char out_manifest[PATH_BYTES])
{
    return path_shipped(out_manifest, "simxr.json");
}

static void tell(const char *name, const char *value)
{
    if (value) {
        setenv(name, value, 1);
    }
}

static void tell_number(const char *name, double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.6g", value);
    setenv(name, text, 1);
}

void app_runtime_tell_simulated(const struct app_options *options, const char *script,
                                float posture_deg)
{
    tell("RESPITE_SIMXR_HEADSET", options->headset);
    tell("RESPITE_SIMXR_CLOCK", options->is_virtual ? "virtual" : "real");
    const bool draws_captured = options->is_virtual && !options->draws_all;
    tell("RESPITE_SIMXR_DRAW", draws_captured ? "captured" : "all");
    tell("RESPITE_SIMXR_SCRIPT", script);
    tell("RESPITE_SIMXR_METER", options->meter);
    tell_number("RESPITE_SIMXR_POSTURE", (double)posture_deg);
    if (options->out) {
        tell("RESPITE_SIMXR_CAPTURE", options->out);
        if (options->capture_hz > 0.0) {
            tell_number("RESPITE_SIMXR_CAPTURE_HZ", options->capture_hz);
        } else {
            tell_number("RESPITE_SIMXR_CAPTURE_HZ", 1.0 / 20.0);
        }
    }
}
