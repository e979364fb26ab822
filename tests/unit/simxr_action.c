#include "simxr_api.h"

#include <math.h>

static struct api api;

static int open_session(void **state)
{
    (void)state;
    api_open_session(&api);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    api_close(&api);
    return 0;
}

static XrActionSetCreateInfo set_info(const char *name, uint32_t priority)
{
    XrActionSetCreateInfo info = {.type = XR_TYPE_ACTION_SET_CREATE_INFO, .priority = priority};
    snprintf(info.actionSetName, sizeof info.actionSetName, "%s", name);
    snprintf(info.localizedActionSetName, sizeof info.localizedActionSetName, "The %s", name);
    return info;
}

static XrActionSet make_set(const char *name, uint32_t priority)
{
    const XrActionSetCreateInfo info = set_info(name, priority);
    XrActionSet set = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateActionSet(api.instance, &info, &set), XR_SUCCESS);
    return set;
}

static XrActionCreateInfo action_info(const char *name, XrActionType type)
{
    XrActionCreateInfo info = {.type = XR_TYPE_ACTION_CREATE_INFO, .actionType = type};
    snprintf(info.actionName, sizeof info.actionName, "%s", name);
    snprintf(info.localizedActionName, sizeof info.localizedActionName, "The %s", name);
    return info;
}

// For both hands.
static XrAction make_action(XrActionSet set, const char *name, XrActionType type)
{
    const XrPath hands[] = {api_path(&api, "/user/hand/left"), api_path(&api, "/user/hand/right")};
    XrActionCreateInfo info = action_info(name, type);
    info.countSubactionPaths = 2;
    info.subactionPaths = hands;
    XrAction action = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateAction(set, &info, &action), XR_SUCCESS);
    return action;
}

static XrResult suggest(const char *profile, const XrActionSuggestedBinding *items, uint32_t count)
{
    const XrInteractionProfileSuggestedBinding info = {
        .type = XR_TYPE_INTERACTION_PROFILE_SUGGESTED_BINDING,
        .interactionProfile = api_path(&api, profile),
        .countSuggestedBindings = count,
        .suggestedBindings = items,
    };
    return call.xrSuggestInteractionProfileBindings(api.instance, &info);
}

static XrResult suggest_one(const char *profile, XrAction action, const char *path)
{
    const XrActionSuggestedBinding item = {action, api_path(&api, path)};
    return suggest(profile, &item, 1);
}

static XrResult attach(const XrActionSet *sets, uint32_t count)
{
    const XrSessionActionSetsAttachInfo info = {
        .type = XR_TYPE_SESSION_ACTION_SETS_ATTACH_INFO,
        .countActionSets = count,
        .actionSets = sets,
    };
    return call.xrAttachSessionActionSets(api.session, &info);
}

static XrResult sync_sets(const XrActiveActionSet *sets, uint32_t count)
{
    const XrActionsSyncInfo info = {
        .type = XR_TYPE_ACTIONS_SYNC_INFO,
        .countActiveActionSets = count,
        .activeActionSets = sets,
    };
    return call.xrSyncActions(api.session, &info);
}

static XrActionStateBoolean get_bool(XrAction action, const char *user)
{
    const XrActionStateGetInfo info = {
        .type = XR_TYPE_ACTION_STATE_GET_INFO,
        .action = action,
        .subactionPath = user ? api_path(&api, user) : XR_NULL_PATH,
    };
    XrActionStateBoolean state = {.type = XR_TYPE_ACTION_STATE_BOOLEAN};
    assert_int_equal(call.xrGetActionStateBoolean(api.session, &info, &state), XR_SUCCESS);
    return state;
}

#define SIMPLE "/interaction_profiles/khr/simple_controller"
#define TOUCH  "/interaction_profiles/oculus/touch_controller"
#define LEFT   "/user/hand/left"
#define RIGHT  "/user/hand/right"

