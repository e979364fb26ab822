#include "vr/bindings.h"

#include <stddef.h>

// clang-format off
#define LEFT(part)        "/user/hand/left/" part
#define RIGHT(part)       "/user/hand/right/" part
#define SELECT_BOTH(part) {VR_BINDINGS_SELECT, LEFT(part)}, {VR_BINDINGS_SELECT, RIGHT(part)}
#define POSES                                                                                     \
    {VR_BINDINGS_GRIP, LEFT("input/grip/pose")}, {VR_BINDINGS_GRIP, RIGHT("input/grip/pose")},    \
    {VR_BINDINGS_AIM, LEFT("input/aim/pose")},   {VR_BINDINGS_AIM, RIGHT("input/aim/pose")}
#define PULSES                                                                                    \
    {VR_BINDINGS_PULSE, LEFT("output/haptic")}, {VR_BINDINGS_PULSE, RIGHT("output/haptic")}

const struct vr_bindings_profile vr_bindings_profiles[] = {
    // Meta's controllers, and what Steam Frame and many others answer to.
    {"/interaction_profiles/oculus/touch_controller", VR_BINDINGS_CORE, {
        SELECT_BOTH("input/trigger/value"),
        SELECT_BOTH("input/squeeze/value"),
        SELECT_BOTH("input/thumbstick/click"),
        {VR_BINDINGS_SELECT, LEFT("input/x/click")},
        {VR_BINDINGS_SELECT, LEFT("input/y/click")},
        {VR_BINDINGS_SELECT, RIGHT("input/a/click")},
        {VR_BINDINGS_SELECT, RIGHT("input/b/click")},
        POSES, PULSES,
    }},
    // squeeze/value is already 1 when the hand merely rests around the grip: its force counts.
    {"/interaction_profiles/valve/index_controller", VR_BINDINGS_CORE, {
        SELECT_BOTH("input/trigger/value"),
        SELECT_BOTH("input/squeeze/force"),
        SELECT_BOTH("input/thumbstick/click"),
        SELECT_BOTH("input/a/click"),
        SELECT_BOTH("input/b/click"),
        POSES, PULSES,
    }},
    {"/interaction_profiles/htc/vive_controller", VR_BINDINGS_CORE, {
        SELECT_BOTH("input/trigger/value"),
        SELECT_BOTH("input/squeeze/click"),
        SELECT_BOTH("input/trackpad/click"),
        POSES, PULSES,
    }},
    {"/interaction_profiles/microsoft/motion_controller", VR_BINDINGS_CORE, {
        SELECT_BOTH("input/trigger/value"),
        SELECT_BOTH("input/squeeze/click"),
        SELECT_BOTH("input/thumbstick/click"),
        SELECT_BOTH("input/trackpad/click"),
        POSES, PULSES,
    }},
    {"/interaction_profiles/khr/simple_controller", VR_BINDINGS_CORE, {
        SELECT_BOTH("input/select/click"),
        POSES, PULSES,
    }},
    // A closed hand is how a hand rests, so grasping selects nothing.
    {VR_BINDINGS_HAND_PROFILE, offsetof(struct vr_enabled, hand_interaction), {
        SELECT_BOTH("input/pinch_ext/value"),
        POSES,
    }},
    {"/interaction_profiles/ext/eye_gaze_interaction", offsetof(struct vr_enabled, eye_gaze), {
        {VR_BINDINGS_GAZE, "/user/eyes_ext/input/gaze_ext/pose"},
    }},
    {NULL, 0, {{VR_BINDINGS_SELECT, NULL}}},
};
// clang-format on
