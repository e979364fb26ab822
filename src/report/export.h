// The record as files for other programs.
//
//     csv     sessions.csv  events.csv  minutes.csv     what happened
//             breath.csv                                the breath of each whole session
//             frames.csv                                how the pictures kept time
//     jsonl   sessions.jsonl                            one object a session; events, minutes and
//                                                       breath within
//             frames.jsonl
//
// The same record gives the same bytes, and frame timings are apart, so two runs that went alike
// export alike. Sessions in order of their numbers, events in the order they were recorded.
//
// CSV is RFC 4180: UTF-8, CRLF, a header line, quotes where needed. Numbers have '.' and at most
// three decimals. Times are UTC in ISO 8601; utc_offset_min is what the clock on the wall was
// ahead of it. A question without an answer is a rating with an empty value. `loinc` is filled
// for ratings whose measure has a code of its own.
//
// A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage
// return) gets an apostrophe before it in CSV; JSON keeps it as it is.
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "base/err.h"

enum report_export_format { REPORT_EXPORT_CSV, REPORT_EXPORT_JSONL };

// `since` is "2026-11-22", the day by the clock on the session's wall, or NULL. The folder is made
// when it is missing; each file is replaced whole or not at all. Failures are one log line;
// ERR_BAD_DATA also for a date that is none.
MUST_USE enum err report_export(const char *record_path, enum report_export_format format,
                                const char *since, const char *out_folder);

// The LOINC code of a measure ("nrs_pain"), or "".
const char *report_export_loinc(const char *measure);

#endif
