#include "json/json.h"

#include "base/file.h"
#include "base/mem.h"
#include "json/say.h"
#include "json/scan.h"
#include "json/tree.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

// ---- making a document

enum err json_parse(struct json_doc *doc, const char *file, const char *text, size_t size,
                    struct diag *diag)
{
    doc->text = text;
    doc->size = size;
    doc->diag = diag;
    snprintf(doc->file, sizeof doc->file, "%s", file);
    memcpy(diag->file, doc->file, sizeof diag->file);
    TRY(json_scan(doc));
    return json_tree_build(doc);
}

enum err json_parse_file(struct json_doc *doc, const char *path, struct diag *diag)
{
    const char *text = NULL;
    size_t size = 0;
    const enum err err = file_read(path, JSON_MAX_BYTES, &doc->arena, &text, &size);
    if (err != ERR_OK) {
        snprintf(diag->file, sizeof diag->file, "%s", path);
        doc->diag = diag;
        doc->error_count++;
    }
    if (err == ERR_BAD_DATA) {
        json_diag_add(diag, false, 0, 0, NULL, "the file is longer than %d KiB",
                      JSON_MAX_BYTES / 1024);
    } else if (err != ERR_OK) {
        json_diag_add(diag, false, 0, 0, NULL,
                      "the file cannot be read; check its name and that you may read it");
    }
    TRY(err);
    return json_parse(doc, path, text, size, diag);
}

void json_fini(struct json_doc *doc)
{
    cJSON_Delete(doc->tree);
    mem_free(doc->nodes);
    arena_fini(&doc->arena);
    *doc = (struct json_doc){0};
}

struct json_at json_root(struct json_doc *doc)
{
    return (struct json_at){.doc = doc, .item = doc->tree, .index = -1};
}

bool json_failed(const struct json_doc *doc)
{
    return doc->error_count > 0;
}

// ---- saying what is wrong

void json_error(const struct json_at *at, const char *key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    json_say(at, key, JSON_SAY_VALUE, false, format, args);
    va_end(args);
}

void json_warn(const struct json_at *at, const char *key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    json_say(at, key, JSON_SAY_VALUE, true, format, args);
    va_end(args);
}

__attribute__((format(printf, 3, 4))) static void
key_error(const struct json_at *at, const char *key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    json_say(at, key, JSON_SAY_KEY, false, format, args);
    va_end(args);
}

// ---- values by key

static const cJSON *get(const struct json_at *at, const char *key)
{
    // Not cJSON_GetObjectItem: that one ignores case.
    return cJSON_IsObject(at->item) ? cJSON_GetObjectItemCaseSensitive(at->item, key) : NULL;
}

static const cJSON *take(struct json_at *at, const char *key)
{
    if (!cJSON_IsObject(at->item)) {
        return NULL;
    }
    for (int i = 0; i < at->seen_count; i++) {
        if (strcmp(at->seen[i], key) == 0) {
            return get(at, key);
        }
    }
    assert(at->seen_count < JSON_MAX_KEYS);
    at->seen[at->seen_count++] = key;
    return get(at, key);
}

bool json_has(struct json_at *at, const char *key)
{
    return take(at, key) != NULL;
}

// A number's error is said at `key` of `at`, or at `at` itself when there is no key.
static bool number_of(const struct json_at *at, const char *key, const cJSON *item, double lo,
                      double hi, double *out)
{
    // The negated test also refuses NaN.
    if (!cJSON_IsNumber(item) || !(item->valuedouble >= lo && item->valuedouble <= hi)) {
        char buf[JSON_SAY_FOUND_BYTES];
        json_error(at, key, "expected a number from %.10g to %.10g, %s", lo, hi,
                   json_say_found(item, buf));
        return false;
    }
    *out = item->valuedouble;
    return true;
}

static bool text_of(const struct json_at *at, const char *key, const cJSON *item, char *out,
                    size_t size)
{
    char buf[JSON_SAY_FOUND_BYTES];
    if (!cJSON_IsString(item)) {
        json_error(at, key, "expected a text in double quotes, %s", json_say_found(item, buf));
        return false;
    }
    const size_t length = strlen(item->valuestring);
    if (length >= size) {
        json_error(at, key, "expected a text of at most %zu bytes, found %zu", size - 1, length);
        return false;
    }
    memcpy(out, item->valuestring, length + 1);
    return true;
}

