#include "vr/frame.h"

#include "base/clock.h"
#include "base/log.h"
#include "vr/fault.h"
#include "vr/foveation.h"
#include "vr/layer.h"
#include "vr/photo.h"
#include "vr/resolution.h"
#include "vr/result.h"
#include "vr/space.h"
#include "vr/swapchain.h"

#include <assert.h>
#include <stdlib.h>

static enum err wait_and_begin(struct vr *vr, struct vr_frame *frame, XrFrameState *state)
{
    frame->wait_ns = clock_now_ns();
    TRY_XR(vr->instance, xrWaitFrame(vr->session.handle, NULL, state));
    const XrResult result = xrBeginFrame(vr->session.handle, NULL);
    if (XR_FAILED(result)) {
        return vr_result_fail(vr->instance, result, "xrBeginFrame", __FILE__, __LINE__);
    }
    if (result == XR_FRAME_DISCARDED) {
        LOG_DEBUG("the frame before this one was never ended");
    }
    vr->session.is_frame_begun = true;
    frame->begin_ns = clock_now_ns();
    return ERR_OK;
}

// What has to be added to an XrTime. With the extension the runtime says it; without, Linux
// runtimes count on CLOCK_MONOTONIC, and one that plainly does not is shifted once.
static int64_t clock_from_xr_ns(const struct vr *vr, int64_t now_ns, XrTime time)
{
    struct timespec ts = {0};
    if (vr->calls.time_to_timespec &&
        XR_SUCCEEDED(vr->calls.time_to_timespec(vr->instance, time, &ts))) {
        return (int64_t)ts.tv_sec * NS_PER_S + ts.tv_nsec - time;
    }
    const bool is_first = vr->session.pacing.display_ns == 0;
    if (!is_first || vr->info.is_simulated) {
        return vr->session.clock_from_xr_ns;
    }
    const int64_t apart_ns = now_ns - time;
    return llabs(apart_ns) <= NS_PER_S ? 0 : apart_ns;
}

static void take_times(struct vr *vr, const XrFrameState *state, struct vr_frame *frame)
{
    struct vr_session *session = &vr->session;
    const int64_t now_ns = frame->begin_ns;
    session->clock_from_xr_ns = clock_from_xr_ns(vr, now_ns, state->predictedDisplayTime);
    vr_pacing_step(&session->pacing, now_ns,
                   state->predictedDisplayTime + session->clock_from_xr_ns,
                   state->predictedDisplayPeriod);
    session->display_time = state->predictedDisplayTime;
    vr->info.refresh_hz = (float)((double)NS_PER_S / (double)session->pacing.period_ns);
    frame->display_ns = session->pacing.display_ns;
    frame->period_ns = session->pacing.period_ns;
}

enum err vr_frame_begin(struct vr *vr, struct vr_frame *out_frame)
{
    assert(!vr->session.is_frame_begun);
    *out_frame = (struct vr_frame){0};
    XrFrameState state = {.type = XR_TYPE_FRAME_STATE};
    TRY(wait_and_begin(vr, out_frame, &state));

    const struct vr_spent before = vr_spent_now();
    take_times(vr, &state, out_frame);
    out_frame->should_draw = state.shouldRender;
    out_frame->width = vr->session.target.width;
    out_frame->height = vr->session.target.height;
    const enum err err = vr_space_settle(vr, out_frame->display_ns - vr->session.clock_from_xr_ns);
    vr->session.spent = (struct vr_spent){0};
    vr_spent_add(&vr->session.spent, before);
    if (err == ERR_DEVICE_LOST) {
        vr->session.is_frame_begun = false; // there is no session left to end it in
        return err;
    }
    return ERR_OK; // whatever else failed will be tried again
}

