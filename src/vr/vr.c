#include "vr/vr.h"

#include "base/log.h"
#include "base/mem.h"
#include "vr/actions.h"
#include "vr/events.h"
#include "vr/foveation.h"
#include "vr/hands.h"
#include "vr/instance.h"
#include "vr/performance.h"
#include "vr/photo.h"
#include "vr/quads.h"
#include "vr/rate.h"
#include "vr/session.h"
#include "vr/space.h"
#include "vr/swapchain.h"
#include "vr/system.h"
#include "vr/validation.h"

#include <assert.h>
#include <math.h>

static enum err init(struct vr *vr, const struct vr_desc *desc)
{
    const float recline_deg = fminf(fmaxf(desc->recline_deg, 0.0f), 90.0f);
    vr->recline_rad = glm_rad(recline_deg);
    vr->may_be_absent = desc->may_be_absent;
    TRY(vr_instance_init(vr, desc));
    TRY(vr_system_init(vr));
    LOG_INFO("%s, %s", vr->info.runtime, vr->info.system);
    return ERR_OK;
}

enum err vr_create(const struct vr_desc *desc, struct vr **out)
{
    *out = NULL;
    struct vr *vr = mem_alloc(1, sizeof *vr);
    if (!vr) {
        return ERR_NO_MEMORY;
    }
    const enum err err = init(vr, desc);
    if (err != ERR_OK) {
        vr_destroy(vr);
        return err;
    }
    *out = vr;
    return ERR_OK;
}

void vr_destroy(struct vr *vr)
{
    if (!vr) {
        return;
    }
    vr_stop(vr);
    vr_instance_fini(vr);
    mem_free(vr);
}

enum err vr_start(struct vr *vr, const struct vr_graphics *graphics)
{
    assert(vr->session.handle == XR_NULL_HANDLE);
    TRY(vr_session_init(vr, graphics));
    TRY(vr_space_init(vr));
    TRY(vr_swapchain_init(vr, !graphics->has_no_depth));
    vr_foveation_start(vr);
    vr_performance_sustain(vr);
    vr_rate_read(vr);
    TRY(vr_actions_init(vr));
    return vr_hands_init(vr);
}

void vr_stop(struct vr *vr)
{
    vr_hands_fini(vr);
    vr_actions_fini_spaces(vr);
    vr_photo_fini(vr);
    vr_quads_fini(vr);
    vr_foveation_fini(vr);
    vr_swapchain_fini(vr);
    vr_space_fini(vr);
    vr_session_fini(vr);
    vr_actions_fini(vr);
    vr->session = (struct vr_session){0};
    vr_validation_collect(vr);
}

const struct vr_target *vr_target(const struct vr *vr)
{
    return &vr->session.target;
}

const struct vr_info *vr_info(const struct vr *vr)
{
    return &vr->info;
}

enum err vr_poll(struct vr *vr, struct vr_events *out_events)
{
    assert(!vr->session.is_frame_begun);
    return vr_events_drain(vr, out_events);
}

void vr_request_exit(struct vr *vr)
{
    vr_session_request_exit(vr);
}
