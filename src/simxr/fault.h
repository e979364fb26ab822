// The "faults" of a script: events at a time, and calls that answer an error.
#ifndef SIMXR_FAULT_H
#define SIMXR_FAULT_H

#include "base/err.h"

struct json_at;
struct simxr_script;

// Errors in the document are reported there. ERR_NO_MEMORY is the only failure that is answered.
MUST_USE enum err simxr_fault_read(struct json_at *root, struct simxr_script *script);

#endif
