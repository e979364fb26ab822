// The images the eyes are drawn into: one colour swapchain of two layers, and one of depth where
// the runtime takes depth.
#ifndef VR_SWAPCHAIN_H
#define VR_SWAPCHAIN_H

#include "vr/internal.h"

// Both swapchains, that of depth only where it is wanted, and vr->session.target that describes
// them.
MUST_USE enum err vr_swapchain_init(struct vr *vr, bool wants_depth);
void vr_swapchain_fini(struct vr *vr);

// One swapchain and its images; what is half made is for the drop that is owed in every case.
MUST_USE enum err vr_swapchain_make(struct vr *vr, const XrSwapchainCreateInfo *info,
                                    struct vr_swapchain *chain);
void vr_swapchain_drop(struct vr_swapchain *chain);

// Acquires an image and waits until the compositor has let go of it. `*out_is_ready` false: it did
// not within half a second; the image stays acquired and the next frame goes on waiting for it.
MUST_USE enum err vr_swapchain_acquire(struct vr *vr, struct vr_swapchain *chain,
                                       bool *out_is_ready);
// Gives the image back when it was acquired and waited for.
MUST_USE enum err vr_swapchain_release(struct vr *vr, struct vr_swapchain *chain);

#endif
