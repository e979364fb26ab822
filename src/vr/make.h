// The one place that calls xrCreate*: OpenXR leaves outputs undefined on failure, and what later
// destroys them needs them null. Each logs its own failure.
#ifndef VR_MAKE_H
#define VR_MAKE_H

#include "base/err.h"
#include "vr/internal.h"

// Logs nothing: the caller has the sentence that goes with the result.
MUST_USE XrResult vr_make_instance(const XrInstanceCreateInfo *info, XrInstance *out);
MUST_USE enum err vr_make_session(const struct vr *vr, const XrSessionCreateInfo *info,
                                  XrSession *out);
MUST_USE enum err vr_make_space(const struct vr *vr, XrReferenceSpaceType type, XrSpace *out);
MUST_USE enum err vr_make_action_space(const struct vr *vr, XrAction action, XrPath hand,
                                       XrSpace *out);
MUST_USE enum err vr_make_swapchain(const struct vr *vr, const XrSwapchainCreateInfo *info,
                                    XrSwapchain *out);
MUST_USE enum err vr_make_action_set(const struct vr *vr, const XrActionSetCreateInfo *info,
                                     XrActionSet *out);
MUST_USE enum err vr_make_action(const struct vr *vr, const XrActionCreateInfo *info,
                                 XrAction *out);
MUST_USE enum err vr_make_hand_tracker(const struct vr *vr, XrHandEXT hand, XrHandTrackerEXT *out);
// Logs nothing: foveation may be refused.
MUST_USE XrResult vr_make_foveation_profile(const struct vr *vr,
                                            const XrFoveationProfileCreateInfoFB *info,
                                            XrFoveationProfileFB *out);

#endif
