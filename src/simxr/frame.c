#include "simxr/frame.h"

#include "base/clock.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/layer.h"
#include "simxr/session.h"

static bool is_virtual(const struct simxr_session *session)
{
    return session->inst->config.is_clock_virtual;
}

static void show(struct simxr_session *session, const struct simxr_watched *frame)
{
    struct simxr_frames *frames = &session->frames;
    const struct simxr_shown shown =
        simxr_display_show(&frames->display, &frame->pace, frame->done_ns, frame->late_ns);
    simxr_meter_shown(&frames->meter, frame->frame, frame->done_ns, shown.displayed_ns,
                      shown.is_missed);
}

static void show_finished(struct simxr_session *session)
{
    struct simxr_watched frame;
    while (!is_virtual(session) && simxr_watch_take(&session->frames.watch, &frame)) {
        show(session, &frame);
    }
}

static XrResult get_running(XrSession handle, struct simxr_session **out)
{
    TRY_XR(simxr_session_get(handle, out));
    return (*out)->is_running ? XR_SUCCESS : XR_ERROR_SESSION_NOT_RUNNING;
}

// After a sleep: the same run of the same session, or why not.
static XrResult get_again(XrSession handle, int64_t run, struct simxr_session **out)
{
    TRY_XR(get_running(handle, out));
    return (*out)->frames.run == run ? XR_SUCCESS : XR_ERROR_SESSION_NOT_RUNNING;
}

// OpenXR 1.0, xrWaitFrame: blocks until the frame waited for before has begun.
static XrResult take_turn(XrSession handle, struct simxr_session **session)
{
    TRY_XR(get_running(handle, session));
    const int64_t run = (*session)->frames.run;
    while ((*session)->frames.is_waiting || (*session)->frames.is_waited) {
        simxr_entry_wait();
        TRY_XR(get_again(handle, run, session));
    }
    (*session)->frames.is_waiting = true;
    return XR_SUCCESS;
}

// The virtual clock stands still until there is room for another picture.
static XrResult await_pictures(XrSession handle, struct simxr_session **session)
{
    const int64_t run = (*session)->frames.run;
    struct simxr_capture *capture = &(*session)->frames.capture;
    if (!capture->has_thread) {
        return XR_SUCCESS;
    }
    simxr_capture_enter(capture);
    simxr_entry_unlock();
    simxr_capture_wait(capture);
    simxr_entry_lock();
    return get_again(handle, run, session);
}

// Frames of a program slower than its prediction must not pile up behind the GPU.
static XrResult await_gpu(XrSession handle, struct simxr_session **session)
{
    if (is_virtual(*session)) {
        return await_pictures(handle, session);
    }
    const int64_t run = (*session)->frames.run;
    struct simxr_watch *watch = &(*session)->frames.watch;
    simxr_watch_enter(watch);
    simxr_entry_unlock();
    simxr_watch_wait(watch, 1);
    simxr_entry_lock();
    TRY_XR(get_again(handle, run, session));
    show_finished(*session);
    return XR_SUCCESS;
}

static XrResult sleep_until(XrSession handle, int64_t wake_ns, struct simxr_session **session)
{
    if (is_virtual(*session)) {
        (*session)->virtual_ns = wake_ns;
        return XR_SUCCESS;
    }
    const int64_t run = (*session)->frames.run;
    simxr_entry_unlock();
    clock_sleep_until_ns(wake_ns);
    simxr_entry_lock();
    return get_again(handle, run, session);
}

static bool is_due_for_capture(struct simxr_session *session, const struct simxr_pace *pace)
{
    struct simxr_frames *frames = &session->frames;
    if (!simxr_session_is_visible(session)) {
        return false;
    }
    const int64_t until_ns = simxr_session_elapsed(session, pace->display_ns);
    const bool is_due =
        simxr_config_captures(&session->inst->config, frames->seen_until_ns, until_ns);
    frames->seen_until_ns = until_ns;
    return is_due;
}

static XrResult wait_frame(XrSession handle, struct simxr_session *session, XrFrameState *state)
{
    TRY_XR(await_gpu(handle, &session));
    const struct simxr_pace pace =
        simxr_display_next(&session->frames.display, simxr_session_now(session));
    TRY_XR(sleep_until(handle, pace.wake_ns, &session));
    simxr_session_tick(session);
    TRY_XR(get_running(handle, &session)); // a script may have lost it

    struct simxr_frames *frames = &session->frames;
    frames->waited = (struct simxr_frame){
        .number = ++frames->count,
        .pace = pace,
        .is_captured = is_due_for_capture(session, &pace),
    };
    frames->is_waited = true;
    simxr_meter_wait(&frames->meter, frames->count, simxr_session_now(session), pace.display_ns);
    // On the real clock somebody may be watching: every frame is drawn.
    const bool is_sparing = is_virtual(session) && session->inst->config.is_draw_captured_only;
    const bool is_drawn = !is_sparing || frames->waited.is_captured;
    state->predictedDisplayTime = pace.display_ns;
    state->predictedDisplayPeriod = pace.period_ns;
    state->shouldRender = simxr_session_is_visible(session) && is_drawn;
    return XR_SUCCESS;
}

