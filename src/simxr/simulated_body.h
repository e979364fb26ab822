// XR_RESPITEX_simulated_body: an OpenXR extension of the simulated runtime.
//
// Lets an application move the simulated wearer, as the mirror window does with mouse and keys.
// Written like a Khronos header because it is one side's only knowledge of the other.
#ifndef SIMXR_SIMULATED_BODY_H
#define SIMXR_SIMULATED_BODY_H

#include <openxr/openxr.h>

#define XR_RESPITEX_simulated_body                1
#define XR_RESPITEX_SIMULATED_BODY_SPEC_VERSION   1
#define XR_RESPITEX_SIMULATED_BODY_EXTENSION_NAME "XR_RESPITEX_simulated_body"

#define XR_TYPE_SIMULATED_BODY_RESPITEX ((XrStructureType)1999000001)

// What the wearer does from now on, on top of what a script plays.
typedef struct XrSimulatedBodyRESPITEX {
    XrStructureType type; // XR_TYPE_SIMULATED_BODY_RESPITEX
    const void *XR_MAY_ALIAS next;
    float headYaw;            // radians, left positive, added to the script's
    float headPitch;          // radians, up positive, added to the script's
    XrBool32 isBreathManual;  // true: the chest follows isInhaling alone, not the script
    XrBool32 isInhaling;      // held: the chest rises over 4 s; let go: it sinks over 6 s
    XrBool32 isSelectPressed; // either controller's select, on top of the script's
} XrSimulatedBodyRESPITEX;

typedef XrResult(XRAPI_PTR *PFN_xrSetSimulatedBodyRESPITEX)(XrSession session,
                                                            const XrSimulatedBodyRESPITEX *body);

#endif
