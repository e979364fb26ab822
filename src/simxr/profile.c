// The tables follow OpenXR 1.0, "Interaction profile paths", and the registry's texts of
// XR_EXT_eye_gaze_interaction and XR_EXT_hand_interaction.
#include "simxr/profile.h"

#include "simxr/instance.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    LEFT = 1 << SIMXR_USER_LEFT,
    RIGHT = 1 << SIMXR_USER_RIGHT,
    HANDS = LEFT | RIGHT,
    HEAD = 1 << SIMXR_USER_HEAD,
    GAMEPAD = 1 << SIMXR_USER_GAMEPAD,
    EYES = 1 << SIMXR_USER_EYES,

    CLICK = SIMXR_CLICK,
    TOUCH = SIMXR_TOUCH,
    VALUE = SIMXR_VALUE,
    FORCE = SIMXR_FORCE,
    READY = SIMXR_READY,
    STICK = SIMXR_X | SIMXR_Y | SIMXR_XY,
    POSE = SIMXR_POSE,
    HAPTIC = SIMXR_HAPTIC,
};

struct part {
    int users;
    const char *name; // NULL closes a table
    int components;
};

#define POSES              \
    {HANDS, "grip", POSE}, \
    {                      \
        HANDS, "aim", POSE \
    }
#define BUZZ                    \
    {                           \
        HANDS, "haptic", HAPTIC \
    }

static const struct part simple[] = {
    {HANDS, "select", CLICK}, {HANDS, "menu", CLICK}, POSES, BUZZ, {0, NULL, 0},
};

static const struct part touch[] = {
    {LEFT, "x", CLICK | TOUCH},
    {LEFT, "y", CLICK | TOUCH},
    {LEFT, "menu", CLICK},
    {RIGHT, "a", CLICK | TOUCH},
    {RIGHT, "b", CLICK | TOUCH},
    {RIGHT, "system", CLICK},
    {HANDS, "squeeze", VALUE},
    {HANDS, "trigger", VALUE | TOUCH},
    {HANDS, "thumbstick", STICK | CLICK | TOUCH},
    {HANDS, "thumbrest", TOUCH},
    POSES,
    BUZZ,
    {0, NULL, 0},
};

static const struct part valve_index[] = {
    {HANDS, "system", CLICK | TOUCH},
    {HANDS, "a", CLICK | TOUCH},
    {HANDS, "b", CLICK | TOUCH},
    {HANDS, "squeeze", VALUE | FORCE},
    {HANDS, "trigger", CLICK | VALUE | TOUCH},
    {HANDS, "thumbstick", STICK | CLICK | TOUCH},
    {HANDS, "trackpad", STICK | FORCE | TOUCH},
    POSES,
    BUZZ,
    {0, NULL, 0},
};

static const struct part vive[] = {
    {HANDS, "system", CLICK},
    {HANDS, "squeeze", CLICK},
    {HANDS, "menu", CLICK},
    {HANDS, "trigger", CLICK | VALUE},
    {HANDS, "trackpad", STICK | CLICK | TOUCH},
    POSES,
    BUZZ,
    {0, NULL, 0},
};

static const struct part vive_pro[] = {
    {HEAD, "system", CLICK},
    {HEAD, "volume_up", CLICK},
    {HEAD, "volume_down", CLICK},
    {HEAD, "mute_mic", CLICK},
    {0, NULL, 0},
};

static const struct part motion[] = {
    {HANDS, "menu", CLICK},
    {HANDS, "squeeze", CLICK},
    {HANDS, "trigger", VALUE},
    {HANDS, "thumbstick", STICK | CLICK},
    {HANDS, "trackpad", STICK | CLICK | TOUCH},
    POSES,
    BUZZ,
    {0, NULL, 0},
};

static const struct part daydream[] = {
    {HANDS, "select", CLICK},
    {HANDS, "trackpad", STICK | CLICK | TOUCH},
    POSES,
    {0, NULL, 0},
};

static const struct part go[] = {
    {HANDS, "system", CLICK},
    {HANDS, "trigger", CLICK},
    {HANDS, "back", CLICK},
    {HANDS, "trackpad", STICK | CLICK | TOUCH},
    POSES,
    {0, NULL, 0},
};

