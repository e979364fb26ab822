// A session: its state, its clock, and the simulated wearer who is in it.
#ifndef SIMXR_SESSION_H
#define SIMXR_SESSION_H

#include "simxr/automation.h"
#include "simxr/body.h"
#include "simxr/frame.h"
#include "simxr/handle.h"
#include "simxr/input.h"
#include "simxr/space.h"
#include "simxr/vulkan.h"
#include "simxr/xr.h"

#include <stdbool.h>
#include <stdint.h>

struct simxr_instance;

struct simxr_session {
    struct simxr_object object;
    struct simxr_instance *inst;
    XrSessionState state;
    XrSessionState wanted; // how far up a running session may go: SYNCHRONIZED, VISIBLE, FOCUSED
    bool is_running;       // between xrBeginSession and xrEndSession
    bool is_synchronised;  // the application has ended a frame since xrBeginSession
    bool is_stop_wanted;   // STOPPING is to come
    bool is_exit_wanted;   // after it, EXITING
    bool is_start_wanted;  // after it, READY again
    bool is_lost;
    bool has_begun;     // ever
    int64_t began_ns;   // XrTime of the first xrBeginSession; before, of xrCreateSession
    int64_t virtual_ns; // the virtual clock
    double rate_hz;     // of the display, now
    XrPerfSettingsNotificationLevelEXT cpu_heat, gpu_heat; // as last told
    struct simxr_body body;
    struct simxr_automation automation;
    struct simxr_vulkan vulkan;
    struct simxr_frames frames;
    struct simxr_inputs inputs;
    struct simxr_origin origin;
};

// XR_ERROR_HANDLE_INVALID, XR_ERROR_INSTANCE_LOST, XR_ERROR_SESSION_LOST.
XrResult simxr_session_get(XrSession handle, struct simxr_session **out);

// The same for what lies below a session: `object` is a space, swapchain or hand tracker, NULL for
// a bad handle. A null object is XR_ERROR_HANDLE_INVALID.
XrResult simxr_session_of(const struct simxr_object *object, struct simxr_session **out);

XrTime simxr_session_now(const struct simxr_session *session);

// Since the session began; what script and body count by.
int64_t simxr_session_elapsed(const struct simxr_session *session, XrTime time);

// Lets what is due by now happen: scripted events, changes of state.
void simxr_session_tick(struct simxr_session *session);

// An application without frames found no event: on the virtual clock a frame's time passes, or a
// headset that was taken off would stay so for ever.
void simxr_session_idle(struct simxr_session *session);

// After an application ended a frame: the way up from READY is open.
void simxr_session_synchronise(struct simxr_session *session);

bool simxr_session_is_visible(const struct simxr_session *session);

#endif
