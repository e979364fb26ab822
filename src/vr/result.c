#include "vr/result.h"

#include "base/log.h"

#include <stdio.h>

enum err vr_result_err(XrResult result)
{
    switch ((int)result) { // the runtime may know more results than our headers name
    case XR_ERROR_OUT_OF_MEMORY: return ERR_NO_MEMORY;
    case XR_ERROR_SESSION_LOST:
    case XR_ERROR_INSTANCE_LOST: return ERR_DEVICE_LOST;
    case XR_ERROR_API_VERSION_UNSUPPORTED:
    case XR_ERROR_FUNCTION_UNSUPPORTED:
    case XR_ERROR_FEATURE_UNSUPPORTED:
    case XR_ERROR_EXTENSION_NOT_PRESENT:
    case XR_ERROR_FORM_FACTOR_UNSUPPORTED:
    case XR_ERROR_FORM_FACTOR_UNAVAILABLE:
    case XR_ERROR_VIEW_CONFIGURATION_TYPE_UNSUPPORTED:
    case XR_ERROR_ENVIRONMENT_BLEND_MODE_UNSUPPORTED:
    case XR_ERROR_REFERENCE_SPACE_UNSUPPORTED:
    case XR_ERROR_SWAPCHAIN_FORMAT_UNSUPPORTED:
    case XR_ERROR_GRAPHICS_DEVICE_INVALID:
    case XR_ERROR_RUNTIME_UNAVAILABLE:
    case XR_ERROR_FILE_ACCESS_ERROR:
    case XR_ERROR_FILE_CONTENTS_INVALID: return ERR_UNSUPPORTED;
    default: return XR_FAILED(result) ? ERR_DEVICE : ERR_OK;
    }
}

const char *vr_result_text(XrInstance instance, XrResult result,
                           char text[XR_MAX_RESULT_STRING_SIZE])
{
    if (instance == XR_NULL_HANDLE || XR_FAILED(xrResultToString(instance, result, text))) {
        snprintf(text, XR_MAX_RESULT_STRING_SIZE, "XrResult %d", (int)result);
    }
    return text;
}

enum err vr_result_fail(XrInstance instance, XrResult result, const char *call, const char *file,
                        int line)
{
    char text[XR_MAX_RESULT_STRING_SIZE];
    log_write(LOG_LEVEL_ERROR, file, line, "%s: %s", call, vr_result_text(instance, result, text));
    return vr_result_err(result);
}
