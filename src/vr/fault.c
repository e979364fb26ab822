#include "vr/fault.h"

enum { BAD_FRAMES_MAX = 30 };

enum err vr_fault_forgive(struct vr *vr, enum err err)
{
    if (err == ERR_OK) {
        return ERR_OK;
    }
    vr->session.is_frame_bad = true;
    return err == ERR_DEVICE && vr->session.bad_frames < BAD_FRAMES_MAX ? ERR_OK : err;
}

void vr_fault_frame_over(struct vr *vr)
{
    vr->session.bad_frames = vr->session.is_frame_bad ? vr->session.bad_frames + 1 : 0;
    vr->session.is_frame_bad = false;
}
