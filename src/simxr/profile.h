// Interaction profiles: which inputs and outputs a controller has, as the specification lists them.
#ifndef SIMXR_PROFILE_H
#define SIMXR_PROFILE_H

#include "simxr/xr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Top level user paths, which are also the subaction paths.
enum simxr_user {
    SIMXR_USER_LEFT,
    SIMXR_USER_RIGHT,
    SIMXR_USER_HEAD,
    SIMXR_USER_GAMEPAD,
    SIMXR_USER_TREADMILL,
    SIMXR_USER_EYES,
    SIMXR_USER_COUNT,
    SIMXR_USER_ANY = SIMXR_USER_COUNT // no subaction path named
};

enum simxr_profile {
    SIMXR_PROFILE_SIMPLE,
    SIMXR_PROFILE_TOUCH,
    SIMXR_PROFILE_INDEX,
    SIMXR_PROFILE_VIVE,
    SIMXR_PROFILE_VIVE_PRO,
    SIMXR_PROFILE_MOTION,
    SIMXR_PROFILE_DAYDREAM,
    SIMXR_PROFILE_GO,
    SIMXR_PROFILE_XBOX,
    SIMXR_PROFILE_EYE_GAZE,
    SIMXR_PROFILE_HAND,
    SIMXR_PROFILE_COUNT,
    SIMXR_PROFILE_NONE = SIMXR_PROFILE_COUNT
};

// What a source of input delivers. A bit each, because a part has several.
enum simxr_component {
    SIMXR_CLICK = 1 << 0,
    SIMXR_TOUCH = 1 << 1,
    SIMXR_VALUE = 1 << 2,
    SIMXR_FORCE = 1 << 3,
    SIMXR_READY = 1 << 4,
    SIMXR_X = 1 << 5,
    SIMXR_Y = 1 << 6,
    SIMXR_XY = 1 << 7, // the parent path of x and y
    SIMXR_POSE = 1 << 8,
    SIMXR_HAPTIC = 1 << 9,
};

enum { SIMXR_PART_NAME_BYTES = 32 };

// One source of input (or one output) of one user path.
struct simxr_source {
    enum simxr_user user;
    enum simxr_component component;
    char part[SIMXR_PART_NAME_BYTES]; // "trigger", "grip", "haptic"
};

// What an application suggested for one profile. See binding.h.
struct simxr_profile_suggestion {
    struct simxr_suggested *items; // owned
    uint32_t count;
};

const char *simxr_profile_path(enum simxr_profile profile);

// SIMXR_PROFILE_NONE for unknown ones and those whose extension is not enabled.
enum simxr_profile simxr_profile_find(const char *path, uint64_t extensions);

bool simxr_profile_has_user(enum simxr_profile profile, enum simxr_user user);

const char *simxr_profile_user_path(enum simxr_user user);

// SIMXR_USER_COUNT when it is none, or one whose extension is not enabled.
enum simxr_user simxr_profile_user(const char *path, uint64_t extensions);

// What `path` means in `profile` for an action of `type`. False when the profile has no such path.
// A path without component ("…/input/trigger") takes what fits the action best.
bool simxr_profile_resolve(enum simxr_profile profile, const char *path, XrActionType type,
                           uint64_t extensions, struct simxr_source *out);

// "/user/hand/left/input/trigger/value"; of x and y, and of poses, with their component.
void simxr_profile_source_path(const struct simxr_source *source, char out[XR_MAX_PATH_LENGTH]);

// One input of the same device: trigger/click and trigger/value are.
bool simxr_profile_is_same_part(const struct simxr_source *a, const struct simxr_source *b);

// "Left hand Oculus Touch controller trigger", the parts that are asked for. `profiles`: what each
// user has now. False when `path` is no source or does not fit into `size`.
bool simxr_profile_describe(const char *path, const enum simxr_profile *profiles,
                            XrInputSourceLocalizedNameFlags which, char *out, size_t size);

#endif
