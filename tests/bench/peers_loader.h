// What the OpenXR loader and an API layer say to each other.
//
// The structures are the loader's (Khronos loader specification, "Layer interaction"); Debian 12
// ships no header that has them, so they are declared here under names of our own.
#ifndef BENCH_PEERS_LOADER_H
#define BENCH_PEERS_LOADER_H

#include <openxr/openxr.h>

#include <stddef.h>
#include <stdint.h>

enum peers_loader_kind {
    PEERS_LOADER_INFO = 1,
    PEERS_LOADER_REQUEST = 2,
    PEERS_LOADER_CREATE_INFO = 4,
    PEERS_LOADER_NEXT_INFO = 5,
};

enum { PEERS_LOADER_INTERFACE_VERSION = 1, PEERS_LOADER_SETTINGS_BYTES = 512 };

struct peers_loader_create_info;
typedef XrResult(XRAPI_PTR *PFN_peers_create)(const XrInstanceCreateInfo *info,
                                              const struct peers_loader_create_info *layer,
                                              XrInstance *out_instance);

struct peers_loader_info {
    enum peers_loader_kind kind;
    uint32_t struct_version;
    size_t struct_size;
    uint32_t min_interface_version;
    uint32_t max_interface_version;
    XrVersion min_api_version;
    XrVersion max_api_version;
};

struct peers_loader_request {
    enum peers_loader_kind kind;
    uint32_t struct_version;
    size_t struct_size;
    uint32_t interface_version;
    XrVersion api_version;
    PFN_xrGetInstanceProcAddr get_instance_proc_addr;
    PFN_peers_create create_instance;
};

// One per layer, from this one down to the runtime.
struct peers_loader_next {
    enum peers_loader_kind kind;
    uint32_t struct_version;
    size_t struct_size;
    char layer_name[XR_MAX_API_LAYER_NAME_SIZE];
    PFN_xrGetInstanceProcAddr get_instance_proc_addr;
    PFN_peers_create create_instance;
    struct peers_loader_next *next;
};

struct peers_loader_create_info {
    enum peers_loader_kind kind;
    uint32_t struct_version;
    size_t struct_size;
    void *loader_instance;
    char settings_file[PEERS_LOADER_SETTINGS_BYTES];
    struct peers_loader_next *next;
};

__attribute__((visibility("default"))) XRAPI_ATTR XrResult XRAPI_CALL
xrNegotiateLoaderApiLayerInterface(const struct peers_loader_info *loader, const char *layer_name,
                                   struct peers_loader_request *request);

#endif
