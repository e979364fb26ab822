// What the wearer does: located at the frame's display time, for choosing and sensing, never for
// drawing. In the world: the origin is where the wearer sat at the start (or last recentred),
// floor at y = 0 where the runtime knows it.
#ifndef VR_INPUT_H
#define VR_INPUT_H

#include "base/err.h"
#include "base/pose.h"

#include <stdbool.h>
#include <stdint.h>

struct vr;

enum { VR_HAND_COUNT = 2, VR_JOINT_COUNT = 26 };

struct vr_hand {
    bool has_controller; // a grip pose is active and tracked
    bool has_joints;     // XR_EXT_hand_tracking sees the hand
    bool is_tracked;     // the pose below is measured, not guessed
    struct pose grip;    // controller's grip, or the palm; valid with either of the above
    bool has_aim;        // the runtime says where the hand points
    struct pose aim;
    struct pose joints[VR_JOINT_COUNT];
    bool joint_valid[VR_JOINT_COUNT];
};

struct vr_input {
    bool has_head; // head pose valid
    bool is_head_tracked;
    struct pose head;
    bool has_eye_gaze;
    struct pose gaze;    // eye gaze when there is one, else the head
    bool is_select_down; // any button of any controller, pinch
    struct vr_hand hands[VR_HAND_COUNT];
};

// xrSyncActions and everything located for display_ns. Without focus there is no input but the
// head, and nothing is pressed.
MUST_USE enum err vr_input(struct vr *vr, int64_t display_ns, struct vr_input *out_input);

// A short, soft pulse in the controller of that hand (0 left, 1 right); nothing where there is
// none. `strength` 0 to 1.
void vr_input_pulse(struct vr *vr, int hand, float strength, int64_t duration_ns);

// The simulated wearer, by mouse and keys (XR_RESPITEX_simulated_body). Nothing on other runtimes.
struct vr_body {
    float yaw_rad, pitch_rad;
    bool is_breath_manual, is_inhaling, is_select_down;
};
void vr_input_move_body(struct vr *vr, const struct vr_body *body);

#endif
