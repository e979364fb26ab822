#include "simxr/check.h"

#include <math.h>
#include <string.h>

XrResult simxr_check_type(const void *structure, XrStructureType type)
{
    const XrBaseInStructure *base = structure;
    return base && base->type == type ? XR_SUCCESS : XR_ERROR_VALIDATION_FAILURE;
}

const void *simxr_check_chained(const void *structure, XrStructureType type)
{
    const XrBaseInStructure *at = structure;
    while (at && at->type != type) {
        at = at->next;
    }
    return at;
}

XrResult simxr_check_list(uint32_t capacity, uint32_t *out_count, const void *items, size_t count,
                          bool *out_fill)
{
    *out_fill = false;
    if (!out_count) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    *out_count = (uint32_t)count;
    if (capacity == 0) {
        return XR_SUCCESS;
    }
    if (capacity < count) {
        return XR_ERROR_SIZE_INSUFFICIENT;
    }
    if (!items) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    *out_fill = true;
    return XR_SUCCESS;
}

XrResult simxr_check_copy(uint32_t capacity, uint32_t *out_count, void *out_items,
                          const void *items, size_t count, size_t item_bytes)
{
    bool fill;
    TRY_XR(simxr_check_list(capacity, out_count, out_items, count, &fill));
    if (fill && count > 0) {
        memcpy(out_items, items, count * item_bytes);
    }
    return XR_SUCCESS;
}

XrResult simxr_check_text(uint32_t capacity, uint32_t *out_count, char *out, const char *text)
{
    return simxr_check_copy(capacity, out_count, out, text, strlen(text) + 1, 1);
}

XrResult simxr_check_pose(const XrPosef *pose)
{
    const XrQuaternionf q = pose->orientation;
    const float length = sqrtf(q.x * q.x + q.y * q.y + q.z * q.z + q.w * q.w);
    const XrVector3f p = pose->position;
    // The negated test also refuses NaN.
    if (!(fabsf(length - 1.0f) <= 0.01f) || !isfinite(p.x) || !isfinite(p.y) || !isfinite(p.z)) {
        return XR_ERROR_POSE_INVALID;
    }
    return XR_SUCCESS;
}

struct pose simxr_check_to_pose(const XrPosef *pose)
{
    const XrQuaternionf q = pose->orientation;
    const XrVector3f p = pose->position;
    return (struct pose){
        .turn = glms_quat_normalize((versors){{q.x, q.y, q.z, q.w}}),
        .at_m = {{p.x, p.y, p.z}},
    };
}

XrPosef simxr_check_from_pose(struct pose pose)
{
    return (XrPosef){
        .orientation = {pose.turn.x, pose.turn.y, pose.turn.z, pose.turn.w},
        .position = {pose.at_m.x, pose.at_m.y, pose.at_m.z},
    };
}
