// Strict reading of documents people write.
//
// Before cJSON sees a byte, our own scan holds the text to RFC 8259: UTF-8, no BOM, no leading
// zeros, no raw control characters, no duplicate keys, no number out of range, at most JSON_MAX
// bytes, JSON_MAX_DEPTH deep and JSON_MAX_NODES values; and it notes where every value stands.
// Then readers take values out by key. Every key that is read is marked; json_object_end reports
// the others, with the nearest right spelling. Readers never stop at the first error: a wrong
// value is reported, the default stays, reading goes on, and the caller asks json_failed at the
// end.
//
//     struct diag diag = {0};
//     struct json_doc doc = {0};
//     enum err err = json_parse(&doc, file_name, text, size, &diag);
//     if (err == ERR_OK) {
//         struct json_at root = json_root(&doc);
//         json_number(&root, "level", 0.0, 1.0, &level);
//         json_object_end(&root);
//         err = json_failed(&doc) ? ERR_BAD_DATA : ERR_OK;
//     }
//     json_fini(&doc);
#ifndef JSON_JSON_H
#define JSON_JSON_H

#include "base/arena.h"
#include "base/err.h"
#include "json/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    JSON_MAX_BYTES = 1024 * 1024,
    JSON_MAX_DEPTH = 32,
    JSON_MAX_NODES = 65536,
    JSON_MAX_KEYS = 64, // read of one object
    JSON_MAX_NUMBER_BYTES = 60,
    JSON_MAX_NUMBERS = 16, // of one json_numbers
};

struct cJSON;
struct json_node; // one value's place in the text

struct json_doc {
    char file[DIAG_FILE_BYTES]; // for what is said about it
    struct cJSON *tree;         // owned
    struct json_node *nodes;    // owned, in document order
    size_t node_count;
    const char *text; // borrowed from the caller of json_parse until json_fini
    size_t size;
    struct diag *diag;  // borrowed likewise
    int error_count;    // of this document alone
    struct arena arena; // owned: the text of json_parse_file
};

// A value in the document. Parents live on the callers' stacks, so a path costs no allocation.
struct json_at {
    struct json_doc *doc;
    const struct cJSON *item; // NULL: absent; every reader then leaves its default
    const struct json_at *parent;
    const char *key;                 // NULL in arrays
    int index;                       // in an array, else -1
    const char *seen[JSON_MAX_KEYS]; // keys that were asked for, for json_object_end
    int seen_count;
};

// Adds to `diag` (its file is set to `file`). ERR_BAD_DATA with at least one entry when the
// text is not strict JSON. json_fini is owed in every case. A syntax error ends the scan: one is
// told. Duplicate keys are all told.
MUST_USE enum err json_parse(struct json_doc *doc, const char *file, const char *text, size_t size,
                             struct diag *diag);
// The same for a file, read with the limit; says in one sentence when it is missing or too long.
// The text is kept by the document.
MUST_USE enum err json_parse_file(struct json_doc *doc, const char *path, struct diag *diag);
void json_fini(struct json_doc *doc);

struct json_at json_root(struct json_doc *doc);
bool json_failed(const struct json_doc *doc); // any error in this document so far

bool json_has(struct json_at *at, const char *key);     // also marks the key as known
bool json_is_text(struct json_at *at, const char *key); // likewise; false where it is absent

// Optional readers: an absent key leaves *out as it is and is no error. A wrong one is reported
// and leaves *out. True when a right value was stored.
bool json_number(struct json_at *at, const char *key, double lo, double hi, double *out);
bool json_integer(struct json_at *at, const char *key, int64_t lo, int64_t hi, int64_t *out);
bool json_bool(struct json_at *at, const char *key, bool *out);
// At most size - 1 bytes, else an error.
bool json_text(struct json_at *at, const char *key, char *out, size_t size);
// One of `names` (closed by NULL); *out is its index.
bool json_choice(struct json_at *at, const char *key, const char *const *names, int *out);
// An array of exactly `count` numbers.
bool json_numbers(struct json_at *at, const char *key, double lo, double hi, double *out,
                  int count);

// Reports when `key` is absent.
void json_require(struct json_at *at, const char *key);

// Children. The child's item is NULL when the key is absent or of another type (reported).
struct json_at json_object(struct json_at *at, const char *key);
struct json_at json_array(struct json_at *at, const char *key);
int json_count(const struct json_at *array); // 0 for an absent one
// Element i; `want_object` reports an element that is none.
struct json_at json_element(const struct json_at *array, int i, bool want_object);
// The element itself as a value, for arrays of plain values.
bool json_element_number(const struct json_at *array, int i, double lo, double hi, double *out);
bool json_element_text(const struct json_at *array, int i, char *out, size_t size);

// The members of an object whose keys are not known beforehand, but for "$schema" and remarks, or
// the elements of a long array, in order: begin with a zeroed `member`; false after the last.
bool json_next(const struct json_at *parent, struct json_at *member);
// The value itself as a text; reports another type, and one of more than size - 1 bytes.
bool json_own_text(const struct json_at *at, char *out, size_t size);

// Every key not asked for so far is an error, with the nearest right one when it is close.
// "$schema" and keys that begin with "//" (a therapist's remark) are always allowed.
void json_object_end(struct json_at *at);

// For rules between values: an error or warning at this value (or at its key).
__attribute__((format(printf, 3, 4))) void json_error(const struct json_at *at, const char *key,
                                                      const char *format, ...);
__attribute__((format(printf, 3, 4))) void json_warn(const struct json_at *at, const char *key,
                                                     const char *format, ...);

// The nearest of `names` (closed by NULL) by edit distance, or NULL when none is near (more than
// a third of the letters differ).
const char *json_nearest(const char *word, const char *const *names);

#endif
