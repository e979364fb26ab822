// The record as JSON lines, built in memory. See report/export.h.
#ifndef REPORT_JSONL_H
#define REPORT_JSONL_H

#include "base/err.h"
#include "report/text.h"
#include "store/read.h"

struct report_jsonl {
    struct store_read *read; // borrowed from the caller
    struct report_text sessions, frames;
    // the session whose rows are being read
    int64_t start_wall_ms;
    bool is_first; // no comma before the next element
};

MUST_USE enum err report_jsonl_read(struct report_jsonl *jsonl,
                                    const struct store_read_filter *filter);
void report_jsonl_fini(struct report_jsonl *jsonl);

#endif