bool json_number(struct json_at *at, const char *key, double lo, double hi, double *out)
{
    const cJSON *item = take(at, key);
    return item && number_of(at, key, item, lo, hi, out);
}

bool json_integer(struct json_at *at, const char *key, int64_t lo, int64_t hi, int64_t *out)
{
    const cJSON *item = take(at, key);
    if (!item) {
        return false;
    }
    // Beyond 2^53 a double no longer tells neighbours apart.
    const double exact = 9007199254740992.0;
    const double value = cJSON_IsNumber(item) ? item->valuedouble : (double)NAN;
    if (!(fabs(value) <= exact) || value != floor(value) || (int64_t)value < lo ||
        (int64_t)value > hi) {
        char buf[JSON_SAY_FOUND_BYTES];
        json_error(at, key, "expected a whole number from %lld to %lld, %s", (long long)lo,
                   (long long)hi, json_say_found(item, buf));
        return false;
    }
    *out = (int64_t)value;
    return true;
}

bool json_bool(struct json_at *at, const char *key, bool *out)
{
    const cJSON *item = take(at, key);
    if (item && !cJSON_IsBool(item)) {
        char buf[JSON_SAY_FOUND_BYTES];
        json_error(at, key, "expected true or false, %s", json_say_found(item, buf));
        return false;
    }
    if (item) {
        *out = cJSON_IsTrue(item);
    }
    return item != NULL;
}

bool json_is_text(struct json_at *at, const char *key)
{
    return cJSON_IsString(take(at, key));
}

bool json_text(struct json_at *at, const char *key, char *out, size_t size)
{
    const cJSON *item = take(at, key);
    return item && text_of(at, key, item, out, size);
}

// "one of \"say\", \"rate\"", cut when it is long.
static void list_names(const char *const *names, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; names[i]; i++) {
        const int n = snprintf(out + used, size - used, "%s\"%s\"", i > 0 ? ", " : "", names[i]);
        used += n > 0 ? (size_t)n : 0;
        if (used >= size) {
            return;
        }
    }
}

bool json_choice(struct json_at *at, const char *key, const char *const *names, int *out)
{
    const cJSON *item = take(at, key);
    if (!item) {
        return false;
    }
    for (int i = 0; cJSON_IsString(item) && names[i]; i++) {
        if (strcmp(item->valuestring, names[i]) == 0) {
            *out = i;
            return true;
        }
    }
    char buf[JSON_SAY_FOUND_BYTES];
    char list[160];
    list_names(names, list, sizeof list);
    const char *near = cJSON_IsString(item) ? json_nearest(item->valuestring, names) : NULL;
    if (near) {
        json_error(at, key, "expected one of %s, %s; did you mean \"%s\"?", list,
                   json_say_found(item, buf), near);
    } else {
        json_error(at, key, "expected one of %s, %s", list, json_say_found(item, buf));
    }
    return false;
}

bool json_numbers(struct json_at *at, const char *key, double lo, double hi, double *out, int count)
{
    const cJSON *item = take(at, key);
    char buf[JSON_SAY_FOUND_BYTES];
    if (!item) {
        return false;
    }
    if (!cJSON_IsArray(item)) {
        json_error(at, key, "expected an array of %d numbers, %s", count,
                   json_say_found(item, buf));
        return false;
    }
    const int size = cJSON_GetArraySize(item);
    if (size != count) {
        json_error(at, key, "expected exactly %d numbers, found %d", count, size);
        return false;
    }
    double values[JSON_MAX_NUMBERS];
    assert(count <= JSON_MAX_NUMBERS);
    const struct json_at array = {
        .doc = at->doc, .item = item, .parent = at, .key = key, .index = -1};
    bool is_right = true;
    for (int i = 0; i < count; i++) {
        is_right = json_element_number(&array, i, lo, hi, &values[i]) && is_right;
    }
    if (is_right) {
        memcpy(out, values, (size_t)count * sizeof *out);
    }
    return is_right;
}

