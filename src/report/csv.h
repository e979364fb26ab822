// The record as tables of RFC 4180, built in memory. See report/export.h.
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include "base/err.h"
#include "report/text.h"
#include "store/read.h"

enum {
    REPORT_CSV_SESSIONS,
    REPORT_CSV_EVENTS,
    REPORT_CSV_MINUTES,
    REPORT_CSV_BREATH,
    REPORT_CSV_FRAMES,
    REPORT_CSV_COUNT
};

struct report_csv {
    struct store_read *read; // borrowed from the caller
    struct report_text files[REPORT_CSV_COUNT];
    // the session whose rows are being read
    int64_t session_id;
    int64_t start_wall_ms;
    int event;
};

MUST_USE enum err report_csv_read(struct report_csv *csv, const struct store_read_filter *filter);
void report_csv_fini(struct report_csv *csv);

// One cell of text, quoted and made harmless to spreadsheets where needed.
void report_csv_cell(struct report_text *text, const char *cell);

#endif
