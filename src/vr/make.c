#include "vr/make.h"

#include "vr/result.h"

// Nulls the output of a failed xrCreate* and reports it under the name of the call.
#define MADE(vr, call, out)                                                           \
    do {                                                                              \
        const XrResult made_x = (call);                                               \
        if (XR_FAILED(made_x)) {                                                      \
            *(out) = XR_NULL_HANDLE;                                                  \
            return vr_result_fail((vr)->instance, made_x, #call, __FILE__, __LINE__); \
        }                                                                             \
        return ERR_OK;                                                                \
    } while (0)

XrResult vr_make_instance(const XrInstanceCreateInfo *info, XrInstance *out)
{
    const XrResult result = xrCreateInstance(info, out);
    if (XR_FAILED(result)) {
        *out = XR_NULL_HANDLE;
    }
    return result;
}

enum err vr_make_session(const struct vr *vr, const XrSessionCreateInfo *info, XrSession *out)
{
    MADE(vr, xrCreateSession(vr->instance, info, out), out);
}

enum err vr_make_space(const struct vr *vr, XrReferenceSpaceType type, XrSpace *out)
{
    const XrReferenceSpaceCreateInfo info = {
        .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
        .referenceSpaceType = type,
        .poseInReferenceSpace = {.orientation = {.w = 1.0f}},
    };
    MADE(vr, xrCreateReferenceSpace(vr->session.handle, &info, out), out);
}

enum err vr_make_action_space(const struct vr *vr, XrAction action, XrPath hand, XrSpace *out)
{
    const XrActionSpaceCreateInfo info = {
        .type = XR_TYPE_ACTION_SPACE_CREATE_INFO,
        .action = action,
        .subactionPath = hand,
        .poseInActionSpace = {.orientation = {.w = 1.0f}},
    };
    MADE(vr, xrCreateActionSpace(vr->session.handle, &info, out), out);
}

enum err vr_make_swapchain(const struct vr *vr, const XrSwapchainCreateInfo *info, XrSwapchain *out)
{
    MADE(vr, xrCreateSwapchain(vr->session.handle, info, out), out);
}

enum err vr_make_action_set(const struct vr *vr, const XrActionSetCreateInfo *info,
                            XrActionSet *out)
{
    MADE(vr, xrCreateActionSet(vr->instance, info, out), out);
}

enum err vr_make_action(const struct vr *vr, const XrActionCreateInfo *info, XrAction *out)
{
    MADE(vr, xrCreateAction(vr->session.actions.set, info, out), out);
}

enum err vr_make_hand_tracker(const struct vr *vr, XrHandEXT hand, XrHandTrackerEXT *out)
{
    const XrHandTrackerCreateInfoEXT info = {
        .type = XR_TYPE_HAND_TRACKER_CREATE_INFO_EXT,
        .hand = hand,
        .handJointSet = XR_HAND_JOINT_SET_DEFAULT_EXT,
    };
    MADE(vr, vr->calls.create_hand_tracker(vr->session.handle, &info, out), out);
}

XrResult vr_make_foveation_profile(const struct vr *vr, const XrFoveationProfileCreateInfoFB *info,
                                   XrFoveationProfileFB *out)
{
    const XrResult result = vr->calls.create_foveation_profile(vr->session.handle, info, out);
    if (XR_FAILED(result)) {
        *out = XR_NULL_HANDLE;
    }
    return result;
}
