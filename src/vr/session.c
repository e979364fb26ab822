#include "vr/session.h"

#include "base/log.h"
#include "vr/make.h"
#include "vr/result.h"

enum err vr_session_init(struct vr *vr, const struct vr_graphics *graphics)
{
    const XrGraphicsBindingVulkan2KHR binding = {
        .type = XR_TYPE_GRAPHICS_BINDING_VULKAN2_KHR,
        .instance = graphics->instance,
        .physicalDevice = graphics->physical,
        .device = graphics->device,
        .queueFamilyIndex = graphics->queue_family,
        .queueIndex = 0,
    };
    const XrSessionCreateInfo info = {
        .type = XR_TYPE_SESSION_CREATE_INFO,
        .next = &binding,
        .systemId = vr->system,
    };
    vr->session.pacing.has_own_clock = vr->info.is_simulated;
    return vr_make_session(vr, &info, &vr->session.handle);
}

void vr_session_fini(struct vr *vr)
{
    if (vr->session.handle != XR_NULL_HANDLE) {
        xrDestroySession(vr->session.handle);
        vr->session.handle = XR_NULL_HANDLE;
    }
}

enum err vr_session_enter(struct vr *vr, XrSessionState state)
{
    struct vr_activity_state *activity = &vr->session.activity;
    LOG_DEBUG("session state %d", (int)state);
    switch (vr_activity_step(activity, state)) {
    case VR_ACTIVITY_TASK_BEGIN: {
        const XrSessionBeginInfo info = {
            .type = XR_TYPE_SESSION_BEGIN_INFO,
            .primaryViewConfigurationType = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO,
        };
        TRY_XR(vr->instance, xrBeginSession(vr->session.handle, &info));
        break;
    }
    case VR_ACTIVITY_TASK_END: TRY_XR(vr->instance, xrEndSession(vr->session.handle)); break;
    case VR_ACTIVITY_TASK_NONE: break;
    }
    if (activity->is_lost) {
        LOG_WARN("the OpenXR runtime is about to lose the session");
        return ERR_DEVICE_LOST;
    }
    return ERR_OK;
}

void vr_session_request_exit(struct vr *vr)
{
    struct vr_activity_state *activity = &vr->session.activity;
    if (!activity->is_running) {
        activity->is_over = true; // nothing to wind down
        return;
    }
    const XrResult result = xrRequestExitSession(vr->session.handle);
    if (XR_FAILED(result)) {
        (void)vr_result_fail(vr->instance, result, "xrRequestExitSession", __FILE__, __LINE__);
        activity->is_over = true;
    }
}