static const struct part xbox[] = {
    {GAMEPAD, "menu", CLICK},
    {GAMEPAD, "view", CLICK},
    {GAMEPAD, "a", CLICK},
    {GAMEPAD, "b", CLICK},
    {GAMEPAD, "x", CLICK},
    {GAMEPAD, "y", CLICK},
    {GAMEPAD, "dpad_down", CLICK},
    {GAMEPAD, "dpad_right", CLICK},
    {GAMEPAD, "dpad_up", CLICK},
    {GAMEPAD, "dpad_left", CLICK},
    {GAMEPAD, "shoulder_left", CLICK},
    {GAMEPAD, "shoulder_right", CLICK},
    {GAMEPAD, "thumbstick_left", STICK | CLICK},
    {GAMEPAD, "thumbstick_right", STICK | CLICK},
    {GAMEPAD, "trigger_left", VALUE},
    {GAMEPAD, "trigger_right", VALUE},
    {GAMEPAD, "haptic_left", HAPTIC},
    {GAMEPAD, "haptic_right", HAPTIC},
    {GAMEPAD, "haptic_left_trigger", HAPTIC},
    {GAMEPAD, "haptic_right_trigger", HAPTIC},
    {0, NULL, 0},
};

static const struct part eye_gaze[] = {{EYES, "gaze_ext", POSE}, {0, NULL, 0}};

static const struct part hand[] = {
    {HANDS, "pinch_ext", VALUE | READY},
    {HANDS, "aim_activate_ext", VALUE | READY},
    {HANDS, "grasp_ext", VALUE | READY},
    POSES,
    {0, NULL, 0},
};

// XR_EXT_hand_interaction gives these to every profile of a hand.
static const struct part hand_poses[] = {
    {HANDS, "pinch_ext", POSE}, {HANDS, "poke_ext", POSE}, {0, NULL, 0}};

static const struct {
    const char *path;
    const char *name; // for people
    const struct part *parts;
    enum simxr_extension extension;
} profiles[SIMXR_PROFILE_COUNT] = {
    [SIMXR_PROFILE_SIMPLE] = {"/interaction_profiles/khr/simple_controller", "Simple controller",
                              simple, SIMXR_CORE},
    [SIMXR_PROFILE_TOUCH] = {"/interaction_profiles/oculus/touch_controller",
                             "Oculus Touch controller", touch, SIMXR_CORE},
    [SIMXR_PROFILE_INDEX] = {"/interaction_profiles/valve/index_controller",
                             "Valve Index controller", valve_index, SIMXR_CORE},
    [SIMXR_PROFILE_VIVE] = {"/interaction_profiles/htc/vive_controller", "HTC Vive controller",
                            vive, SIMXR_CORE},
    [SIMXR_PROFILE_VIVE_PRO] = {"/interaction_profiles/htc/vive_pro", "HTC Vive Pro", vive_pro,
                                SIMXR_CORE},
    [SIMXR_PROFILE_MOTION] = {"/interaction_profiles/microsoft/motion_controller",
                              "Microsoft motion controller", motion, SIMXR_CORE},
    [SIMXR_PROFILE_DAYDREAM] = {"/interaction_profiles/google/daydream_controller",
                                "Google Daydream controller", daydream, SIMXR_CORE},
    [SIMXR_PROFILE_GO] = {"/interaction_profiles/oculus/go_controller", "Oculus Go controller", go,
                          SIMXR_CORE},
    [SIMXR_PROFILE_XBOX] = {"/interaction_profiles/microsoft/xbox_controller", "Xbox controller",
                            xbox, SIMXR_CORE},
    [SIMXR_PROFILE_EYE_GAZE] = {"/interaction_profiles/ext/eye_gaze_interaction", "Eye gaze",
                                eye_gaze, SIMXR_EXT_EYE_GAZE_INTERACTION},
    [SIMXR_PROFILE_HAND] = {"/interaction_profiles/ext/hand_interaction_ext", "Hand interaction",
                            hand, SIMXR_EXT_HAND_INTERACTION},
};

