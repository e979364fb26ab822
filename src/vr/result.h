// XrResult: in words, and as what a caller can act on.
#ifndef VR_RESULT_H
#define VR_RESULT_H

#include "base/err.h"
#include "vr/ext.h"

struct vr;

// Session and instance loss become ERR_DEVICE_LOST whatever call reported them.
enum err vr_result_err(XrResult result);

// By xrResultToString, or as a number while there is no instance. `text` is returned.
const char *vr_result_text(XrInstance instance, XrResult result,
                           char text[XR_MAX_RESULT_STRING_SIZE]);

// Logs "call: XR_ERROR_..." as of file and line, and returns vr_result_err.
enum err vr_result_fail(XrInstance instance, XrResult result, const char *call, const char *file,
                        int line);

// Qualified successes (XR_FRAME_DISCARDED, XR_TIMEOUT_EXPIRED, XR_SESSION_NOT_FOCUSED, ...) pass:
// where they can occur they are looked at by hand.
#define TRY_XR(instance, call)                                                   \
    do {                                                                         \
        const XrResult try_x = (call);                                           \
        if (XR_FAILED(try_x)) {                                                  \
            return vr_result_fail((instance), try_x, #call, __FILE__, __LINE__); \
        }                                                                        \
    } while (0)

#endif
