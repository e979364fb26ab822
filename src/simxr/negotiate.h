// What the loader asks of a runtime's library before anything else.
//
// The structures are the loader's (Khronos loader specification, "Runtime interaction"); Debian
// ships no header that has them.
#ifndef SIMXR_NEGOTIATE_H
#define SIMXR_NEGOTIATE_H

#include "simxr/xr.h"

#include <stddef.h>
#include <stdint.h>

enum simxr_negotiate_kind {
    SIMXR_NEGOTIATE_LOADER_INFO = 1,
    SIMXR_NEGOTIATE_RUNTIME_REQUEST = 3,
};

enum { SIMXR_NEGOTIATE_STRUCT_VERSION = 1, SIMXR_NEGOTIATE_INTERFACE_VERSION = 1 };

struct simxr_negotiate_loader {
    enum simxr_negotiate_kind kind;
    uint32_t struct_version;
    size_t struct_size;
    uint32_t min_interface_version;
    uint32_t max_interface_version;
    XrVersion min_api_version;
    XrVersion max_api_version;
};

struct simxr_negotiate_runtime {
    enum simxr_negotiate_kind kind;
    uint32_t struct_version;
    size_t struct_size;
    uint32_t interface_version;
    XrVersion api_version;
    PFN_xrGetInstanceProcAddr get_instance_proc_addr;
};

__attribute__((visibility("default"))) XRAPI_ATTR XrResult XRAPI_CALL
xrNegotiateLoaderRuntimeInterface(const struct simxr_negotiate_loader *loader,
                                  struct simxr_negotiate_runtime *runtime);

#endif