static void names_follow_the_rules(void **state)
{
    (void)state;
    XrActionSet set = make_set("first", 0), other = XR_NULL_HANDLE;
    XrActionSetCreateInfo info = set_info("first", 0);
    assert_int_equal(call.xrCreateActionSet(api.instance, &info, &other), XR_ERROR_NAME_DUPLICATED);
    info = set_info("second", 0);
    snprintf(info.localizedActionSetName, sizeof info.localizedActionSetName, "The first");
    assert_int_equal(call.xrCreateActionSet(api.instance, &info, &other),
                     XR_ERROR_LOCALIZED_NAME_DUPLICATED);
    info = set_info("", 0);
    assert_int_equal(call.xrCreateActionSet(api.instance, &info, &other), XR_ERROR_NAME_INVALID);
    info = set_info("NOT A PATH", 0);
    assert_int_equal(call.xrCreateActionSet(api.instance, &info, &other),
                     XR_ERROR_PATH_FORMAT_INVALID);
    info = set_info("third", 0);
    info.localizedActionSetName[0] = '\0';
    assert_int_equal(call.xrCreateActionSet(api.instance, &info, &other),
                     XR_ERROR_LOCALIZED_NAME_INVALID);
    memset(info.actionSetName, 'a', sizeof info.actionSetName);
    assert_int_equal(call.xrCreateActionSet(api.instance, &info, &other), XR_ERROR_NAME_INVALID);
    assert_int_equal(call.xrDestroyActionSet(set), XR_SUCCESS);
    assert_int_equal(call.xrDestroyActionSet(set), XR_ERROR_HANDLE_INVALID);
    set = make_set("first", 0); // the name is free again

    const XrPath twice[] = {api_path(&api, LEFT), api_path(&api, LEFT)};
    const XrPath nobody = api_path(&api, "/user/nobody");
    const XrPath treadmill = api_path(&api, "/user/treadmill");
    const XrPath unknown = 0x123456;
    XrAction action = XR_NULL_HANDLE;
    XrActionCreateInfo make = action_info("press", XR_ACTION_TYPE_BOOLEAN_INPUT);
    make.countSubactionPaths = 2;
    make.subactionPaths = twice;
    assert_int_equal(call.xrCreateAction(set, &make, &action), XR_ERROR_PATH_UNSUPPORTED);
    make.countSubactionPaths = 1;
    make.subactionPaths = &nobody;
    assert_int_equal(call.xrCreateAction(set, &make, &action), XR_ERROR_PATH_UNSUPPORTED);
    make.subactionPaths = &treadmill; // reserved
    assert_int_equal(call.xrCreateAction(set, &make, &action), XR_ERROR_PATH_UNSUPPORTED);
    make.subactionPaths = &unknown;
    assert_int_equal(call.xrCreateAction(set, &make, &action), XR_ERROR_PATH_INVALID);
    make.subactionPaths = NULL;
    assert_int_equal(call.xrCreateAction(set, &make, &action), XR_ERROR_VALIDATION_FAILURE);
    make = action_info("press", XR_ACTION_TYPE_MAX_ENUM);
    assert_int_equal(call.xrCreateAction(set, &make, &action), XR_ERROR_VALIDATION_FAILURE);
    make = action_info("press", XR_ACTION_TYPE_BOOLEAN_INPUT);
    assert_int_equal(call.xrCreateAction(XR_NULL_HANDLE, &make, &action), XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrCreateAction(set, &make, &action), XR_SUCCESS);
    XrAction second;
    assert_int_equal(call.xrCreateAction(set, &make, &second), XR_ERROR_NAME_DUPLICATED);
    assert_int_equal(call.xrDestroyActionSet(set), XR_SUCCESS);
    assert_int_equal(call.xrDestroyAction(action), XR_ERROR_HANDLE_INVALID);
}

static void destroyed_actions_leave_nothing_behind(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction other = make_action(set, "other", XR_ACTION_TYPE_BOOLEAN_INPUT);
    // Suggested, it is kept until another suggestion takes its place.
    XrAction kept = make_action(set, "kept", XR_ACTION_TYPE_BOOLEAN_INPUT);
    assert_int_equal(suggest_one(SIMPLE, kept, LEFT "/input/select/click"), XR_SUCCESS);
    const long blocks = mem_live();
    for (int i = 0; i < 10; i++) {
        assert_int_equal(
            call.xrDestroyAction(make_action(set, "press", XR_ACTION_TYPE_BOOLEAN_INPUT)),
            XR_SUCCESS);
    }
    assert_int_equal(mem_live(), blocks);
    assert_int_equal(call.xrDestroyAction(kept), XR_SUCCESS);
    assert_int_equal(suggest_one(SIMPLE, other, LEFT "/input/select/click"), XR_SUCCESS);
    assert_int_equal(mem_live(), blocks - 2); // its handle's and its own
    // A destroyed set lives on in its action's suggestion.
    assert_int_equal(call.xrDestroyActionSet(set), XR_SUCCESS);
}

