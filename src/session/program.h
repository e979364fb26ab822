// A program: which sessions a patient goes through, day by day.
#ifndef SESSION_PROGRAM_H
#define SESSION_PROGRAM_H

#include "json/field.h"

enum { SESSION_PROGRAM_MAX = 120 };

struct session_program {
    char name[64];
    int count;
    struct session_program_entry {
        int day;       // from 1; entries are in order of days, several may share one
        char file[96]; // "sessions/first.json"
    } entries[SESSION_PROGRAM_MAX];
};

extern const struct json_field session_program_fields[];
extern const struct json_field session_program_entry_fields[];

// The document's root is a program. The sessions it names are not opened.
MUST_USE enum err session_program_read(struct session_program *program, struct json_at *root);

#endif
