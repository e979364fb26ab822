// Which OpenXR runtime a session runs on, and what the simulated one is told.
#ifndef APP_RUNTIME_H
#define APP_RUNTIME_H

#include "app/options.h"
#include "base/err.h"
#include "base/path.h"

// True when the machine names an active OpenXR runtime, as the loader would find it
// (OpenXR loader specification, "Desktop Active Runtime File Location").
bool app_runtime_is_active(void);

// The simulated runtime's manifest beside the program. False when it is not there.
bool app_runtime_simulated(char out_manifest[PATH_BYTES]);

// Hands the options and the script to be played (NULL: none) to the simulated runtime, through the
// environment it reads. Before any thread.
void app_runtime_tell_simulated(const struct app_options *options, const char *script,
                                float posture_deg);

#endif
