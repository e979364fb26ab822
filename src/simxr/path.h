// Semantic paths: texts made into numbers, per instance, kept as long as it lives.
#ifndef SIMXR_PATH_H
#define SIMXR_PATH_H

#include "simxr/xr.h"

#include <stdbool.h>
#include <stddef.h>

struct simxr_paths {
    char **texts; // owned, and each text; XrPath is the index + 1
    uint32_t count, capacity;
    uint32_t *buckets; // owned; XrPath of a text by hash, open addressing, 0: empty
    uint32_t bucket_count;
};

void simxr_path_fini(struct simxr_paths *paths);

// The text's path, made when new. XR_ERROR_OUT_OF_MEMORY, XR_ERROR_PATH_COUNT_EXCEEDED.
XrResult simxr_path_intern(struct simxr_paths *paths, const char *text, XrPath *out_path);

// NULL for XR_NULL_PATH and numbers that are no path of this instance.
const char *simxr_path_text(const struct simxr_paths *paths, XrPath path);

// XR_NULL_PATH when nobody has named it.
XrPath simxr_path_known(const struct simxr_paths *paths, const char *text);

// OpenXR 1.0, "Well-formed path strings".
bool simxr_path_is_well_formed(const char *text);
bool simxr_path_is_name(const char *text, size_t size); // one level, closed within `size`

#endif