static void every_profile_takes_its_own_paths_alone(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction press = make_action(set, "press", XR_ACTION_TYPE_BOOLEAN_INPUT);
    const struct {
        const char *profile, *path;
        XrResult result;
    } cases[] = {
        {SIMPLE, LEFT "/input/select/click", XR_SUCCESS},
        {SIMPLE, LEFT "/input/select", XR_SUCCESS},
        {SIMPLE, RIGHT "/input/grip/pose", XR_SUCCESS},
        {SIMPLE, RIGHT "/output/haptic", XR_SUCCESS},
        {SIMPLE, RIGHT "/input/haptic", XR_ERROR_PATH_UNSUPPORTED},
        {SIMPLE, RIGHT "/input/trigger/value", XR_ERROR_PATH_UNSUPPORTED},
        {SIMPLE, RIGHT "/input/select/click/more", XR_ERROR_PATH_UNSUPPORTED},
        {SIMPLE, RIGHT "/input", XR_ERROR_PATH_UNSUPPORTED},
        {SIMPLE, RIGHT, XR_ERROR_PATH_UNSUPPORTED},
        {SIMPLE, "/user/nobody/input/select/click", XR_ERROR_PATH_UNSUPPORTED},
        {TOUCH, LEFT "/input/x/click", XR_SUCCESS},
        {TOUCH, RIGHT "/input/x/click", XR_ERROR_PATH_UNSUPPORTED},
        {TOUCH, RIGHT "/input/a/touch", XR_SUCCESS},
        {TOUCH, RIGHT "/input/system/click", XR_SUCCESS},
        {TOUCH, LEFT "/input/thumbstick/y", XR_SUCCESS},
        {TOUCH, LEFT "/input/pinch_ext/pose", XR_SUCCESS},
        {"/interaction_profiles/valve/index_controller", LEFT "/input/trackpad/force", XR_SUCCESS},
        {"/interaction_profiles/valve/index_controller", LEFT "/input/trackpad/click",
         XR_ERROR_PATH_UNSUPPORTED},
        {"/interaction_profiles/htc/vive_controller", LEFT "/input/squeeze/click", XR_SUCCESS},
        {"/interaction_profiles/htc/vive_pro", "/user/head/input/mute_mic/click", XR_SUCCESS},
        {"/interaction_profiles/microsoft/motion_controller", LEFT "/input/trackpad/x", XR_SUCCESS},
        {"/interaction_profiles/google/daydream_controller", LEFT "/input/select/click",
         XR_SUCCESS},
        {"/interaction_profiles/google/daydream_controller", LEFT "/output/haptic",
         XR_ERROR_PATH_UNSUPPORTED},
        {"/interaction_profiles/oculus/go_controller", LEFT "/input/back/click", XR_SUCCESS},
        {"/interaction_profiles/microsoft/xbox_controller", "/user/gamepad/input/thumbstick_left/x",
         XR_SUCCESS},
        {"/interaction_profiles/microsoft/xbox_controller", "/user/gamepad/output/haptic_left",
         XR_SUCCESS},
        {"/interaction_profiles/ext/eye_gaze_interaction", "/user/eyes_ext/input/gaze_ext/pose",
         XR_SUCCESS},
        {"/interaction_profiles/ext/hand_interaction_ext", LEFT "/input/aim_activate_ext/value",
         XR_SUCCESS},
        {"/interaction_profiles/khr/another_controller", LEFT "/input/select/click",
         XR_ERROR_PATH_UNSUPPORTED},
        {"/interaction_profiles", LEFT "/input/select/click", XR_ERROR_PATH_UNSUPPORTED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(suggest_one(cases[i].profile, press, cases[i].path), cases[i].result);
    }
    const XrActionSuggestedBinding item = {press, api_path(&api, LEFT "/input/select/click")};
    const XrActionSuggestedBinding stale = {(XrAction)(uintptr_t)0x1234, item.binding};
    const XrActionSuggestedBinding lost = {press, 0x123456};
    assert_int_equal(suggest(SIMPLE, &item, 0), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(suggest(SIMPLE, NULL, 1), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(suggest(SIMPLE, &stale, 1), XR_ERROR_HANDLE_INVALID);
    assert_int_equal(suggest(SIMPLE, &lost, 1), XR_ERROR_PATH_INVALID);
}

static void attaching_makes_sets_immutable(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction press = make_action(set, "press", XR_ACTION_TYPE_BOOLEAN_INPUT);
    const XrActiveActionSet active = {set, XR_NULL_PATH};
    const XrActionStateGetInfo get = {.type = XR_TYPE_ACTION_STATE_GET_INFO, .action = press};
    XrActionStateBoolean pressed = {.type = XR_TYPE_ACTION_STATE_BOOLEAN};
    XrInteractionProfileState profile = {.type = XR_TYPE_INTERACTION_PROFILE_STATE};
    const XrPath left = api_path(&api, LEFT);
    assert_int_equal(sync_sets(&active, 1), XR_ERROR_ACTIONSET_NOT_ATTACHED);
    assert_int_equal(sync_sets(NULL, 0), XR_SESSION_NOT_FOCUSED); // no set is no stranger
    assert_int_equal(call.xrGetActionStateBoolean(api.session, &get, &pressed),
                     XR_ERROR_ACTIONSET_NOT_ATTACHED);
    assert_int_equal(call.xrGetCurrentInteractionProfile(api.session, left, &profile),
                     XR_ERROR_ACTIONSET_NOT_ATTACHED);
    assert_int_equal(attach(&set, 0), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(attach(NULL, 1), XR_ERROR_VALIDATION_FAILURE);
    const XrActionSet stale = (XrActionSet)(uintptr_t)0x1234;
    assert_int_equal(attach(&stale, 1), XR_ERROR_HANDLE_INVALID);

    assert_int_equal(suggest_one(SIMPLE, press, LEFT "/input/select/click"), XR_SUCCESS);
    assert_int_equal(attach(&set, 1), XR_SUCCESS);
    assert_int_equal(attach(&set, 1), XR_ERROR_ACTIONSETS_ALREADY_ATTACHED);
    assert_int_equal(suggest_one(SIMPLE, press, LEFT "/input/select/click"),
                     XR_ERROR_ACTIONSETS_ALREADY_ATTACHED);
    const XrActionCreateInfo more = action_info("more", XR_ACTION_TYPE_BOOLEAN_INPUT);
    XrAction action;
    assert_int_equal(call.xrCreateAction(set, &more, &action),
                     XR_ERROR_ACTIONSETS_ALREADY_ATTACHED);
    XrActionSet late = make_set("late", 0);
    const XrActiveActionSet unattached = {late, XR_NULL_PATH};
    assert_int_equal(sync_sets(&unattached, 1), XR_ERROR_ACTIONSET_NOT_ATTACHED);
    assert_int_equal(sync_sets(&active, 1), XR_SESSION_NOT_FOCUSED);
    assert_false(get_bool(press, NULL).isActive);
    assert_int_equal(call.xrGetCurrentInteractionProfile(api.session, left, &profile), XR_SUCCESS);
    assert_true(profile.interactionProfile == XR_NULL_PATH);
}

static void states_are_asked_for_by_the_rules(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction press = make_action(set, "press", XR_ACTION_TYPE_BOOLEAN_INPUT);
    XrAction place = make_action(set, "place", XR_ACTION_TYPE_POSE_INPUT);
    assert_int_equal(attach(&set, 1), XR_SUCCESS);
    XrActionStateGetInfo get = {.type = XR_TYPE_ACTION_STATE_GET_INFO, .action = press};
    XrActionStateBoolean pressed = {.type = XR_TYPE_ACTION_STATE_BOOLEAN};
    XrActionStateFloat pulled = {.type = XR_TYPE_ACTION_STATE_FLOAT};
    XrActionStateVector2f pushed = {.type = XR_TYPE_ACTION_STATE_VECTOR2F};
    XrActionStatePose placed = {.type = XR_TYPE_ACTION_STATE_POSE};
    assert_int_equal(call.xrGetActionStateFloat(api.session, &get, &pulled),
                     XR_ERROR_ACTION_TYPE_MISMATCH);
    assert_int_equal(call.xrGetActionStateVector2f(api.session, &get, &pushed),
                     XR_ERROR_ACTION_TYPE_MISMATCH);
    assert_int_equal(call.xrGetActionStatePose(api.session, &get, &placed),
                     XR_ERROR_ACTION_TYPE_MISMATCH);
    get.subactionPath = api_path(&api, "/user/head");
    assert_int_equal(call.xrGetActionStateBoolean(api.session, &get, &pressed),
                     XR_ERROR_PATH_UNSUPPORTED);
    get.subactionPath = 0x123456;
    assert_int_equal(call.xrGetActionStateBoolean(api.session, &get, &pressed),
                     XR_ERROR_PATH_INVALID);
    get.subactionPath = XR_NULL_PATH;
    pressed.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrGetActionStateBoolean(api.session, &get, &pressed),
                     XR_ERROR_VALIDATION_FAILURE);
    get.action = XR_NULL_HANDLE;
    assert_int_equal(call.xrGetActionStateFloat(api.session, &get, &pulled),
                     XR_ERROR_HANDLE_INVALID);

    XrHapticActionInfo haptic = {.type = XR_TYPE_HAPTIC_ACTION_INFO, .action = press};
    const XrHapticVibration buzz = {
        .type = XR_TYPE_HAPTIC_VIBRATION, .duration = XR_MIN_HAPTIC_DURATION, .amplitude = 1};
    assert_int_equal(call.xrApplyHapticFeedback(api.session, &haptic, (const void *)&buzz),
                     XR_ERROR_ACTION_TYPE_MISMATCH);
    assert_int_equal(call.xrStopHapticFeedback(api.session, &haptic),
                     XR_ERROR_ACTION_TYPE_MISMATCH);

    XrActionSpaceCreateInfo space_info = {
        .type = XR_TYPE_ACTION_SPACE_CREATE_INFO,
        .action = press,
        .poseInActionSpace = {{0, 0, 0, 1}, {0, 0, 0}},
    };
    XrSpace space;
    assert_int_equal(call.xrCreateActionSpace(api.session, &space_info, &space),
                     XR_ERROR_ACTION_TYPE_MISMATCH);
    space_info.action = place;
    space_info.subactionPath = api_path(&api, "/user/head");
    assert_int_equal(call.xrCreateActionSpace(api.session, &space_info, &space),
                     XR_ERROR_PATH_UNSUPPORTED);
    space_info.subactionPath = api_path(&api, LEFT);
    space_info.poseInActionSpace.orientation.w = 0;
    assert_int_equal(call.xrCreateActionSpace(api.session, &space_info, &space),
                     XR_ERROR_POSE_INVALID);
    space_info.poseInActionSpace.orientation.w = 1;
    assert_int_equal(call.xrCreateActionSpace(api.session, &space_info, &space), XR_SUCCESS);
}

static void press_select(bool is_pressed)
{
    const XrSimulatedBodyRESPITEX body = {.type = XR_TYPE_SIMULATED_BODY_RESPITEX,
                                          .isSelectPressed = is_pressed};
    assert_int_equal(call.xrSetSimulatedBodyRESPITEX(api.session, &body), XR_SUCCESS);
    api_frame(&api);
}

static void a_press_is_heard_once_and_kept_until_the_next_sync(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction press = make_action(set, "press", XR_ACTION_TYPE_BOOLEAN_INPUT);
    XrAction buzz = make_action(set, "buzz", XR_ACTION_TYPE_VIBRATION_OUTPUT);
    const XrActionSuggestedBinding items[] = {
        {press, api_path(&api, RIGHT "/input/trigger/value")},
        {buzz, api_path(&api, RIGHT "/output/haptic")},
    };
    assert_int_equal(suggest(TOUCH, items, 2), XR_SUCCESS);
    assert_int_equal(attach(&set, 1), XR_SUCCESS);
    api_focus(&api);
    const XrActiveActionSet active = {set, XR_NULL_PATH};
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    XrEventDataBuffer event;
    assert_true(api_next_event(&api, XR_TYPE_EVENT_DATA_INTERACTION_PROFILE_CHANGED, &event));
    XrInteractionProfileState profile = {.type = XR_TYPE_INTERACTION_PROFILE_STATE};
    assert_int_equal(
        call.xrGetCurrentInteractionProfile(api.session, api_path(&api, RIGHT), &profile),
        XR_SUCCESS);
    assert_true(profile.interactionProfile == api_path(&api, TOUCH));

    XrActionStateBoolean now = get_bool(press, NULL);
    assert_true(now.isActive && !now.currentState && !now.changedSinceLastSync);
    assert_false(get_bool(press, LEFT).isActive); // not bound
    press_select(true);
    assert_false(get_bool(press, RIGHT).currentState); // until the next sync
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    now = get_bool(press, RIGHT);
    assert_true(now.isActive && now.currentState && now.changedSinceLastSync);
    const XrTime pressed_at = now.lastChangeTime;
    assert_true(pressed_at > 0);
    api_frame(&api);
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    now = get_bool(press, NULL);
    assert_true(now.currentState && !now.changedSinceLastSync);
    assert_true(now.lastChangeTime == pressed_at);
    press_select(false);
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    now = get_bool(press, NULL);
    assert_true(!now.currentState && now.changedSinceLastSync && now.lastChangeTime > pressed_at);

    // A sync without the set silences it.
    assert_int_equal(sync_sets(NULL, 0), XR_SUCCESS);
    now = get_bool(press, NULL);
    assert_true(!now.isActive && !now.currentState && now.lastChangeTime == 0);

    const XrHapticActionInfo haptic = {.type = XR_TYPE_HAPTIC_ACTION_INFO, .action = buzz};
    XrHapticVibration vibration = {
        .type = XR_TYPE_HAPTIC_VIBRATION, .duration = XR_MIN_HAPTIC_DURATION, .amplitude = 1};
    assert_int_equal(call.xrApplyHapticFeedback(api.session, &haptic, (const void *)&vibration),
                     XR_SUCCESS);
    assert_int_equal(call.xrStopHapticFeedback(api.session, &haptic), XR_SUCCESS);
    vibration.duration = XR_NO_DURATION; // as short as can be
    assert_int_equal(call.xrApplyHapticFeedback(api.session, &haptic, (const void *)&vibration),
                     XR_SUCCESS);
    vibration.duration = -2;
    assert_int_equal(call.xrApplyHapticFeedback(api.session, &haptic, (const void *)&vibration),
                     XR_ERROR_VALIDATION_FAILURE);
    vibration.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrApplyHapticFeedback(api.session, &haptic, (const void *)&vibration),
                     XR_ERROR_VALIDATION_FAILURE);
}

static void only_what_a_device_can_tell_is_automated(void **state)
{
    (void)state;
    const XrPath right = api_path(&api, RIGHT);
    const XrPath pull = api_path(&api, RIGHT "/input/trigger/value");
    const XrPath stick = api_path(&api, RIGHT "/input/thumbstick");
    assert_int_equal(call.xrSetInputDeviceStateFloatEXT(api.session, right, pull, 1),
                     XR_ERROR_PATH_UNSUPPORTED); // no device yet
    assert_int_equal(call.xrSetInputDeviceActiveEXT(api.session, api_path(&api, TOUCH), right, 1),
                     XR_SUCCESS);
    static const struct {
        float value;
        XrResult result;
    } cases[] = {
        {1.0f, XR_SUCCESS},
        {-1.0f, XR_SUCCESS},
        {1.01f, XR_ERROR_VALIDATION_FAILURE},
        {-1.01f, XR_ERROR_VALIDATION_FAILURE},
        {NAN, XR_ERROR_VALIDATION_FAILURE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const float value = cases[i].value;
        assert_int_equal(call.xrSetInputDeviceStateFloatEXT(api.session, right, pull, value),
                         cases[i].result);
        assert_int_equal(call.xrSetInputDeviceStateVector2fEXT(api.session, right, stick,
                                                               (XrVector2f){value, 0}),
                         cases[i].result);
        assert_int_equal(call.xrSetInputDeviceStateVector2fEXT(api.session, right, stick,
                                                               (XrVector2f){0, value}),
                         cases[i].result);
    }
}

static void the_higher_set_covers_the_lower(void **state)
{
    (void)state;
    XrActionSet high = make_set("high", 3), low = make_set("low", 2);
    XrAction above = make_action(high, "above", XR_ACTION_TYPE_BOOLEAN_INPUT);
    XrAction below = make_action(low, "below", XR_ACTION_TYPE_BOOLEAN_INPUT);
    XrAction both = make_action(low, "both", XR_ACTION_TYPE_BOOLEAN_INPUT);
    const XrActionSuggestedBinding items[] = {
        {above, api_path(&api, LEFT "/input/select/click")},
        {above, api_path(&api, RIGHT "/input/select/click")},
        {below, api_path(&api, LEFT "/input/select/click")},
        {below, api_path(&api, RIGHT "/input/select/click")},
        {both, api_path(&api, LEFT "/input/select/click")},
        {both, api_path(&api, LEFT "/input/menu/click")},
    };
    assert_int_equal(suggest(SIMPLE, items, COUNT(items)), XR_SUCCESS);
    const XrActionSet sets[] = {high, low};
    assert_int_equal(attach(sets, 2), XR_SUCCESS);
    api_focus(&api);
    const XrPath left = api_path(&api, LEFT), right = api_path(&api, RIGHT);
    const XrActiveActionSet all[] = {{low, XR_NULL_PATH}, {high, XR_NULL_PATH}};
    assert_int_equal(sync_sets(all, 2), XR_SUCCESS);
    assert_true(get_bool(above, NULL).isActive);
    assert_false(get_bool(below, NULL).isActive);
    assert_true(get_bool(both, LEFT).isActive); // menu is free
    const XrActiveActionSet split[] = {{high, right}, {low, left}, {low, right}};
    assert_int_equal(sync_sets(split, 3), XR_SUCCESS);
    assert_true(get_bool(above, RIGHT).isActive);
    assert_false(get_bool(above, LEFT).isActive);
    assert_true(get_bool(below, LEFT).isActive);
    assert_false(get_bool(below, RIGHT).isActive);
    const XrActiveActionSet only[] = {{low, XR_NULL_PATH}};
    assert_int_equal(sync_sets(only, 1), XR_SUCCESS);
    assert_true(get_bool(below, RIGHT).isActive);
    const XrActiveActionSet undeclared[] = {{low, api_path(&api, "/user/head")}};
    assert_int_equal(sync_sets(undeclared, 1), XR_ERROR_PATH_UNSUPPORTED);
    const XrActiveActionSet unknown[] = {{low, 0x123456}};
    assert_int_equal(sync_sets(unknown, 1), XR_ERROR_PATH_INVALID);
}

static void sources_have_paths_and_names(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction press = make_action(set, "press", XR_ACTION_TYPE_BOOLEAN_INPUT);
    const XrActionSuggestedBinding items[] = {
        {press, api_path(&api, LEFT "/input/select/click")},
        {press, api_path(&api, RIGHT "/input/select/click")},
    };
    assert_int_equal(suggest(SIMPLE, items, 2), XR_SUCCESS);
    XrBoundSourcesForActionEnumerateInfo info = {
        .type = XR_TYPE_BOUND_SOURCES_FOR_ACTION_ENUMERATE_INFO,
        .action = press,
    };
    XrInputSourceLocalizedNameGetInfo name = {
        .type = XR_TYPE_INPUT_SOURCE_LOCALIZED_NAME_GET_INFO,
        .sourcePath = items[0].binding,
        .whichComponents = XR_INPUT_SOURCE_LOCALIZED_NAME_USER_PATH_BIT |
                           XR_INPUT_SOURCE_LOCALIZED_NAME_COMPONENT_BIT,
    };
    uint32_t count = 0;
    char text[128];
    XrPath sources[4];
    assert_int_equal(call.xrEnumerateBoundSourcesForAction(api.session, &info, 0, &count, NULL),
                     XR_ERROR_ACTIONSET_NOT_ATTACHED);
    assert_int_equal(call.xrGetInputSourceLocalizedName(api.session, &name, 0, &count, NULL),
                     XR_ERROR_ACTIONSET_NOT_ATTACHED);
    assert_int_equal(attach(&set, 1), XR_SUCCESS);
    api_focus(&api);
    const XrActiveActionSet active = {set, XR_NULL_PATH};
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    assert_int_equal(call.xrEnumerateBoundSourcesForAction(api.session, &info, 1, &count, sources),
                     XR_ERROR_SIZE_INSUFFICIENT);
    assert_int_equal(count, 2);
    assert_int_equal(call.xrEnumerateBoundSourcesForAction(api.session, &info, 4, &count, sources),
                     XR_SUCCESS);
    assert_true(sources[0] == items[0].binding && sources[1] == items[1].binding);
    assert_int_equal(call.xrGetInputSourceLocalizedName(api.session, &name, 128, &count, text),
                     XR_SUCCESS);
    assert_string_equal(text, "Left hand select");
    assert_int_equal(call.xrGetInputSourceLocalizedName(api.session, &name, 3, &count, text),
                     XR_ERROR_SIZE_INSUFFICIENT);
    name.whichComponents = 0;
    assert_int_equal(call.xrGetInputSourceLocalizedName(api.session, &name, 128, &count, text),
                     XR_ERROR_VALIDATION_FAILURE);
    name.whichComponents = XR_INPUT_SOURCE_LOCALIZED_NAME_INTERACTION_PROFILE_BIT;
    assert_int_equal(call.xrGetInputSourceLocalizedName(api.session, &name, 128, &count, text),
                     XR_SUCCESS);
    assert_string_equal(text, "Simple controller");
    const char *const no_sources[] = {LEFT, LEFT "/input/nothing", LEFT "/input/haptic",
                                      "/interaction_profiles/khr/simple_controller"};
    for (size_t i = 0; i < COUNT(no_sources); i++) {
        name.sourcePath = api_path(&api, no_sources[i]);
        assert_int_equal(call.xrGetInputSourceLocalizedName(api.session, &name, 128, &count, text),
                         XR_ERROR_PATH_UNSUPPORTED);
    }
    name.sourcePath = XR_NULL_PATH;
    assert_int_equal(call.xrGetInputSourceLocalizedName(api.session, &name, 128, &count, text),
                     XR_ERROR_PATH_INVALID);
}

static void an_action_space_follows_the_hand_while_its_set_is_active(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction grip = make_action(set, "grip", XR_ACTION_TYPE_POSE_INPUT);
    assert_int_equal(suggest_one(SIMPLE, grip, LEFT "/input/grip/pose"), XR_SUCCESS);
    assert_int_equal(attach(&set, 1), XR_SUCCESS);
    const XrActionSpaceCreateInfo info = {
        .type = XR_TYPE_ACTION_SPACE_CREATE_INFO,
        .action = grip,
        .poseInActionSpace = {{0, 0, 0, 1}, {0, 0, 0}},
    };
    const XrReferenceSpaceCreateInfo local_info = {
        .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
        .referenceSpaceType = XR_REFERENCE_SPACE_TYPE_LOCAL,
        .poseInReferenceSpace = {{0, 0, 0, 1}, {0, 0, 0}},
    };
    XrSpace space, local;
    assert_int_equal(call.xrCreateActionSpace(api.session, &info, &space), XR_SUCCESS);
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &local_info, &local), XR_SUCCESS);
    api_focus(&api);
    const XrTime display = api_frame(&api);
    XrSpaceVelocity velocity = {.type = XR_TYPE_SPACE_VELOCITY};
    XrSpaceLocation location = {.type = XR_TYPE_SPACE_LOCATION, .next = &velocity};
    assert_int_equal(call.xrLocateSpace(space, local, display, &location), XR_SUCCESS);
    assert_int_equal(location.locationFlags, 0);
    const XrActiveActionSet active = {set, XR_NULL_PATH};
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    assert_int_equal(call.xrLocateSpace(space, local, display, &location), XR_SUCCESS);
    assert_int_equal(location.locationFlags, 15);
    assert_int_equal(velocity.velocityFlags, 3);
    assert_true(location.pose.position.x < 0); // left
    // What is behind a handle outlives it.
    assert_int_equal(call.xrDestroyActionSet(set), XR_SUCCESS);
    assert_int_equal(call.xrLocateSpace(space, local, display, &location), XR_SUCCESS);
    assert_int_equal(location.locationFlags, 15);
    assert_int_equal(sync_sets(&active, 1), XR_ERROR_HANDLE_INVALID);
}

static XrVector2f get_vector(XrAction action)
{
    const XrActionStateGetInfo info = {.type = XR_TYPE_ACTION_STATE_GET_INFO, .action = action};
    XrActionStateVector2f state = {.type = XR_TYPE_ACTION_STATE_VECTOR2F};
    assert_int_equal(call.xrGetActionStateVector2f(api.session, &info, &state), XR_SUCCESS);
    assert_true(state.isActive);
    return state.currentState;
}

static float get_float(XrAction action)
{
    const XrActionStateGetInfo info = {.type = XR_TYPE_ACTION_STATE_GET_INFO, .action = action};
    XrActionStateFloat state = {.type = XR_TYPE_ACTION_STATE_FLOAT};
    assert_int_equal(call.xrGetActionStateFloat(api.session, &info, &state), XR_SUCCESS);
    return state.currentState;
}

static void a_test_suite_plays_the_controllers(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction press = make_action(set, "press", XR_ACTION_TYPE_BOOLEAN_INPUT);
    XrAction pull = make_action(set, "pull", XR_ACTION_TYPE_FLOAT_INPUT);
    XrAction push = make_action(set, "push", XR_ACTION_TYPE_VECTOR2F_INPUT);
    XrAction rise = make_action(set, "rise", XR_ACTION_TYPE_FLOAT_INPUT);
    const XrPath trigger = api_path(&api, LEFT "/input/trigger/value");
    const XrPath stick = api_path(&api, LEFT "/input/thumbstick");
    const XrActionSuggestedBinding items[] = {
        {press, trigger},
        {pull, trigger},
        {push, stick},
        {rise, api_path(&api, LEFT "/input/thumbstick/y")},
    };
    assert_int_equal(suggest(TOUCH, items, COUNT(items)), XR_SUCCESS);
    assert_int_equal(attach(&set, 1), XR_SUCCESS);
    api_focus(&api);
    const XrPath left = api_path(&api, LEFT), touch = api_path(&api, TOUCH);
    const XrActiveActionSet active = {set, XR_NULL_PATH};
    assert_int_equal(call.xrSetInputDeviceStateFloatEXT(api.session, left, trigger, 0.7f),
                     XR_ERROR_PATH_UNSUPPORTED); // no device yet
    assert_int_equal(call.xrSetInputDeviceActiveEXT(api.session, stick, left, XR_TRUE),
                     XR_ERROR_PATH_UNSUPPORTED);
    assert_int_equal(call.xrSetInputDeviceActiveEXT(api.session, touch, left, XR_TRUE), XR_SUCCESS);
    assert_int_equal(call.xrSetInputDeviceStateFloatEXT(api.session, left, trigger, 0.7f),
                     XR_SUCCESS);
    assert_int_equal(
        call.xrSetInputDeviceStateVector2fEXT(api.session, left, stick, (XrVector2f){-0.5f, 0.25f}),
        XR_SUCCESS);
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    assert_true(get_bool(press, LEFT).currentState);
    assert_float_equal(get_float(pull), 0.7f, 0);
    assert_float_equal(get_vector(push).x, -0.5f, 0);
    assert_float_equal(get_vector(push).y, 0.25f, 0);
    assert_float_equal(get_float(rise), 0.25f, 0);
    assert_int_equal(call.xrSetInputDeviceStateBoolEXT(api.session, left, trigger, XR_FALSE),
                     XR_SUCCESS);
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    assert_false(get_bool(press, LEFT).currentState);
    assert_int_equal(call.xrSetInputDeviceActiveEXT(api.session, touch, left, XR_FALSE),
                     XR_SUCCESS);
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    assert_false(get_bool(press, LEFT).isActive);
}

static void set_device(const char *user, bool is_active)
{
    assert_int_equal(call.xrSetInputDeviceActiveEXT(api.session, api_path(&api, SIMPLE),
                                                    api_path(&api, user), is_active),
                     XR_SUCCESS);
}

static void what_comes_with_its_device_has_not_changed(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction press = make_action(set, "press", XR_ACTION_TYPE_BOOLEAN_INPUT);
    const XrPath select = api_path(&api, LEFT "/input/select/click");
    assert_int_equal(suggest_one(SIMPLE, press, LEFT "/input/select/click"), XR_SUCCESS);
    assert_int_equal(attach(&set, 1), XR_SUCCESS);
    api_focus(&api);
    const XrActiveActionSet active = {set, XR_NULL_PATH};
    set_device(LEFT, false);
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    assert_false(get_bool(press, LEFT).isActive);
    set_device(LEFT, true);
    assert_int_equal(
        call.xrSetInputDeviceStateBoolEXT(api.session, api_path(&api, LEFT), select, XR_TRUE),
        XR_SUCCESS);
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    const XrActionStateBoolean now = get_bool(press, LEFT);
    assert_true(now.isActive && now.currentState && !now.changedSinceLastSync);
    assert_true(now.lastChangeTime > 0);
}

static XrSpace make_action_space(XrAction action, const char *user)
{
    const XrActionSpaceCreateInfo info = {
        .type = XR_TYPE_ACTION_SPACE_CREATE_INFO,
        .action = action,
        .subactionPath = user ? api_path(&api, user) : XR_NULL_PATH,
        .poseInActionSpace = {{0, 0, 0, 1}, {0, 0, 0}},
    };
    XrSpace space = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateActionSpace(api.session, &info, &space), XR_SUCCESS);
    return space;
}

