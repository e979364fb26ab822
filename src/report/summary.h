// One session in words, for the person who took the headset off.
//
// States what was answered and measured, never what it means: no change is called better or
// worse, and the breath is called sure only for the time it was.
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

// The text, cut at `size` - 1 bytes. Failures are one log line; ERR_BAD_DATA when the record has
// no such session.
MUST_USE enum err report_summary(const char *record_path, int64_t session_id, char *out,
                                 size_t size);

#endif