static const char *const user_paths[SIMXR_USER_COUNT] = {
    [SIMXR_USER_LEFT] = "/user/hand/left",      [SIMXR_USER_RIGHT] = "/user/hand/right",
    [SIMXR_USER_HEAD] = "/user/head",           [SIMXR_USER_GAMEPAD] = "/user/gamepad",
    [SIMXR_USER_TREADMILL] = "/user/treadmill", [SIMXR_USER_EYES] = "/user/eyes_ext",
};

static const char *const user_names[SIMXR_USER_COUNT] = {
    [SIMXR_USER_LEFT] = "Left hand",      [SIMXR_USER_RIGHT] = "Right hand",
    [SIMXR_USER_HEAD] = "Head",           [SIMXR_USER_GAMEPAD] = "Gamepad",
    [SIMXR_USER_TREADMILL] = "Treadmill", [SIMXR_USER_EYES] = "Eyes",
};

static const struct {
    const char *name;
    enum simxr_component component;
} component_names[] = {
    {"click", SIMXR_CLICK}, {"touch", SIMXR_TOUCH},     {"value", SIMXR_VALUE},
    {"force", SIMXR_FORCE}, {"ready_ext", SIMXR_READY}, {"x", SIMXR_X},
    {"y", SIMXR_Y},         {"pose", SIMXR_POSE},
};

static int named_component(const char *name)
{
    for (size_t i = 0; i < sizeof component_names / sizeof component_names[0]; i++) {
        if (strcmp(component_names[i].name, name) == 0) {
            return (int)component_names[i].component;
        }
    }
    return 0;
}

// OpenXR 1.0, "Path to an input source": with no component the runtime takes what suits the type.
static int fitting_component(int has, XrActionType type)
{
    static const int for_bool[] = {CLICK, VALUE, FORCE, TOUCH, READY, SIMXR_X, POSE, HAPTIC, 0};
    static const int for_float[] = {VALUE, FORCE, CLICK, TOUCH, READY, SIMXR_X, POSE, HAPTIC, 0};
    static const int for_others[] = {SIMXR_XY, POSE, HAPTIC, VALUE, CLICK, TOUCH, READY, 0};
    const int *order = type == XR_ACTION_TYPE_BOOLEAN_INPUT ? for_bool
                       : type == XR_ACTION_TYPE_FLOAT_INPUT ? for_float
                                                            : for_others;
    while (*order && !(has & *order)) {
        order++;
    }
    return *order;
}

static int components_of(const struct part *parts, enum simxr_user user, const char *name)
{
    for (; parts->name; parts++) {
        if ((parts->users & 1 << user) && strcmp(parts->name, name) == 0) {
            return parts->components;
        }
    }
    return 0;
}

const char *simxr_profile_path(enum simxr_profile profile)
{
    return profiles[profile].path;
}

enum simxr_profile simxr_profile_find(const char *path, uint64_t extensions)
{
    for (int i = 0; i < SIMXR_PROFILE_COUNT; i++) {
        if (strcmp(profiles[i].path, path) == 0 && (extensions >> profiles[i].extension & 1)) {
            return (enum simxr_profile)i;
        }
    }
    return SIMXR_PROFILE_NONE;
}

bool simxr_profile_has_user(enum simxr_profile profile, enum simxr_user user)
{
    for (const struct part *part = profiles[profile].parts; part->name; part++) {
        if (part->users & 1 << user) {
            return true;
        }
    }
    return false;
}

const char *simxr_profile_user_path(enum simxr_user user)
{
    return user_paths[user];
}

enum simxr_user simxr_profile_user(const char *path, uint64_t extensions)
{
    for (int i = 0; i < SIMXR_USER_COUNT; i++) {
        if (strcmp(user_paths[i], path) == 0) {
            const bool is_there =
                i != SIMXR_USER_EYES || (extensions >> SIMXR_EXT_EYE_GAZE_INTERACTION & 1);
            return is_there ? (enum simxr_user)i : SIMXR_USER_COUNT;
        }
    }
    return SIMXR_USER_COUNT;
}

