// XR_RESPITEX_simulated_body.
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/session.h"

#include <math.h>

XrResult simxr_manual_set(XrSession handle, const XrSimulatedBodyRESPITEX *body)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(body, XR_TYPE_SIMULATED_BODY_RESPITEX));
    if (!isfinite(body->headYaw) || !isfinite(body->headPitch)) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    const struct simxr_manual manual = {
        .yaw_rad = body->headYaw,
        .pitch_rad = body->headPitch,
        .is_breath_manual = body->isBreathManual,
        .is_inhaling = body->isInhaling,
        .is_select_pressed = body->isSelectPressed,
    };
    const XrTime now = simxr_session_now(session);
    simxr_body_set_manual(&session->body, simxr_session_elapsed(session, now), &manual);
    return XR_SUCCESS;
}