static bool is_located(XrSpace space, XrSpace base, XrTime at)
{
    XrSpaceLocation location = {.type = XR_TYPE_SPACE_LOCATION};
    assert_int_equal(call.xrLocateSpace(space, base, at, &location), XR_SUCCESS);
    assert_true(location.locationFlags == 0 || location.locationFlags == 15);
    return location.locationFlags != 0;
}

// As test suites of the specification want it: a space for whichever hand takes the first there is
// and does not leave it for another.
static void a_pose_of_either_hand_stays_with_one(void **state)
{
    (void)state;
    XrActionSet set = make_set("set", 0);
    XrAction grip = make_action(set, "grip", XR_ACTION_TYPE_POSE_INPUT);
    const XrActionSuggestedBinding items[] = {
        {grip, api_path(&api, LEFT "/input/grip/pose")},
        {grip, api_path(&api, RIGHT "/input/grip/pose")},
    };
    assert_int_equal(suggest(SIMPLE, items, 2), XR_SUCCESS);
    assert_int_equal(attach(&set, 1), XR_SUCCESS);
    XrSpace any = make_action_space(grip, NULL);
    XrSpace left = make_action_space(grip, LEFT), right = make_action_space(grip, RIGHT);
    const XrReferenceSpaceCreateInfo local_info = {
        .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
        .referenceSpaceType = XR_REFERENCE_SPACE_TYPE_LOCAL,
        .poseInReferenceSpace = {{0, 0, 0, 1}, {0, 0, 0}},
    };
    XrSpace local;
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &local_info, &local), XR_SUCCESS);
    api_focus(&api);
    const XrTime at = api_frame(&api);
    const XrActiveActionSet active = {set, XR_NULL_PATH};
    assert_false(is_located(any, any, at)); // nothing was synchronised yet
    // Which are on; whether to synchronise; what is located then.
    const struct {
        bool is_left_on, is_right_on, is_synced, has_left, has_right, has_any;
    } steps[] = {
        {false, true, true, false, true, true}, // the right one it is
        {true, true, true, true, true, true},    {true, false, false, true, false, false},
        {true, false, true, true, false, false}, {true, true, false, true, false, false},
        {true, true, true, true, true, true},
    };
    for (size_t i = 0; i < COUNT(steps); i++) {
        set_device(LEFT, steps[i].is_left_on);
        set_device(RIGHT, steps[i].is_right_on);
        if (steps[i].is_synced) {
            assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
        }
        assert_int_equal(is_located(left, local, at), steps[i].has_left);
        assert_int_equal(is_located(right, local, at), steps[i].has_right);
        assert_int_equal(is_located(any, local, at), steps[i].has_any);
        assert_int_equal(is_located(any, any, at), steps[i].has_any);
    }
    assert_int_equal(call.xrDestroyAction(grip), XR_SUCCESS);
    assert_true(is_located(any, right, at));
    assert_int_equal(sync_sets(&active, 1), XR_SUCCESS);
    assert_true(is_located(any, left, at));
}

