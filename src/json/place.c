#include "json/place.h"

#include <cjson/cJSON.h>

#include <stdio.h>
#include <string.h>

void json_place_of(const char *text, size_t at, int *out_line, int *out_column)
{
    *out_line = 1;
    *out_column = 1;
    for (size_t i = 0; i < at; i++) {
        const unsigned char byte = (unsigned char)text[i];
        if (byte == '\n') {
            (*out_line)++;
            *out_column = 1;
        } else if ((byte & 0xC0u) != 0x80u) { // bytes that continue a character do not count
            (*out_column)++;
        }
    }
}

// Counts values before `wanted` in `item` and its children; true when it was found. As deep as
// the document, which JSON_MAX_DEPTH bounds.
static bool count_until(const cJSON *item, const cJSON *wanted, size_t *count)
{
    if (item == wanted) {
        return true;
    }
    (*count)++;
    for (const cJSON *child = item->child; child; child = child->next) {
        if (count_until(child, wanted, count)) {
            return true;
        }
    }
    return false;
}

const struct json_node *json_place_node(const struct json_doc *doc, const struct cJSON *item)
{
    size_t i = 0;
    return count_until(doc->tree, item, &i) && i < doc->node_count ? &doc->nodes[i] : NULL;
}

static size_t put(char *out, size_t size, size_t used, char letter)
{
    if (used + 1 < size) {
        out[used++] = letter;
        out[used] = '\0';
    }
    return used;
}

size_t json_place_append(char *pointer, size_t size, size_t used, const char *key, size_t key_size)
{
    used = put(pointer, size, used, '/');
    for (size_t i = 0; i < key_size; i++) {
        if (key[i] == '~' || key[i] == '/') {
            used = put(pointer, size, used, '~');
            used = put(pointer, size, used, key[i] == '~' ? '0' : '1');
        } else {
            used = put(pointer, size, used, key[i]);
        }
    }
    return used;
}

static size_t append_step(char pointer[DIAG_POINTER_BYTES], size_t used, const cJSON *child, int i)
{
    char index[16];
    const int n = snprintf(index, sizeof index, "%d", i);
    const char *key = child->string ? child->string : index;
    const size_t size = child->string ? strlen(child->string) : (size_t)n;
    return json_place_append(pointer, DIAG_POINTER_BYTES, used, key, size);
}

// Writes the steps from `item` to `wanted` behind `used`; 0 when it is not below.
static size_t write_path(const cJSON *item, const cJSON *wanted, char pointer[DIAG_POINTER_BYTES],
                         size_t used)
{
    int i = 0;
    for (const cJSON *child = item->child; child; child = child->next, i++) {
        const size_t now = append_step(pointer, used, child, i);
        const size_t end = child == wanted ? now : write_path(child, wanted, pointer, now);
        if (end > 0) {
            return end;
        }
        pointer[used] = '\0';
    }
    return 0;
}

size_t json_place_pointer(const struct json_doc *doc, const struct cJSON *item,
                          char pointer[DIAG_POINTER_BYTES])
{
    pointer[0] = '\0';
    return item == doc->tree ? 0 : write_path(doc->tree, item, pointer, 0);
}
