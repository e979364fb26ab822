#include "simxr/session.h"

#include "base/clock.h"
#include "base/log.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/system.h"

// The virtual clock where the last session left it: like any clock it goes on for whoever makes
// another one. It begins somewhere, after zero.
static int64_t virtual_now_ns = 1000 * NS_PER_S;

static void enter(struct simxr_session *session, XrSessionState state)
{
    session->state = state;
    simxr_event_push(session->inst,
                     (union simxr_event){.state = {
                                             .type = XR_TYPE_EVENT_DATA_SESSION_STATE_CHANGED,
                                             .session = SIMXR_HANDLE_AS(XrSession, session->object),
                                             .state = state,
                                             .time = simxr_session_now(session),
                                         }});
}

// One step of the state machine, or false when it rests. OpenXR 1.0, "Session lifecycle".
static bool step(struct simxr_session *session)
{
    const XrSessionState at = session->state;
    if (at == XR_SESSION_STATE_IDLE && !session->is_running) {
        if (session->is_exit_wanted) {
            enter(session, XR_SESSION_STATE_EXITING);
            return true;
        }
        if (session->is_start_wanted) {
            session->is_start_wanted = false;
            enter(session, XR_SESSION_STATE_READY);
            return true;
        }
        return false;
    }
    if (!session->is_running || at < XR_SESSION_STATE_READY || at > XR_SESSION_STATE_FOCUSED) {
        return false;
    }
    const XrSessionState goal =
        session->is_stop_wanted ? XR_SESSION_STATE_SYNCHRONIZED : session->wanted;
    if (at < goal && (session->is_synchronised || session->is_stop_wanted)) {
        enter(session, (XrSessionState)(at + 1));
        return true;
    }
    if (at > goal) {
        enter(session, (XrSessionState)(at - 1));
        return true;
    }
    if (at == XR_SESSION_STATE_SYNCHRONIZED && session->is_stop_wanted) {
        session->is_stop_wanted = false;
        enter(session, XR_SESSION_STATE_STOPPING);
        return true;
    }
    return false;
}

static void settle(struct simxr_session *session)
{
    while (step(session)) {
    }
}

static void lose_instance(struct simxr_session *session, const struct simxr_script_event *event)
{
    const XrTime at = simxr_session_now(session) + event->in_ns;
    session->inst->lost_at_ns = at;
    simxr_event_push(session->inst,
                     (union simxr_event){.instance_loss = {
                                             .type = XR_TYPE_EVENT_DATA_INSTANCE_LOSS_PENDING,
                                             .lossTime = at,
                                         }});
}

// Who did not enable the extension is told nothing.
static void tell_heat(struct simxr_session *session, const struct simxr_script_event *event)
{
    if (!simxr_instance_has(session->inst, SIMXR_EXT_PERFORMANCE_SETTINGS)) {
        return;
    }
    const bool is_cpu = event->domain == XR_PERF_SETTINGS_DOMAIN_CPU_EXT;
    XrPerfSettingsNotificationLevelEXT *heat = is_cpu ? &session->cpu_heat : &session->gpu_heat;
    simxr_event_push(session->inst,
                     (union simxr_event){
                         .performance =
                             {
                                 .type = XR_TYPE_EVENT_DATA_PERF_SETTINGS_EXT,
                                 .domain = event->domain,
                                 .subDomain = XR_PERF_SETTINGS_SUB_DOMAIN_THERMAL_EXT,
                                 .fromLevel = *heat,
                                 .toLevel = event->level,
                             },
                     });
    *heat = event->level;
}

static void stop(struct simxr_session *session, bool is_exit)
{
    session->is_exit_wanted = session->is_exit_wanted || is_exit;
    // Nothing runs that could be stopped: the start is called off.
    session->is_start_wanted = false;
    session->is_stop_wanted =
        session->state >= XR_SESSION_STATE_READY && session->state <= XR_SESSION_STATE_FOCUSED;
}

