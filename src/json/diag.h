// What is wrong with a document a person wrote, and where.
//
// All errors are kept, not the first; past DIAG_MAX they are counted. An entry is one line:
// FILE:LINE:COLUMN: /json/pointer: what is wrong, what is allowed.
// One diag may collect from several documents (a session, its scene, the site): whoever makes it
// zeroes it, and nothing here empties it.
#ifndef JSON_DIAG_H
#define JSON_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

enum { DIAG_MAX = 64, DIAG_TEXT_BYTES = 320, DIAG_POINTER_BYTES = 160, DIAG_FILE_BYTES = 256 };

struct diag_entry {
    int line, column; // from 1; 0 when the file itself is at fault. Columns count characters.
    bool is_warning;
    char file[DIAG_FILE_BYTES];       // as the user named it
    char pointer[DIAG_POINTER_BYTES]; // RFC 6901; "" is the whole document
    char text[DIAG_TEXT_BYTES];
};

struct diag {
    char file[DIAG_FILE_BYTES]; // of what is added from now on
    struct diag_entry entries[DIAG_MAX];
    int count;         // entries kept
    int error_count;   // all errors, kept or not
    int warning_count; // likewise
};

// Writes "FILE:LINE:COLUMN: POINTER: TEXT" for entry i; returns what snprintf would. The whole
// document's pointer is written "/"; a file that could not be read at all gives "FILE: TEXT";
// a warning's text begins with "warning: ".
int json_diag_line(const struct diag *diag, int i, char *out, size_t size);

// Adds an entry for the file of the moment, or counts it when there is no room. NULL `pointer`: "".
__attribute__((format(printf, 6, 7))) void json_diag_add(struct diag *diag, bool is_warning,
                                                         int line, int column, const char *pointer,
                                                         const char *format, ...);
__attribute__((format(printf, 6, 0))) void json_diag_add_v(struct diag *diag, bool is_warning,
                                                           int line, int column,
                                                           const char *pointer, const char *format,
                                                           va_list args);

#endif
