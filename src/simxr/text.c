// Names of results and structure types, from the header's own lists.
#include "simxr/entry.h"
#include "simxr/instance.h"

#include <openxr/openxr_reflection.h>
#include <stdio.h>

#define NAME_CASE(name, value) \
    case name: return #name;

static const char *result_name(XrResult value)
{
    switch (value) {
        XR_LIST_ENUM_XrResult(NAME_CASE) default : return NULL;
    }
}

static const char *structure_name(XrStructureType value)
{
    switch ((int)value) {
        XR_LIST_ENUM_XrStructureType(NAME_CASE) case XR_TYPE_SIMULATED_BODY_RESPITEX
            : return "XR_TYPE_SIMULATED_BODY_RESPITEX";
    default: return NULL;
    }
}

XrResult simxr_text_result(XrInstance instance, XrResult value,
                           char buffer[XR_MAX_RESULT_STRING_SIZE])
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    if (!buffer) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    const char *name = result_name(value);
    if (name) {
        snprintf(buffer, XR_MAX_RESULT_STRING_SIZE, "%s", name);
    } else {
        snprintf(buffer, XR_MAX_RESULT_STRING_SIZE, "XR_UNKNOWN_%s_%d",
                 XR_FAILED(value) ? "FAILURE" : "SUCCESS", (int)value);
    }
    return XR_SUCCESS;
}

XrResult simxr_text_structure(XrInstance instance, XrStructureType value,
                              char buffer[XR_MAX_STRUCTURE_NAME_SIZE])
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    if (!buffer) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    const char *name = structure_name(value);
    if (name) {
        snprintf(buffer, XR_MAX_STRUCTURE_NAME_SIZE, "%s", name);
    } else {
        snprintf(buffer, XR_MAX_STRUCTURE_NAME_SIZE, "XR_UNKNOWN_STRUCTURE_TYPE_%d", (int)value);
    }
    return XR_SUCCESS;
}
