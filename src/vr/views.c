#include "vr/views.h"

#include "base/clock.h"
#include "base/log.h"
#include "vr/fault.h"
#include "vr/result.h"
#include "vr/space.h"

static const float right_angle_rad = 1.57f;

bool vr_views_is_fov_sane(XrFovf fov)
{
    return fov.angleRight > fov.angleLeft && fov.angleUp > fov.angleDown &&
           fov.angleLeft > -right_angle_rad && fov.angleRight < right_angle_rad &&
           fov.angleDown > -right_angle_rad && fov.angleUp < right_angle_rad;
}

static enum err locate(struct vr *vr, XrTime time, XrViewStateFlags *out_flags)
{
    const XrViewLocateInfo info = {
        .type = XR_TYPE_VIEW_LOCATE_INFO,
        .viewConfigurationType = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO,
        .displayTime = time,
        .space = vr->session.space.base,
    };
    XrViewState state = {.type = XR_TYPE_VIEW_STATE};
    uint32_t count = 0;
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        vr->session.views[i] = (XrView){.type = XR_TYPE_VIEW};
    }
    TRY_XR(vr->instance, xrLocateViews(vr->session.handle, &info, &state, VR_EYE_COUNT, &count,
                                       vr->session.views));
    *out_flags = count == VR_EYE_COUNT ? state.viewStateFlags : 0;
    return ERR_OK;
}

static struct view to_world(const struct vr *vr, const XrView *view)
{
    const XrQuaternionf q = view->pose.orientation;
    const XrVector3f at = view->pose.position;
    const struct pose in_base = {.turn = {{q.x, q.y, q.z, q.w}}, .at_m = {{at.x, at.y, at.z}}};
    return (struct view){
        .eye_in_world = vr_space_to_world(vr, in_base),
        .fov = {.left_rad = view->fov.angleLeft,
                .right_rad = view->fov.angleRight,
                .up_rad = view->fov.angleUp,
                .down_rad = view->fov.angleDown},
    };
}

void vr_views_hold(XrView views[VR_EYE_COUNT], vec3s held_m[VR_EYE_COUNT], bool has_place)
{
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        XrVector3f *at = &views[i].pose.position;
        if (has_place) {
            held_m[i] = (vec3s){{at->x, at->y, at->z}};
        } else {
            *at = (XrVector3f){held_m[i].x, held_m[i].y, held_m[i].z};
        }
    }
}

enum err vr_views_late(struct vr *vr, struct vr_frame *frame)
{
    const struct vr_spent before = vr_spent_now();
    XrViewStateFlags flags = 0;
    frame->has_views = false;
    frame->locate_ns = clock_now_ns();
    const enum err err = locate(vr, frame->display_ns - vr->session.clock_from_xr_ns, &flags);
    vr_spent_add(&vr->session.spent, before);
    TRY(vr_fault_forgive(vr, err));

    if (!(flags & XR_VIEW_STATE_ORIENTATION_VALID_BIT) ||
        !vr_views_is_fov_sane(vr->session.views[0].fov) ||
        !vr_views_is_fov_sane(vr->session.views[1].fov)) {
        return ERR_OK;
    }
    vr_views_hold(vr->session.views, vr->session.space.eyes_at_m,
                  (flags & XR_VIEW_STATE_POSITION_VALID_BIT) != 0);
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        frame->eyes[i] = to_world(vr, &vr->session.views[i]);
    }
    frame->has_views = true;
    return ERR_OK;
}
