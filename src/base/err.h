// One error vocabulary for the whole program.
//
// The function that detects a failure logs it once, with the native code (VkResult, XrResult,
// errno). Everyone above it only propagates. So one failure is one log line, at its origin.
#ifndef BASE_ERR_H
#define BASE_ERR_H

// clang-format off
#define ERR_LIST(X)                                          \
    X(OK,          "ok")                                     \
    X(NO_MEMORY,   "out of memory")                          \
    X(IO,          "input or output failed")                 \
    X(BAD_DATA,    "malformed or out-of-range data")         \
    X(UNSUPPORTED, "not supported on this machine")          \
    X(DEVICE,      "a device or driver call failed")         \
    X(DEVICE_LOST, "device or session lost; restart needed")
// clang-format on

enum err {
#define ERR_ENUM(name, text) ERR_##name,
    ERR_LIST(ERR_ENUM)
#undef ERR_ENUM
};

// Human-readable text for logs; never NULL, even for a value outside the enum.
const char *err_text(enum err err);

#define MUST_USE __attribute__((warn_unused_result))

// Propagate a failure. Legal only where this frame of the stack owns nothing: what is made is
// stored in the object at once, and whoever zeroed the object calls its fini in every case.
#define TRY(expr)                      \
    do {                               \
        const enum err try_e = (expr); \
        if (try_e != ERR_OK) {         \
            return try_e;              \
        }                              \
    } while (0)

#endif
