// Where in the text a value stands.
#ifndef JSON_PLACE_H
#define JSON_PLACE_H

#include "json/json.h"

// One value, in document order (preorder): the order of cJSON's tree as well, so the i-th value
// of a walk through the tree is nodes[i].
struct json_node {
    uint32_t key_at;   // offset of its key's opening quote; == value_at where there is none
    uint32_t value_at; // offset of its first byte
};

// Line and column of a byte, both from 1; columns count characters, not bytes.
void json_place_of(const char *text, size_t at, int *out_line, int *out_column);

// The node of a value of the document's tree.
const struct json_node *json_place_node(const struct json_doc *doc, const struct cJSON *item);

// Writes the pointer of a value of the document's tree; returns its length.
size_t json_place_pointer(const struct json_doc *doc, const struct cJSON *item,
                          char pointer[DIAG_POINTER_BYTES]);

// Appends "/key" or "/3" with RFC 6901's escapes; cuts what does not fit. Returns the new length.
size_t json_place_append(char *pointer, size_t size, size_t used, const char *key, size_t key_size);

#endif
