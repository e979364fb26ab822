// What is wrong with a document a person wrote, and where.
//
// All errors are kept, not the first; past DIAG_MAX they are counted. An entry is one line:
// FILE:LINE:COLUMN: /json/pointer: what is wrong, what is allowed.
#ifndef JSON_DIAG_H
#define JSON_DIAG_H

#include <stdbool.h>
#include <stddef.h>

enum { DIAG_MAX = 64, DIAG_TEXT_BYTES = 320, DIAG_POINTER_BYTES = 160 };

struct diag_entry {
    int line, column; // from 1; 0 when the file itself is at fault. Columns count characters.
    bool is_warning;
    char pointer[DIAG_POINTER_BYTES]; // RFC 6901; "" is the whole document
    char text[DIAG_TEXT_BYTES];
};

struct diag {
    char file[256]; // as the user named it
    struct diag_entry entries[DIAG_MAX];
    int count;         // entries kept
    int error_count;   // all errors, kept or not
    int warning_count; // likewise
};

// Writes "FILE:LINE:COLUMN: POINTER: TEXT" for entry i; returns what snprintf would.
int diag_line(const struct diag *diag, int i, char *out, size_t size);

#endif
