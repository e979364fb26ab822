#include "vr/system.h"

#include "base/log.h"
#include "vr/result.h"

#include <stdio.h>

enum { VIEW_KIND_MAX = 16, BLEND_MODE_MAX = 8 };

static const XrViewConfigurationType stereo = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO;

static enum err find_headset(struct vr *vr)
{
    const XrSystemGetInfo info = {
        .type = XR_TYPE_SYSTEM_GET_INFO,
        .formFactor = XR_FORM_FACTOR_HEAD_MOUNTED_DISPLAY,
    };
    const XrResult result = xrGetSystem(vr->instance, &info, &vr->system);
    if (XR_SUCCEEDED(result)) {
        return ERR_OK;
    }
    char text[XR_MAX_RESULT_STRING_SIZE];
    log_write(vr->may_be_absent ? LOG_LEVEL_INFO : LOG_LEVEL_ERROR, __FILE__, __LINE__,
              "%s; or use the simulated headset (xrGetSystem: %s)",
              result == XR_ERROR_FORM_FACTOR_UNAVAILABLE
                  ? "no headset is connected: connect it, switch it on and try again"
                  : "the OpenXR runtime has no headset to offer: check the headset's software",
              vr_result_text(vr->instance, result, text));
    return vr_result_err(result);
}

// One structure a call: the validation layer of OpenXR 1.0.20 refuses a chain of two.
static enum err read_chained(const struct vr *vr, void *chained, XrSystemProperties *out)
{
    *out = (XrSystemProperties){.type = XR_TYPE_SYSTEM_PROPERTIES, .next = chained};
    TRY_XR(vr->instance, xrGetSystemProperties(vr->instance, vr->system, out));
    return ERR_OK;
}

static enum err read_properties(struct vr *vr)
{
    XrSystemProperties properties;
    if (vr->enabled.eye_gaze) {
        XrSystemEyeGazeInteractionPropertiesEXT gaze = {
            .type = XR_TYPE_SYSTEM_EYE_GAZE_INTERACTION_PROPERTIES_EXT,
        };
        TRY(read_chained(vr, &gaze, &properties));
        vr->enabled.eye_gaze = gaze.supportsEyeGazeInteraction;
    }
    if (vr->enabled.hand_tracking) {
        XrSystemHandTrackingPropertiesEXT hands = {
            .type = XR_TYPE_SYSTEM_HAND_TRACKING_PROPERTIES_EXT,
        };
        TRY(read_chained(vr, &hands, &properties));
        vr->enabled.hand_tracking = hands.supportsHandTracking;
    }
    TRY(read_chained(vr, NULL, &vr->system_properties));
    snprintf(vr->info.system, sizeof vr->info.system, "%.*s", XR_MAX_SYSTEM_NAME_SIZE,
             vr->system_properties.systemName);
    return ERR_OK;
}

static enum err read_views(struct vr *vr)
{
    XrViewConfigurationType kinds[VIEW_KIND_MAX];
    uint32_t count = 0;
    TRY_XR(vr->instance,
           xrEnumerateViewConfigurations(vr->instance, vr->system, VIEW_KIND_MAX, &count, kinds));
    bool has_stereo = false;
    for (uint32_t i = 0; i < count; i++) {
        has_stereo = has_stereo || kinds[i] == stereo;
    }
    if (!has_stereo) {
        LOG_ERROR("%s shows no picture for two eyes, which is all that this program draws",
                  vr->info.system);
        return ERR_UNSUPPORTED;
    }
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        vr->eyes[i] = (XrViewConfigurationView){.type = XR_TYPE_VIEW_CONFIGURATION_VIEW};
    }
    TRY_XR(vr->instance, xrEnumerateViewConfigurationViews(vr->instance, vr->system, stereo,
                                                           VR_EYE_COUNT, &count, vr->eyes));
    return ERR_OK;
}

static enum err pick_blend_mode(struct vr *vr)
{
    XrEnvironmentBlendMode modes[BLEND_MODE_MAX];
    uint32_t count = 0;
    TRY_XR(vr->instance, xrEnumerateEnvironmentBlendModes(vr->instance, vr->system, stereo,
                                                          BLEND_MODE_MAX, &count, modes));
    // The runtime's own preference stands first; the world outside is to be covered if it can be.
    vr->blend_mode = count > 0 ? modes[0] : XR_ENVIRONMENT_BLEND_MODE_OPAQUE;
    for (uint32_t i = 0; i < count; i++) {
        if (modes[i] == XR_ENVIRONMENT_BLEND_MODE_OPAQUE) {
            vr->blend_mode = modes[i];
        }
    }
    return ERR_OK;
}

enum err vr_system_init(struct vr *vr)
{
    TRY(find_headset(vr));
    TRY(read_properties(vr));
    TRY(read_views(vr));
    TRY(pick_blend_mode(vr));
    vr->info.has_hands = vr->enabled.hand_tracking;
    vr->info.has_eye_gaze = vr->enabled.eye_gaze;
    vr->info.has_hand_interaction = vr->enabled.hand_interaction;
    vr->info.has_local_floor = vr->enabled.local_floor;
    return ERR_OK;
}
