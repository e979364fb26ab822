#include "vr/input.h"

#include "base/clock.h"
#include "base/log.h"
#include "simxr/simulated_body.h"
#include "vr/actions.h"
#include "vr/fault.h"
#include "vr/hands.h"
#include "vr/result.h"
#include "vr/space.h"

#include <math.h>

static enum err find_head(struct vr *vr, XrTime time, struct vr_input *input)
{
    struct vr_space *space = &vr->session.space;
    struct vr_space_found head;
    TRY(vr_space_find(vr, space->head, time, &head));
    if (head.has_place) {
        space->head_at_m = head.in_base.at_m;
    }
    head.in_base.at_m = space->head_at_m;
    input->has_head = head.has_turn;
    input->is_head_tracked = head.is_tracked;
    input->head = vr_space_to_world(vr, head.in_base);
    return ERR_OK;
}

static enum err find_pose(const struct vr *vr, XrAction action, XrPath hand, XrSpace space,
                          XrTime time, struct vr_space_found *out)
{
    bool is_active = false;
    *out = (struct vr_space_found){.in_base = pose_identity()};
    TRY(vr_actions_is_active(vr, action, hand, &is_active));
    return is_active ? vr_space_find(vr, space, time, out) : ERR_OK;
}

static enum err find_gaze(struct vr *vr, XrTime time, struct vr_input *input)
{
    const struct vr_actions *actions = &vr->session.actions;
    if (actions->gaze == XR_NULL_HANDLE) {
        return ERR_OK;
    }
    struct vr_space_found gaze;
    TRY(find_pose(vr, actions->gaze, XR_NULL_PATH, actions->gaze_space, time, &gaze));
    if (gaze.has_turn && gaze.has_place) {
        input->has_eye_gaze = true;
        input->gaze = vr_space_to_world(vr, gaze.in_base);
    }
    return ERR_OK;
}

static enum err find_controller(struct vr *vr, int i, XrTime time, struct vr_hand *hand)
{
    const struct vr_actions *actions = &vr->session.actions;
    const XrPath path = actions->hand_paths[i];
    struct vr_space_found grip, aim;
    TRY(find_pose(vr, actions->grip, path, actions->grip_spaces[i], time, &grip));
    TRY(find_pose(vr, actions->aim, path, actions->aim_spaces[i], time, &aim));
    if (grip.has_turn && grip.has_place) {
        hand->has_controller = !actions->is_bare_hand[i];
        hand->is_tracked = grip.is_tracked;
        hand->grip = vr_space_to_world(vr, grip.in_base);
    }
    if (aim.has_turn && aim.has_place) {
        hand->has_aim = true;
        hand->aim = vr_space_to_world(vr, aim.in_base);
    }
    return ERR_OK;
}

// Runtimes also make up joints for a hand that holds a controller; there a closed hand is no pinch.
static bool step_pinch(struct vr_pinch *pinch, const struct vr_hand *hand)
{
    const bool are_valid = hand->has_joints && !hand->has_controller &&
                           hand->joint_valid[XR_HAND_JOINT_THUMB_TIP_EXT] &&
                           hand->joint_valid[XR_HAND_JOINT_INDEX_TIP_EXT];
    return vr_pinch_step(pinch, are_valid, hand->joints[XR_HAND_JOINT_THUMB_TIP_EXT].at_m,
                         hand->joints[XR_HAND_JOINT_INDEX_TIP_EXT].at_m);
}

static enum err find_focused(struct vr *vr, XrTime time, struct vr_input *input)
{
    TRY(find_gaze(vr, time, input));
    TRY(vr_actions_read_select(vr, &input->is_select_down));
    for (int i = 0; i < VR_HAND_COUNT; i++) {
        TRY(find_controller(vr, i, time, &input->hands[i]));
        TRY(vr_hands_locate(vr, i, time, &input->hands[i]));
        const bool is_pinched = step_pinch(&vr->session.pinches[i], &input->hands[i]);
        input->is_select_down = input->is_select_down || is_pinched;
    }
    return ERR_OK;
}

static enum err find_all(struct vr *vr, XrTime time, struct vr_input *input)
{
    TRY(find_head(vr, time, input));
    input->gaze = input->head;
    bool has_focus = false;
    TRY(vr_actions_sync(vr, &has_focus));
    if (!has_focus) {
        for (int i = 0; i < VR_HAND_COUNT; i++) {
            vr->session.pinches[i] = (struct vr_pinch){0};
        }
        return ERR_OK;
    }
    return find_focused(vr, time, input);
}

enum err vr_input(struct vr *vr, int64_t display_ns, struct vr_input *out_input)
{
    const struct vr_spent before = vr_spent_now();
    *out_input = (struct vr_input){.head = pose_identity(), .gaze = pose_identity()};
    const enum err err = find_all(vr, display_ns - vr->session.clock_from_xr_ns, out_input);
    vr_spent_add(&vr->session.spent, before);
    return vr_fault_forgive(vr, err);
}

void vr_input_pulse(struct vr *vr, int hand, float strength, int64_t duration_ns)
{
    if (vr->session.activity.state != XR_SESSION_STATE_FOCUSED || hand < 0 ||
        hand >= VR_HAND_COUNT) {
        return;
    }
    const XrHapticActionInfo info = {
        .type = XR_TYPE_HAPTIC_ACTION_INFO,
        .action = vr->session.actions.pulse,
        .subactionPath = vr->session.actions.hand_paths[hand],
    };
    const XrHapticVibration vibration = {
        .type = XR_TYPE_HAPTIC_VIBRATION,
        .duration = duration_ns,
        .frequency = XR_FREQUENCY_UNSPECIFIED,
        .amplitude = fminf(fmaxf(strength, 0.0f), 1.0f),
    };
    const XrResult result =
        xrApplyHapticFeedback(vr->session.handle, &info, (const XrHapticBaseHeader *)&vibration);
    if (XR_FAILED(result)) {
        LOG_DEBUG("no pulse: XrResult %d", (int)result);
    }
}

void vr_input_move_body(struct vr *vr, const struct vr_body *body)
{
    const PFN_xrSetSimulatedBodyRESPITEX set =
        (PFN_xrSetSimulatedBodyRESPITEX)vr->calls.set_simulated_body;
    if (!set || vr->session.handle == XR_NULL_HANDLE) {
        return;
    }
    const XrSimulatedBodyRESPITEX wanted = {
        .type = XR_TYPE_SIMULATED_BODY_RESPITEX,
        .headYaw = body->yaw_rad,
        .headPitch = body->pitch_rad,
        .isBreathManual = body->is_breath_manual,
        .isInhaling = body->is_inhaling,
        .isSelectPressed = body->is_select_down,
    };
    const XrResult result = set(vr->session.handle, &wanted);
    if (XR_FAILED(result)) {
        (void)vr_result_fail(vr->instance, result, "xrSetSimulatedBodyRESPITEX", __FILE__,
                             __LINE__);
    }
}