XrResult simxr_frame_init(struct simxr_session *session)
{
    struct simxr_frames *frames = &session->frames;
    const struct simxr_config *config = &session->inst->config;
    simxr_display_init(&frames->display, config->headset, config->rate_hz,
                       simxr_session_now(session), config->is_clock_virtual);
    frames->seen_until_ns = -1;
    if (config->meter_path[0] && simxr_meter_open(&frames->meter, config->meter_path) != ERR_OK) {
        return XR_ERROR_RUNTIME_FAILURE;
    }
    if (config->capture_folder[0]) {
        TRY_XR(simxr_capture_init(&frames->capture, &session->vulkan, config->headset));
    }
    if (is_virtual(session)) {
        return XR_SUCCESS;
    }
    return simxr_watch_init(&frames->watch, session->vulkan.device);
}

void simxr_frame_fini(struct simxr_session *session)
{
    simxr_capture_fini(&session->frames.capture);
    simxr_watch_fini(&session->frames.watch);
    simxr_meter_fini(&session->frames.meter);
}

void simxr_frame_reset(struct simxr_session *session)
{
    session->frames.run++;
    session->frames.is_waiting = false;
    session->frames.is_waited = false;
    session->frames.is_begun = false;
    simxr_entry_wake();
}

XrResult simxr_frame_wait(XrSession handle, const XrFrameWaitInfo *info, XrFrameState *state)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    if (info) {
        TRY_XR(simxr_check_type(info, XR_TYPE_FRAME_WAIT_INFO));
    }
    TRY_XR(simxr_check_type(state, XR_TYPE_FRAME_STATE));
    TRY_XR(take_turn(handle, &session));
    const int64_t run = session->frames.run;
    const XrResult result = wait_frame(handle, session, state);
    // Another run's sleeper is none of ours.
    session = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_SESSION);
    if (session && session->frames.run == run) {
        session->frames.is_waiting = false;
        simxr_entry_wake();
    }
    return result;
}

XrResult simxr_frame_begin(XrSession handle, const XrFrameBeginInfo *info)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    if (info) {
        TRY_XR(simxr_check_type(info, XR_TYPE_FRAME_BEGIN_INFO));
    }
    TRY_XR(get_running(handle, &session));
    struct simxr_frames *frames = &session->frames;
    if (!frames->is_waited) {
        return XR_ERROR_CALL_ORDER_INVALID;
    }
    const bool is_discarding = frames->is_begun;
    frames->begun = frames->waited;
    frames->is_begun = true;
    frames->is_waited = false;
    simxr_meter_begin(&frames->meter, frames->begun.number, simxr_session_now(session));
    simxr_entry_wake();
    return is_discarding ? XR_FRAME_DISCARDED : XR_SUCCESS;
}

static XrResult check_end(struct simxr_session *session, const XrFrameEndInfo *info)
{
    if (!session->frames.is_begun) {
        return XR_ERROR_CALL_ORDER_INVALID;
    }
    if (info->displayTime <= 0) {
        return XR_ERROR_TIME_INVALID;
    }
    if (info->environmentBlendMode != XR_ENVIRONMENT_BLEND_MODE_OPAQUE) {
        return XR_ERROR_ENVIRONMENT_BLEND_MODE_UNSUPPORTED;
    }
    return simxr_layer_check(session, info);
}

// Dates the frame and hands it to the display.
static XrResult submit(struct simxr_session *session, XrTime ended)
{
    struct simxr_frames *frames = &session->frames;
    const struct simxr_watched frame = {
        .frame = frames->begun.number,
        .pace = frames->begun.pace,
        .late_ns = frames->late_ns,
        .done_ns = ended,
    };
    frames->late_ns = 0;
    if (is_virtual(session)) {
        show(session, &frame);
        return XR_SUCCESS;
    }
    show_finished(session);
    return simxr_watch_submit(&frames->watch, session->vulkan.queue, frame);
}

XrResult simxr_frame_end(XrSession handle, const XrFrameEndInfo *info)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_FRAME_END_INFO));
    TRY_XR(get_running(handle, &session));
    TRY_XR(check_end(session, info));
    struct simxr_frames *frames = &session->frames;
    struct pose submitted;
    const bool has_pose = simxr_layer_pose(info, &submitted);
    const XrTime now = simxr_session_now(session);
    simxr_meter_end(&frames->meter, frames->begun.number, now, has_pose ? &submitted : NULL);
    TRY_XR(submit(session, now));
    if (frames->begun.is_captured && frames->capture.has_thread) {
        TRY_XR(simxr_capture_submit(session, info, frames->begun.pace.display_ns));
    }
    frames->is_begun = false;
    simxr_session_synchronise(session);
    return XR_SUCCESS;
}
