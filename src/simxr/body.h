// The simulated wearer: where head, hands, gaze and chest are at an instant, and what is pressed.
//
// Everything is a function of time since the session began, the script, and what was set by hand
// (simulated_body.h). Poses are in STAGE: origin on the floor under the seated head, +y up, -z
// ahead; the eyes' mid is 1.2 m up when sitting, 0.8 m when lying. No clock is read here.
#ifndef SIMXR_BODY_H
#define SIMXR_BODY_H

#include "base/pose.h"

#include <stdbool.h>
#include <stdint.h>

enum simxr_side { SIMXR_LEFT, SIMXR_RIGHT, SIMXR_SIDE_COUNT };

enum { SIMXR_JOINT_COUNT = 26 }; // XR_HAND_JOINT_COUNT_EXT, in its order

// One tracked thing. A pose that is not valid must not be used; one that is valid but not tracked
// is the runtime's guess (the last one seen).
struct simxr_tracked {
    struct pose pose_in_stage;
    vec3s linear_m_s;
    vec3s angular_rad_s;
    bool is_turn_valid, is_turn_tracked;
    bool is_position_valid, is_position_tracked;
};

struct simxr_joint {
    struct pose pose_in_stage;
    vec3s linear_m_s;
    vec3s angular_rad_s;
    float radius_m;
};

struct simxr_input {
    bool is_active; // the device is there and awake
    float x, y;     // y only for two-dimensional inputs; a button is 0 or 1
};

// What simulated_body.h's structure says, in plain values.
struct simxr_manual {
    float yaw_rad, pitch_rad;
    bool is_breath_manual, is_inhaling;
    bool is_select_pressed;
};

struct simxr_script;

struct simxr_body {
    const struct simxr_script *script; // borrowed from the owner of the body; may be NULL
    float posture_rad;
    struct simxr_manual manual, manual_before;
    int64_t manual_since_ns;
    float chest_since; // level of a manual chest at manual_since_ns
};

// `posture_deg` is the session's; a script that names its own posture wins. `script` NULL: sits
// still, breathes 12 times a minute, holds two controllers.
void simxr_body_init(struct simxr_body *body, const struct simxr_script *script,
                     double posture_deg);

// From `time_ns` on.
void simxr_body_set_manual(struct simxr_body *body, int64_t time_ns,
                           const struct simxr_manual *manual);

// Any times, also in the past.
struct simxr_tracked simxr_body_head(const struct simxr_body *body, int64_t time_ns);
struct simxr_tracked simxr_body_grip(const struct simxr_body *body, enum simxr_side side,
                                     int64_t time_ns);
struct simxr_tracked simxr_body_aim(const struct simxr_body *body, enum simxr_side side,
                                    int64_t time_ns);
struct simxr_tracked simxr_body_gaze(const struct simxr_body *body, int64_t time_ns);

// What is fixed to a moving thing goes round with it. `offset`: where it is on the thing.
struct simxr_tracked simxr_body_attach(struct simxr_tracked thing, struct pose offset);

// 0 empty, 1 full.
float simxr_body_chest(const struct simxr_body *body, int64_t time_ns);

// Where the 26 joints are, and how they move with the hand; a pinch closes at once. False, and
// nothing written, when the hand is not tracked: out of sight, or closed around a controller.
bool simxr_body_joints(const struct simxr_body *body, enum simxr_side side, int64_t time_ns,
                       struct simxr_joint out_joints[SIMXR_JOINT_COUNT]);

// "/interaction_profiles/oculus/touch_controller" and the like: what is in the hand; NULL when
// nothing is. Static storage.
const char *simxr_body_profile(const struct simxr_body *body, enum simxr_side side,
                               int64_t time_ns);

// By full component path: "/user/hand/right/input/trigger/value". A script that presses "select"
// also answers for what stands for it (trigger, pinch_ext, aim_activate_ext); click and value of
// one input answer for each other.
struct simxr_input simxr_body_input(const struct simxr_body *body, const char *path,
                                    int64_t time_ns);

#endif
