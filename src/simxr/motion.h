// The "motions" of a script: which part of the body moves how, and when.
#ifndef SIMXR_MOTION_H
#define SIMXR_MOTION_H

#include "base/err.h"

struct json_at;
struct simxr_script;

// Names of enum simxr_device, closed by NULL; the first three are tracked, of these the second
// and third are hands.
extern const char *const simxr_motion_devices[];

// Errors in the document are reported there. `script_path` says which folder CSV files are in.
// ERR_NO_MEMORY is the only failure that is answered.
MUST_USE enum err simxr_motion_read(struct json_at *root, struct simxr_script *script,
                                    const char *script_path);

#endif