// Splits "/user/hand/left/input/trigger/value" into its user, part and component's name ("").
static bool split(const char *path, struct simxr_source *out, bool *out_is_output,
                  char component[SIMXR_PART_NAME_BYTES])
{
    size_t user_length = 0;
    int user = 0;
    for (; user < SIMXR_USER_COUNT; user++) {
        user_length = strlen(user_paths[user]);
        if (strncmp(path, user_paths[user], user_length) == 0 && path[user_length] == '/') {
            break;
        }
    }
    if (user == SIMXR_USER_COUNT) {
        return false;
    }
    out->user = (enum simxr_user)user;
    path += user_length + 1;
    *out_is_output = strncmp(path, "output/", 7) == 0;
    if (!*out_is_output && strncmp(path, "input/", 6) != 0) {
        return false;
    }
    path += *out_is_output ? 7 : 6;
    const size_t part_length = strcspn(path, "/");
    const char *rest = path + part_length;
    rest += *rest == '/';
    if (part_length >= SIMXR_PART_NAME_BYTES || strlen(rest) >= SIMXR_PART_NAME_BYTES) {
        return false;
    }
    snprintf(out->part, sizeof out->part, "%.*s", (int)part_length, path);
    snprintf(component, SIMXR_PART_NAME_BYTES, "%s", rest);
    return true;
}

bool simxr_profile_resolve(enum simxr_profile profile, const char *path, XrActionType type,
                           uint64_t extensions, struct simxr_source *out)
{
    char component[SIMXR_PART_NAME_BYTES];
    bool is_output;
    if (!split(path, out, &is_output, component)) {
        return false;
    }
    int has = components_of(profiles[profile].parts, out->user, out->part);
    if ((extensions >> SIMXR_EXT_HAND_INTERACTION & 1) &&
        simxr_profile_has_user(profile, out->user)) {
        has |= components_of(hand_poses, out->user, out->part);
    }
    has &= is_output ? HAPTIC : ~HAPTIC;
    const int wanted = component[0] ? named_component(component) : fitting_component(has, type);
    out->component = (enum simxr_component)(wanted & has);
    return (wanted & has) != 0;
}

void simxr_profile_source_path(const struct simxr_source *source, char out[XR_MAX_PATH_LENGTH])
{
    const char *component = NULL;
    for (size_t i = 0; i < sizeof component_names / sizeof component_names[0]; i++) {
        if (component_names[i].component == source->component) {
            component = component_names[i].name;
        }
    }
    snprintf(out, XR_MAX_PATH_LENGTH, "%s/%s/%s%s%s", user_paths[source->user],
             source->component == SIMXR_HAPTIC ? "output" : "input", source->part,
             component ? "/" : "", component ? component : "");
}

bool simxr_profile_is_same_part(const struct simxr_source *a, const struct simxr_source *b)
{
    return a->user == b->user && strcmp(a->part, b->part) == 0;
}

bool simxr_profile_describe(const char *path, const enum simxr_profile *of_users,
                            XrInputSourceLocalizedNameFlags which, char *out, size_t size)
{
    struct simxr_source source;
    char component[SIMXR_PART_NAME_BYTES];
    bool is_output;
    if (!split(path, &source, &is_output, component)) {
        return false;
    }
    const char *user =
        which & XR_INPUT_SOURCE_LOCALIZED_NAME_USER_PATH_BIT ? user_names[source.user] : "";
    const enum simxr_profile profile = of_users[source.user];
    const bool has_profile = (which & XR_INPUT_SOURCE_LOCALIZED_NAME_INTERACTION_PROFILE_BIT) &&
                             profile != SIMXR_PROFILE_NONE;
    const char *device = has_profile ? profiles[profile].name : "";
    const char *part = which & XR_INPUT_SOURCE_LOCALIZED_NAME_COMPONENT_BIT ? source.part : "";
    const int length = snprintf(out, size, "%s%s%s%s%s", user, *user && *device ? " " : "", device,
                                (*user || *device) && *part ? " " : "", part);
    return length >= 0 && (size_t)length < size;
}