static enum err acquire_all(struct vr *vr, struct vr_frame *frame)
{
    struct vr_session *session = &vr->session;
    bool is_color_ready = false;
    bool is_depth_ready = true;
    TRY(vr_swapchain_acquire(vr, &session->color, &is_color_ready));
    if (is_color_ready && session->depth.handle != XR_NULL_HANDLE) {
        TRY(vr_swapchain_acquire(vr, &session->depth, &is_depth_ready));
    }
    frame->color_image = session->color.image;
    frame->depth_image = session->depth.image;
    frame->is_acquired = is_color_ready && is_depth_ready;
    return ERR_OK;
}

enum err vr_frame_acquire(struct vr *vr, struct vr_frame *frame)
{
    assert(vr->session.is_frame_begun && frame->should_draw);
    const struct vr_spent before = vr_spent_now();
    const enum err err = acquire_all(vr, frame);
    vr_spent_add(&vr->session.spent, before);
    return vr_fault_forgive(vr, err);
}

static XrResult end(struct vr *vr, const struct vr_layer *layer)
{
    const XrCompositionLayerBaseHeader *layers[2 + VR_QUAD_MAX];
    uint32_t count = 0;
    if (layer && layer->has_photo) {
        layers[count++] = (const XrCompositionLayerBaseHeader *)&layer->photo;
    }
    if (layer) {
        layers[count++] = (const XrCompositionLayerBaseHeader *)&layer->projection;
        for (int i = 0; i < layer->quad_count; i++) {
            layers[count++] = (const XrCompositionLayerBaseHeader *)&layer->quads[i];
        }
    }
    const XrFrameEndInfo info = {
        .type = XR_TYPE_FRAME_END_INFO,
        .displayTime = vr->session.display_time,
        .environmentBlendMode = vr->blend_mode,
        .layerCount = count,
        .layers = count > 0 ? layers : NULL,
    };
    return xrEndFrame(vr->session.handle, &info);
}

// A picture that the runtime refuses must not leave the frame open: it is ended without one.
static enum err end_in_any_case(struct vr *vr, const struct vr_layer *layer)
{
    const XrResult result = end(vr, layer);
    if (XR_SUCCEEDED(result)) {
        return ERR_OK;
    }
    const enum err err = vr_result_fail(vr->instance, result, "xrEndFrame", __FILE__, __LINE__);
    if (layer && layer->has_photo) {
        vr_photo_give_up(vr); // if it was the quads, the next frame tells
    } else if (layer && layer->quad_count > 0) {
        vr_quads_give_up(vr);
    }
    if (layer && err != ERR_DEVICE_LOST) {
        TRY_XR(vr->instance, end(vr, NULL));
    }
    return err;
}

enum err vr_frame_end(struct vr *vr, struct vr_frame *frame, bool was_drawn, float near_m)
{
    assert(vr->session.is_frame_begun);
    struct vr_session *session = &vr->session;
    const struct vr_spent before = vr_spent_now();
    session->is_frame_begun = false;

    // All are given back whatever becomes of the first.
    const enum err color = vr_swapchain_release(vr, &session->color);
    const enum err depth = vr_swapchain_release(vr, &session->depth);
    const enum err quads = vr_quads_release(vr, was_drawn);
    const bool is_shown = was_drawn && frame->should_draw && frame->is_acquired &&
                          frame->has_views && color == ERR_OK && depth == ERR_OK;
    struct vr_layer layer;
    if (is_shown) {
        vr_layer_fill(&layer, session, frame, near_m);
    }
    frame->end_ns = clock_now_ns();
    const enum err ended = end_in_any_case(vr, is_shown ? &layer : NULL);
    if (is_shown && ended == ERR_OK) {
        vr_resolution_ask(vr, &layer.projection);
        vr_foveation_follow(vr, frame->width, frame->height);
    }
    vr_spent_add(&session->spent, before);
    frame->runtime = session->spent;
    const enum err err = vr_fault_forgive(vr, ended != ERR_OK   ? ended
                                              : color != ERR_OK ? color
                                              : depth != ERR_OK ? depth
                                                                : quads);
    vr_fault_frame_over(vr);
    return err;
}
