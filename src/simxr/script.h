// What a simulated session does: motion, buttons, tracking loss, devices, faults; from one JSON
// document (config/schemas/simxr-script.schema.json), read strictly.
//
// Times are nanoseconds since the session began. Motion is played by body.h; faults are asked for
// by the runtime's entry points.
#ifndef SIMXR_SCRIPT_H
#define SIMXR_SCRIPT_H

#include "base/arena.h"
#include "base/err.h"
#include "simxr/formula.h"

#include <openxr/openxr.h>
#include <stdbool.h>
#include <stdint.h>

struct diag;

// clang-format off
#define SIMXR_SCRIPT_EVENTS(X)                                                                   \
    X(SESSION_LOSS,  session_loss)  /* LOSS_PENDING, then every call answers SESSION_LOST */     \
    X(INSTANCE_LOSS, instance_loss) /* XrEventDataInstanceLossPending after in_ns, then LOST */  \
    X(FOCUS_LOST,    focus_lost)    /* FOCUSED -> VISIBLE */                                     \
    X(FOCUS_GAINED,  focus_gained)  /* back to FOCUSED, from whatever it was */                  \
    X(HIDDEN,        hidden)        /* -> SYNCHRONIZED: nothing is shown */                      \
    X(SHOWN,         shown)         /* SYNCHRONIZED -> VISIBLE */                                \
    X(EXIT_REQUEST,  exit_request)  /* the wearer quits: STOPPING, IDLE, EXITING */              \
    X(STOP,          stop)          /* the headset is taken off: STOPPING, then IDLE */          \
    X(START,         start)         /* put on again: READY */                                    \
    X(RECENTER,      recenter)      /* LOCAL moves by yaw_rad and offset_m at at_ns + in_ns */   \
    X(LATE_FRAME,    late_frame)    /* the next frame's GPU work ends late_ns later */           \
    X(THERMAL,       thermal)       /* `domain` is told to be at temperature `level` */
// clang-format on

enum simxr_script_event_kind {
#define SIMXR_SCRIPT_EVENT_ENUM(upper, lower) SIMXR_SCRIPT_##upper,
    SIMXR_SCRIPT_EVENTS(SIMXR_SCRIPT_EVENT_ENUM)
#undef SIMXR_SCRIPT_EVENT_ENUM
};

struct simxr_script_event {
    enum simxr_script_event_kind kind;
    int64_t at_ns;
    int64_t in_ns;   // recenter, instance_loss: announced that long before it happens
    int64_t late_ns; // late_frame
    float yaw_rad;   // recenter
    vec3s offset_m;  // recenter
    XrPerfSettingsDomainEXT domain;           // thermal
    XrPerfSettingsNotificationLevelEXT level; // thermal
    bool is_each_session;
    bool has_happened;
};

enum simxr_device {
    SIMXR_DEVICE_HEAD,
    SIMXR_DEVICE_LEFT,
    SIMXR_DEVICE_RIGHT,
    SIMXR_DEVICE_GAZE,
    SIMXR_DEVICE_CHEST,
    SIMXR_DEVICE_COUNT
};

struct simxr_csv;

struct simxr_script_motion {
    enum simxr_device device;
    int64_t from_ns, to_ns;      // plays in [from_ns, to_ns)
    const struct simxr_csv *csv; // NULL: a formula
    bool is_looped;              // of a CSV
    struct simxr_formula formula;
};

struct simxr_script_button {
    const char *path;
    int64_t from_ns, to_ns;
    float x, y;
};

struct simxr_script_loss {
    enum simxr_device device;
    int64_t from_ns, to_ns;
    bool is_position_only; // as when cameras see nothing: the turn stays tracked, the position is
                           // the last one seen; else nothing is valid
};

struct simxr_script_holding {
    enum simxr_device device; // LEFT or RIGHT
    int64_t at_ns;
    const char *profile; // NULL: nothing in the hand
    bool is_asleep;
};

struct simxr_script_call {
    const char *name; // "xrEndFrame"
    int64_t from_ns;
    int64_t nth;   // of the calls since from_ns, from 1
    int64_t times; // that many calls from the nth on
    bool is_each_session;
    int64_t seen;
    XrResult result;
};

struct simxr_script {
    struct arena arena; // owns everything below
    bool has_posture;
    double posture_deg;
    struct simxr_script_motion *motions; // of one device, a later one plays instead of an earlier
    int motion_count;
    struct simxr_script_button *buttons;
    int button_count;
    struct simxr_script_loss *losses;
    int loss_count;
    struct simxr_script_holding *holdings; // by time
    int holding_count;
    struct simxr_script_call *calls;
    int call_count;
    struct simxr_script_event *events; // by time
    int event_count;
};

// `script` zeroed (a zeroed one is a script that says nothing); fini is owed in every case.
// ERR_BAD_DATA with entries in `diag` (one line each), ERR_NO_MEMORY, or ERR_IO. CSV files are read
// from the script's own folder or below.
MUST_USE enum err simxr_script_load(struct simxr_script *script, const char *path,
                                    struct diag *diag);
void simxr_script_fini(struct simxr_script *script);

// On every entry point: XR_SUCCESS, or what the call must answer instead of doing anything.
// `script` may be NULL. Costs a comparison when no call is scripted.
XrResult simxr_script_call_result(struct simxr_script *script, const char *entry_point,
                                  int64_t time_ns);

// The next event that is due at `time_ns`; false when there is none. `script` may be NULL.
bool simxr_script_next_event(struct simxr_script *script, int64_t time_ns,
                             struct simxr_script_event *out_event);

// For a new session. What has happened does not happen again, or a program that recovers from a
// loss would lose every session it makes; only faults marked "each_session" do.
void simxr_script_rewind(struct simxr_script *script);

#endif