static void apply(struct simxr_session *session, const struct simxr_script_event *event)
{
    switch (event->kind) {
    case SIMXR_SCRIPT_SESSION_LOSS:
        enter(session, XR_SESSION_STATE_LOSS_PENDING);
        session->is_lost = true;
        simxr_entry_wake();
        break;
    case SIMXR_SCRIPT_INSTANCE_LOSS: lose_instance(session, event); break;
    case SIMXR_SCRIPT_FOCUS_LOST:
    case SIMXR_SCRIPT_SHOWN: session->wanted = XR_SESSION_STATE_VISIBLE; break;
    case SIMXR_SCRIPT_FOCUS_GAINED: session->wanted = XR_SESSION_STATE_FOCUSED; break;
    case SIMXR_SCRIPT_HIDDEN: session->wanted = XR_SESSION_STATE_SYNCHRONIZED; break;
    case SIMXR_SCRIPT_EXIT_REQUEST: stop(session, true); break;
    case SIMXR_SCRIPT_STOP: stop(session, false); break;
    case SIMXR_SCRIPT_START: session->is_start_wanted = true; break;
    case SIMXR_SCRIPT_RECENTER: simxr_space_recenter(session, event); break;
    case SIMXR_SCRIPT_LATE_FRAME: session->frames.late_ns = event->late_ns; break;
    case SIMXR_SCRIPT_THERMAL: tell_heat(session, event); break;
    }
}

static void leave(void *object)
{
    struct simxr_session *session = object;
    virtual_now_ns = session->virtual_ns > virtual_now_ns ? session->virtual_ns : virtual_now_ns;
    simxr_frame_fini(session);
    simxr_input_fini(&session->inputs);
    simxr_vulkan_fini(&session->vulkan);
    simxr_event_forget(session->inst, SIMXR_HANDLE_AS(XrSession, session->object));
    // Whoever waits for a turn in it learns that it is gone, also when the instance took it along.
    simxr_entry_wake();
}

static bool has_session(const struct simxr_instance *inst)
{
    for (const struct simxr_object *at = inst->object.first_child; at; at = at->next_sibling) {
        if (at->kind == SIMXR_SESSION) {
            return true;
        }
    }
    return false;
}

static XrResult start(struct simxr_session *session, const XrSessionCreateInfo *info)
{
    struct simxr_instance *inst = session->inst;
    TRY_XR(simxr_vulkan_init(&session->vulkan, inst, info));
    session->virtual_ns = virtual_now_ns;
    session->began_ns = simxr_session_now(session);
    session->wanted = XR_SESSION_STATE_FOCUSED;
    session->rate_hz = inst->config.rate_hz;
    simxr_script_rewind(&inst->script);
    simxr_body_init(&session->body, &inst->script, inst->config.posture_deg);
    simxr_space_init(session);
    simxr_input_init(&session->inputs);
    return simxr_frame_init(session);
}

XrResult simxr_session_get(XrSession handle, struct simxr_session **out)
{
    return simxr_session_of(simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_SESSION), out);
}

XrResult simxr_session_of(const struct simxr_object *object, struct simxr_session **out)
{
    while (object && object->kind != SIMXR_SESSION) {
        object = object->parent;
    }
    // Objects are made by simxr_handle_create, never const: the search alone is.
    *out = (struct simxr_session *)(uintptr_t)object;
    if (!*out) {
        return XR_ERROR_HANDLE_INVALID;
    }
    if ((*out)->inst->is_lost) {
        return XR_ERROR_INSTANCE_LOST;
    }
    return (*out)->is_lost ? XR_ERROR_SESSION_LOST : XR_SUCCESS;
}

XrTime simxr_session_now(const struct simxr_session *session)
{
    return session->inst->config.is_clock_virtual ? session->virtual_ns : clock_now_ns();
}

