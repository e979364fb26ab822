#include "json/say.h"

#include "json/place.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

// The pointer of an absent value: its nearest parent that is there, then the keys down to it.
// Returns that parent.
static const cJSON *point_at(const struct json_at *at, char pointer[DIAG_POINTER_BYTES],
                             size_t *out_used)
{
    if (at->item || !at->parent) {
        const cJSON *item = at->item ? at->item : at->doc->tree;
        *out_used = json_place_pointer(at->doc, item, pointer);
        return item;
    }
    const cJSON *item = point_at(at->parent, pointer, out_used);
    if (at->key) {
        *out_used =
            json_place_append(pointer, DIAG_POINTER_BYTES, *out_used, at->key, strlen(at->key));
    }
    return item;
}

void json_say(const struct json_at *at, const char *key, enum json_say_part part, bool is_warning,
              const char *format, va_list args)
{
    struct json_doc *doc = at->doc;
    int line = 0;
    int column = 0;
    char pointer[DIAG_POINTER_BYTES] = "";
    if (!is_warning) {
        doc->error_count++;
    }
    if (doc->diag->count < DIAG_MAX) { // else it is only counted: places are dear
        size_t used = 0;
        const cJSON *item = point_at(at, pointer, &used);
        const cJSON *child = key && cJSON_IsObject(at->item)
                                 ? cJSON_GetObjectItemCaseSensitive(at->item, key)
                                 : NULL;
        if (key) {
            json_place_append(pointer, sizeof pointer, used, key, strlen(key));
        }
        const struct json_node *node = json_place_node(doc, child ? child : item);
        const size_t offset = part == JSON_SAY_KEY ? node->key_at : node->value_at;
        json_place_of(doc->text, offset, &line, &column);
    }
    memcpy(doc->diag->file, doc->file, sizeof doc->file); // readers of two documents may alternate
    json_diag_add_v(doc->diag, is_warning, line, column, pointer, format, args);
}

const char *json_say_found(const struct cJSON *item, char out[JSON_SAY_FOUND_BYTES])
{
    if (cJSON_IsNumber(item)) {
        snprintf(out, JSON_SAY_FOUND_BYTES, "found %.10g", item->valuedouble);
    } else if (cJSON_IsString(item)) {
        snprintf(out, JSON_SAY_FOUND_BYTES, "found the text \"%.40s\"", item->valuestring);
    } else if (cJSON_IsBool(item)) {
        snprintf(out, JSON_SAY_FOUND_BYTES, "found %s", cJSON_IsTrue(item) ? "true" : "false");
    } else if (cJSON_IsObject(item)) {
        snprintf(out, JSON_SAY_FOUND_BYTES, "found an object");
    } else if (cJSON_IsArray(item)) {
        snprintf(out, JSON_SAY_FOUND_BYTES, "found an array");
    } else {
        snprintf(out, JSON_SAY_FOUND_BYTES, "found null");
    }
    return out;
}
