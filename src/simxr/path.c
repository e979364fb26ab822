#include "simxr/path.h"

#include "base/mem.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"

#include <string.h>

// Far above what an application needs; a full table is XR_ERROR_PATH_COUNT_EXCEEDED.
enum { PATH_MAX_COUNT = 65536, FIRST_CAPACITY = 256 };

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// A level is made of name characters, is not empty and is not dots alone.
static bool is_level(const char *text, size_t length)
{
    bool is_dots = true;
    for (size_t i = 0; i < length; i++) {
        if (!is_name_char(text[i])) {
            return false;
        }
        is_dots = is_dots && text[i] == '.';
    }
    return !is_dots;
}

static uint32_t hash(const char *text)
{
    uint32_t h = 2166136261u; // FNV-1a
    for (; *text; text++) {
        h = (h ^ (unsigned char)*text) * 16777619u;
    }
    return h;
}

// The bucket that holds the text, or the empty one where it belongs.
static uint32_t *find_bucket(const struct simxr_paths *paths, const char *text)
{
    uint32_t i = hash(text) & (paths->bucket_count - 1);
    while (paths->buckets[i] && strcmp(paths->texts[paths->buckets[i] - 1], text) != 0) {
        i = (i + 1) & (paths->bucket_count - 1);
    }
    return &paths->buckets[i];
}

static XrResult grow(struct simxr_paths *paths)
{
    const uint32_t capacity = paths->capacity ? paths->capacity * 2 : FIRST_CAPACITY;
    char **texts = mem_resize(paths->texts, capacity, sizeof *texts);
    if (!texts) {
        return XR_ERROR_OUT_OF_MEMORY;
    }
    paths->texts = texts;
    uint32_t *buckets = mem_alloc((size_t)capacity * 2, sizeof *buckets);
    if (!buckets) {
        return XR_ERROR_OUT_OF_MEMORY;
    }
    mem_free(paths->buckets);
    paths->buckets = buckets;
    paths->bucket_count = capacity * 2;
    paths->capacity = capacity;
    for (uint32_t i = 0; i < paths->count; i++) {
        *find_bucket(paths, paths->texts[i]) = i + 1;
    }
    return XR_SUCCESS;
}

void simxr_path_fini(struct simxr_paths *paths)
{
    for (uint32_t i = 0; i < paths->count; i++) {
        mem_free(paths->texts[i]);
    }
    mem_free(paths->texts);
    mem_free(paths->buckets);
    *paths = (struct simxr_paths){0};
}

XrResult simxr_path_intern(struct simxr_paths *paths, const char *text, XrPath *out_path)
{
    *out_path = simxr_path_known(paths, text);
    if (*out_path != XR_NULL_PATH) {
        return XR_SUCCESS;
    }
    if (paths->count >= PATH_MAX_COUNT) {
        return XR_ERROR_PATH_COUNT_EXCEEDED;
    }
    if (paths->count == paths->capacity) {
        TRY_XR(grow(paths));
    }
    const size_t size = strlen(text) + 1;
    char *copy = mem_alloc(size, 1);
    if (!copy) {
        return XR_ERROR_OUT_OF_MEMORY;
    }
    memcpy(copy, text, size);
    paths->texts[paths->count++] = copy;
    *find_bucket(paths, copy) = paths->count;
    *out_path = paths->count;
    return XR_SUCCESS;
}

const char *simxr_path_text(const struct simxr_paths *paths, XrPath path)
{
    return path == XR_NULL_PATH || path > paths->count ? NULL : paths->texts[path - 1];
}

XrPath simxr_path_known(const struct simxr_paths *paths, const char *text)
{
    return paths->bucket_count ? *find_bucket(paths, text) : XR_NULL_PATH;
}

bool simxr_path_is_well_formed(const char *text)
{
    if (*text != '/') {
        return false;
    }
    while (*text == '/') {
        text++;
        const size_t length = strcspn(text, "/");
        if (!is_level(text, length)) {
            return false;
        }
        text += length;
    }
    return true;
}

bool simxr_path_is_name(const char *text, size_t size)
{
    const size_t length = strnlen(text, size);
    return length < size && is_level(text, length);
}

XrResult simxr_path_from_text(XrInstance instance, const char *text, XrPath *out_path)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    if (!text || !out_path) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    if (strnlen(text, XR_MAX_PATH_LENGTH) >= XR_MAX_PATH_LENGTH ||
        !simxr_path_is_well_formed(text)) {
        return XR_ERROR_PATH_FORMAT_INVALID;
    }
    return simxr_path_intern(&inst->paths, text, out_path);
}

XrResult simxr_path_to_text(XrInstance instance, XrPath path, uint32_t capacity,
                            uint32_t *out_count, char *buffer)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    const char *text = simxr_path_text(&inst->paths, path);
    if (!text) {
        return XR_ERROR_PATH_INVALID;
    }
    return simxr_check_text(capacity, out_count, buffer, text);
}
