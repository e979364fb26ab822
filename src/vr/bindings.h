// Which button of which controller does what. Everything a patient may press selects: nobody in
// pain should have to find a particular button. Menu and system buttons stay the runtime's.
#ifndef VR_BINDINGS_H
#define VR_BINDINGS_H

#include "vr/internal.h"

enum vr_bindings_action {
    VR_BINDINGS_SELECT,
    VR_BINDINGS_GRIP,
    VR_BINDINGS_AIM,
    VR_BINDINGS_PULSE,
    VR_BINDINGS_GAZE,
};

enum { VR_BINDINGS_MAX = 20 };

struct vr_bindings_line {
    enum vr_bindings_action action;
    const char *path; // complete: "/user/hand/left/input/..."
};

struct vr_bindings_profile {
    const char *path;
    size_t needs; // offset of a flag in struct vr_enabled; VR_BINDINGS_CORE: none
    struct vr_bindings_line lines[VR_BINDINGS_MAX]; // ends with a NULL path
};

#define VR_BINDINGS_CORE ((size_t)-1)

#define VR_BINDINGS_HAND_PROFILE "/interaction_profiles/ext/hand_interaction_ext"

// Ends with a NULL path.
extern const struct vr_bindings_profile vr_bindings_profiles[];

#endif
