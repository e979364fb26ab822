#include "vr/hands.h"

#include "base/log.h"
#include "vr/make.h"
#include "vr/result.h"
#include "vr/space.h"

enum err vr_hands_init(struct vr *vr)
{
    static const XrHandEXT sides[VR_HAND_COUNT] = {XR_HAND_LEFT_EXT, XR_HAND_RIGHT_EXT};
    for (int i = 0; vr->enabled.hand_tracking && i < VR_HAND_COUNT; i++) {
        if (vr_make_hand_tracker(vr, sides[i], &vr->session.hands[i]) == ERR_DEVICE_LOST) {
            return ERR_DEVICE_LOST;
        }
    }
    return ERR_OK;
}

void vr_hands_fini(struct vr *vr)
{
    for (int i = 0; i < VR_HAND_COUNT; i++) {
        if (vr->session.hands[i] != XR_NULL_HANDLE) {
            vr->calls.destroy_hand_tracker(vr->session.hands[i]);
            vr->session.hands[i] = XR_NULL_HANDLE;
        }
    }
}

static void take_joints(const struct vr *vr, const XrHandJointLocationEXT *joints,
                        struct vr_hand *hand)
{
    for (int i = 0; i < VR_JOINT_COUNT; i++) {
        const struct vr_space_found found =
            vr_space_found_of(joints[i].locationFlags, joints[i].pose);
        hand->joint_valid[i] = found.has_turn && found.has_place;
        hand->joints[i] = vr_space_to_world(vr, found.in_base);
    }
    const struct vr_space_found palm = vr_space_found_of(
        joints[XR_HAND_JOINT_PALM_EXT].locationFlags, joints[XR_HAND_JOINT_PALM_EXT].pose);
    hand->has_joints = hand->joint_valid[XR_HAND_JOINT_PALM_EXT];
    if (hand->has_joints && !hand->has_controller) {
        hand->grip = hand->joints[XR_HAND_JOINT_PALM_EXT];
        hand->is_tracked = palm.is_tracked;
    }
}

enum err vr_hands_locate(struct vr *vr, int hand, XrTime time, struct vr_hand *out_hand)
{
    if (vr->session.hands[hand] == XR_NULL_HANDLE) {
        return ERR_OK;
    }
    const XrHandJointsLocateInfoEXT info = {
        .type = XR_TYPE_HAND_JOINTS_LOCATE_INFO_EXT,
        .baseSpace = vr->session.space.base,
        .time = time,
    };
    XrHandJointLocationEXT joints[VR_JOINT_COUNT] = {0};
    XrHandJointLocationsEXT locations = {
        .type = XR_TYPE_HAND_JOINT_LOCATIONS_EXT,
        .jointCount = VR_JOINT_COUNT,
        .jointLocations = joints,
    };
    TRY_XR(vr->instance, vr->calls.locate_hand_joints(vr->session.hands[hand], &info, &locations));
    if (locations.isActive) {
        take_joints(vr, joints, out_hand);
    }
    return ERR_OK;
}
