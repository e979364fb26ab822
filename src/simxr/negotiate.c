#include "simxr/negotiate.h"

#include "simxr/entry.h"
#include "simxr/instance.h"

XRAPI_ATTR XrResult XRAPI_CALL xrNegotiateLoaderRuntimeInterface(
    const struct simxr_negotiate_loader *loader, struct simxr_negotiate_runtime *runtime)
{
    if (!loader || !runtime || loader->kind != SIMXR_NEGOTIATE_LOADER_INFO ||
        loader->struct_version != SIMXR_NEGOTIATE_STRUCT_VERSION ||
        loader->struct_size != sizeof *loader || runtime->kind != SIMXR_NEGOTIATE_RUNTIME_REQUEST ||
        runtime->struct_version != SIMXR_NEGOTIATE_STRUCT_VERSION ||
        runtime->struct_size != sizeof *runtime ||
        loader->min_interface_version > SIMXR_NEGOTIATE_INTERFACE_VERSION ||
        loader->max_interface_version < SIMXR_NEGOTIATE_INTERFACE_VERSION ||
        loader->min_api_version > SIMXR_API_VERSION ||
        loader->max_api_version < XR_MAKE_VERSION(1, 0, 0)) {
        return XR_ERROR_INITIALIZATION_FAILED;
    }
    runtime->interface_version = SIMXR_NEGOTIATE_INTERFACE_VERSION;
    runtime->api_version = SIMXR_API_VERSION;
    runtime->get_instance_proc_addr = simxr_entry_find;
    return XR_SUCCESS;
}