static void the_refresh_rate_changes_on_request(void **state)
{
    (void)state;
    float rates[8], rate = 0;
    uint32_t count = 0;
    assert_int_equal(call.xrEnumerateDisplayRefreshRatesFB(api.session, 8, &count, rates),
                     XR_SUCCESS);
    assert_true(count >= 1);
    assert_int_equal(call.xrGetDisplayRefreshRateFB(api.session, &rate), XR_SUCCESS);
    assert_int_equal(call.xrRequestDisplayRefreshRateFB(api.session, 17.0f),
                     XR_ERROR_DISPLAY_REFRESH_RATE_UNSUPPORTED_FB);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(i == 0 || rates[i] > rates[i - 1]);
        assert_int_equal(call.xrRequestDisplayRefreshRateFB(api.session, rates[i]), XR_SUCCESS);
        assert_int_equal(call.xrGetDisplayRefreshRateFB(api.session, &rate), XR_SUCCESS);
        assert_float_equal(rate, rates[i], 0);
    }
    assert_int_equal(call.xrRequestDisplayRefreshRateFB(api.session, 0.0f), XR_SUCCESS);
    assert_int_equal(
        call.xrPerfSettingsSetPerformanceLevelEXT(api.session, XR_PERF_SETTINGS_DOMAIN_GPU_EXT,
                                                  XR_PERF_SETTINGS_LEVEL_SUSTAINED_LOW_EXT),
        XR_SUCCESS);
    assert_int_equal(call.xrPerfSettingsSetPerformanceLevelEXT(api.session,
                                                               XR_PERF_SETTINGS_DOMAIN_GPU_EXT,
                                                               XR_PERF_SETTINGS_LEVEL_MAX_ENUM_EXT),
                     XR_ERROR_VALIDATION_FAILURE);
}

#define OPEN(test) cmocka_unit_test_setup_teardown(test, open_session, close_all)

int main(void)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    if (!api_has_device()) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        OPEN(names_follow_the_rules),
        OPEN(destroyed_actions_leave_nothing_behind),
        OPEN(every_profile_takes_its_own_paths_alone),
        OPEN(attaching_makes_sets_immutable),
        OPEN(states_are_asked_for_by_the_rules),
        OPEN(a_press_is_heard_once_and_kept_until_the_next_sync),
        OPEN(only_what_a_device_can_tell_is_automated),
        OPEN(the_higher_set_covers_the_lower),
        OPEN(sources_have_paths_and_names),
        OPEN(an_action_space_follows_the_hand_while_its_set_is_active),
        OPEN(a_test_suite_plays_the_controllers),
        OPEN(what_comes_with_its_device_has_not_changed),
        OPEN(a_pose_of_either_hand_stays_with_one),
        OPEN(the_refresh_rate_changes_on_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