void json_require(struct json_at *at, const char *key)
{
    if (cJSON_IsObject(at->item) && !take(at, key)) {
        json_error(at, key, "is missing");
    }
}

// ---- children

static struct json_at child_at(const struct json_at *at, const cJSON *item, const char *key)
{
    return (struct json_at){.doc = at->doc, .item = item, .parent = at, .key = key, .index = -1};
}

struct json_at json_object(struct json_at *at, const char *key)
{
    const cJSON *item = take(at, key);
    if (item && !cJSON_IsObject(item)) {
        char buf[JSON_SAY_FOUND_BYTES];
        json_error(at, key, "expected an object in { }, %s", json_say_found(item, buf));
        item = NULL;
    }
    return child_at(at, item, key);
}

struct json_at json_array(struct json_at *at, const char *key)
{
    const cJSON *item = take(at, key);
    if (item && !cJSON_IsArray(item)) {
        char buf[JSON_SAY_FOUND_BYTES];
        json_error(at, key, "expected an array in [ ], %s", json_say_found(item, buf));
        item = NULL;
    }
    return child_at(at, item, key);
}

int json_count(const struct json_at *array)
{
    return cJSON_IsArray(array->item) ? cJSON_GetArraySize(array->item) : 0;
}

struct json_at json_element(const struct json_at *array, int i, bool want_object)
{
    const cJSON *item = cJSON_IsArray(array->item) ? cJSON_GetArrayItem(array->item, i) : NULL;
    struct json_at element = child_at(array, item, NULL);
    element.index = i;
    if (item && want_object && !cJSON_IsObject(item)) {
        char buf[JSON_SAY_FOUND_BYTES];
        json_error(&element, NULL, "expected an object in { }, %s", json_say_found(item, buf));
        element.item = NULL;
    }
    return element;
}

bool json_element_number(const struct json_at *array, int i, double lo, double hi, double *out)
{
    const struct json_at element = json_element(array, i, false);
    return element.item && number_of(&element, NULL, element.item, lo, hi, out);
}

bool json_element_text(const struct json_at *array, int i, char *out, size_t size)
{
    const struct json_at element = json_element(array, i, false);
    return element.item && text_of(&element, NULL, element.item, out, size);
}

// ---- keys

// "$schema" tells editors and `validate` the kind; "// ..." is a remark of whoever wrote it.
static bool is_always_allowed(const char *key)
{
    return strcmp(key, "$schema") == 0 || strncmp(key, "//", 2) == 0;
}

bool json_next(const struct json_at *parent, struct json_at *member)
{
    const cJSON *item = NULL;
    int index = 0;
    if (member->item) {
        item = member->item->next;
        index = member->index + 1;
    } else if (parent->item) {
        item = parent->item->child;
    }
    while (item && item->string && is_always_allowed(item->string)) {
        item = item->next;
    }
    *member = child_at(parent, item, item ? item->string : NULL);
    if (cJSON_IsArray(parent->item)) {
        member->index = index;
    }
    return item != NULL;
}

bool json_own_text(const struct json_at *at, char *out, size_t size)
{
    return at->item && text_of(at, NULL, at->item, out, size);
}

static bool was_seen(const struct json_at *at, const char *key)
{
    for (int i = 0; i < at->seen_count; i++) {
        if (strcmp(at->seen[i], key) == 0) {
            return true;
        }
    }
    return false;
}

void json_object_end(struct json_at *at)
{
    if (at->item && !cJSON_IsObject(at->item)) { // a root; children were asked already
        char buf[JSON_SAY_FOUND_BYTES];
        json_error(at, NULL, "expected an object in { }, %s", json_say_found(at->item, buf));
        return;
    }
    const char *names[JSON_MAX_KEYS + 1] = {NULL};
    memcpy(names, at->seen, (size_t)at->seen_count * sizeof names[0]);
    struct json_at member = {0};
    while (json_next(at, &member)) {
        if (was_seen(at, member.key)) {
            continue;
        }
        const char *near = json_nearest(member.key, names);
        if (near) {
            key_error(at, member.key, "this key is not known here; did you mean \"%s\"?", near);
        } else {
            key_error(at, member.key, "this key is not known here");
        }
    }
}
