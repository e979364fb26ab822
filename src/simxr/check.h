// The checks every entry point makes of its arguments, once.
#ifndef SIMXR_CHECK_H
#define SIMXR_CHECK_H

#include "base/pose.h"
#include "simxr/xr.h"

#include <stdbool.h>
#include <stddef.h>

// XR_ERROR_VALIDATION_FAILURE for NULL or a wrong type.
XrResult simxr_check_type(const void *structure, XrStructureType type);

// The first structure of `type` behind `structure`, or NULL. Unknown ones are passed over.
const void *simxr_check_chained(const void *structure, XrStructureType type);

// The two-call idiom. *out_fill: the caller is to write `count` items.
XrResult simxr_check_list(uint32_t capacity, uint32_t *out_count, const void *items, size_t count,
                          bool *out_fill);

// The same for plain items, which are copied.
XrResult simxr_check_copy(uint32_t capacity, uint32_t *out_count, void *out_items,
                          const void *items, size_t count, size_t item_bytes);

// The same for a text, with its closing zero.
XrResult simxr_check_text(uint32_t capacity, uint32_t *out_count, char *out, const char *text);

// XR_ERROR_POSE_INVALID when the rotation is not of length 1 within 1 % or the place not finite.
XrResult simxr_check_pose(const XrPosef *pose);

struct pose simxr_check_to_pose(const XrPosef *pose); // the rotation is normalised
XrPosef simxr_check_from_pose(struct pose pose);

#endif
