// Objects of plain values, read by a table: one row says key, type, range and default, and the
// same row serves reading, checking, canonical text and the test against the shipped schema.
#ifndef JSON_FIELD_H
#define JSON_FIELD_H

#include "json/json.h"

enum json_field_kind {
    JSON_FIELD_FLOAT,  // float
    JSON_FIELD_INT,    // int
    JSON_FIELD_U64,    // uint64_t, 0..2^53
    JSON_FIELD_TEXT,   // char[size]
    JSON_FIELD_CHOICE, // uint8_t, index into names
};

struct json_field {
    const char *key;
    enum json_field_kind kind;
    size_t offset;
    double lo, hi;            // FLOAT, INT, U64
    double initial;           // the default; of a CHOICE its index
    size_t size;              // TEXT: bytes with the closing zero
    const char *text;         // TEXT: the default; NULL: ""
    const char *const *names; // CHOICE: closed by NULL
    bool is_required;
};

// Rows of a table; it ends with JSON_FIELD_LAST.
#define JSON_FIELD_NUMBER(kind_, key_, type, member, low, high, start)                 \
    {                                                                                  \
        .key = (key_), .kind = (kind_), .offset = offsetof(type, member), .lo = (low), \
        .hi = (high), .initial = (start)                                               \
    }
#define JSON_FIELD_WORDS(key_, type, member, start, required)                           \
    {                                                                                   \
        .key = (key_), .kind = JSON_FIELD_TEXT, .offset = offsetof(type, member),       \
        .size = sizeof(((type *)0)->member), .text = (start), .is_required = (required) \
    }
#define JSON_FIELD_NAMED(key_, type, member, list, required)                        \
    {                                                                               \
        .key = (key_), .kind = JSON_FIELD_CHOICE, .offset = offsetof(type, member), \
        .names = (list), .is_required = (required)                                  \
    }
#define JSON_FIELD_LAST \
    {                   \
        .key = NULL     \
    }

void json_field_defaults(const struct json_field *fields, void *object);

// Takes every field out of `at`. Absent ones keep what `object` holds; with `is_whole`, required
// ones that are absent are reported.
void json_field_read(const struct json_field *fields, struct json_at *at, void *object,
                     bool is_whole);

// Appends "PREFIXkey=value\n" for each field behind `used`, cut at `size`; returns the length it
// would have had. Floats with nine digits, so that equal text means equal values.
size_t json_field_text(const struct json_field *fields, const void *object, const char *prefix,
                       char *out, size_t size, size_t used);

#endif