int64_t simxr_session_elapsed(const struct simxr_session *session, XrTime time)
{
    return time - session->began_ns;
}

void simxr_session_tick(struct simxr_session *session)
{
    struct simxr_instance *inst = session->inst;
    const XrTime now = simxr_session_now(session);
    if (inst->lost_at_ns && now >= inst->lost_at_ns) {
        inst->is_lost = true;
        simxr_entry_wake();
    }
    if (session->is_lost || inst->is_lost) {
        return;
    }
    struct simxr_script_event event;
    while (session->has_begun && !session->is_lost &&
           simxr_script_next_event(&inst->script, simxr_session_elapsed(session, now), &event)) {
        apply(session, &event);
        if (!session->is_lost) {
            settle(session);
        }
    }
}

void simxr_session_idle(struct simxr_session *session)
{
    if (session->has_begun && !session->is_running && !session->is_lost) {
        session->virtual_ns += (int64_t)((double)NS_PER_S / session->rate_hz);
    }
}

void simxr_session_synchronise(struct simxr_session *session)
{
    session->is_synchronised = true;
    settle(session);
}

bool simxr_session_is_visible(const struct simxr_session *session)
{
    return session->state == XR_SESSION_STATE_VISIBLE || session->state == XR_SESSION_STATE_FOCUSED;
}

XrResult simxr_session_create(XrInstance instance, const XrSessionCreateInfo *info,
                              XrSession *out_session)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(info, XR_TYPE_SESSION_CREATE_INFO));
    if (!out_session || info->createFlags != 0) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    TRY_XR(simxr_system_check(info->systemId));
    if (has_session(inst)) {
        return XR_ERROR_LIMIT_REACHED;
    }
    void *object;
    TRY_XR(simxr_handle_create(SIMXR_SESSION, sizeof(struct simxr_session), &inst->object, leave,
                               &object));
    struct simxr_session *session = object;
    session->inst = inst;
    const XrResult started = start(session, info);
    if (XR_FAILED(started)) {
        simxr_handle_destroy(&session->object);
        return started;
    }
    enter(session, XR_SESSION_STATE_IDLE);
    session->is_start_wanted = true;
    settle(session);
    *out_session = SIMXR_HANDLE_AS(XrSession, session->object);
    return XR_SUCCESS;
}

XrResult simxr_session_destroy(XrSession handle)
{
    struct simxr_object *session = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_SESSION);
    if (!session) {
        return XR_ERROR_HANDLE_INVALID;
    }
    simxr_handle_destroy(session);
    return XR_SUCCESS;
}

XrResult simxr_session_begin(XrSession handle, const XrSessionBeginInfo *info)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_SESSION_BEGIN_INFO));
    TRY_XR(simxr_system_check_view_type(info->primaryViewConfigurationType));
    if (session->is_running) {
        return XR_ERROR_SESSION_RUNNING;
    }
    if (session->state != XR_SESSION_STATE_READY) {
        return XR_ERROR_SESSION_NOT_READY;
    }
    session->is_running = true;
    session->is_synchronised = false;
    if (!session->has_begun) {
        session->has_begun = true;
        session->began_ns = simxr_session_now(session);
    }
    simxr_frame_reset(session);
    return XR_SUCCESS;
}

XrResult simxr_session_end(XrSession handle)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    if (!session->is_running) {
        return XR_ERROR_SESSION_NOT_RUNNING;
    }
    if (session->state != XR_SESSION_STATE_STOPPING) {
        return XR_ERROR_SESSION_NOT_STOPPING;
    }
    session->is_running = false;
    simxr_frame_reset(session);
    enter(session, XR_SESSION_STATE_IDLE);
    settle(session);
    return XR_SUCCESS;
}

XrResult simxr_session_request_exit(XrSession handle)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    if (!session->is_running) {
        return XR_ERROR_SESSION_NOT_RUNNING;
    }
    stop(session, true);
    settle(session);
    return XR_SUCCESS;
}
