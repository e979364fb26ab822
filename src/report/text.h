// A text that grows, and how the record's values are written in it: the same bytes everywhere,
// whatever the locale.
//
// Running out of memory is remembered, not reported at every step: ask report_text_end once.
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { REPORT_TEXT_TIME_BYTES = 32 };

struct report_text {
    char *bytes; // owned; closed with a zero
    size_t used, room;
    bool is_short; // memory ran out: what follows was dropped
};

void report_text_fini(struct report_text *text);

// ERR_NO_MEMORY (logged) when anything was dropped.
MUST_USE enum err report_text_end(const struct report_text *text);

void report_text_add(struct report_text *text, const char *bytes);
__attribute__((format(printf, 2, 3))) void report_text_format(struct report_text *text,
                                                              const char *format, ...);

// A number with at most three decimals, trailing zeros dropped, '.' before them. Nothing for
// values that are none.
void report_text_number(struct report_text *text, double value);

// The next UTF-8 character of *at, which moves on; bytes that are no UTF-8 become U+FFFD.
// Returns its length in `out`, 0 at the end.
size_t report_text_next(const char **at, char out[4]);

// ISO 8601: "2026-11-22T09:30:00.000Z".
void report_text_utc(char out[REPORT_TEXT_TIME_BYTES], int64_t wall_ms);

// "2026-11-22" as milliseconds since 1970, at midnight. False when it is no date.
bool report_text_date(const char *date, int64_t *out_ms);

#endif
