// Which suggestions hold for a session, and what it is told of them.
#include "simxr_api.h"

#define SIMPLE "/interaction_profiles/khr/simple_controller"
#define SELECT "/user/hand/left/input/select/click"

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

// A set with one boolean action of the same name.
static XrActionSet make_set(const char *name, XrAction *out_action)
{
    XrActionSetCreateInfo set_info = {.type = XR_TYPE_ACTION_SET_CREATE_INFO};
    snprintf(set_info.actionSetName, sizeof set_info.actionSetName, "%s", name);
    snprintf(set_info.localizedActionSetName, sizeof set_info.localizedActionSetName, "%s", name);
    XrActionSet set = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateActionSet(api.instance, &set_info, &set), XR_SUCCESS);
    XrActionCreateInfo info = {.type = XR_TYPE_ACTION_CREATE_INFO,
                               .actionType = XR_ACTION_TYPE_BOOLEAN_INPUT};
    snprintf(info.actionName, sizeof info.actionName, "%s", name);
    snprintf(info.localizedActionName, sizeof info.localizedActionName, "%s", name);
    assert_int_equal(call.xrCreateAction(set, &info, out_action), XR_SUCCESS);
    return set;
}

static void suggest(XrAction action, const char *const *paths, uint32_t count)
{
    XrActionSuggestedBinding items[8];
    for (uint32_t i = 0; i < count; i++) {
        items[i] = (XrActionSuggestedBinding){action, api_path(&api, paths[i])};
    }
    const XrInteractionProfileSuggestedBinding info = {
        .type = XR_TYPE_INTERACTION_PROFILE_SUGGESTED_BINDING,
        .interactionProfile = api_path(&api, SIMPLE),
        .countSuggestedBindings = count,
        .suggestedBindings = items,
    };
    assert_int_equal(call.xrSuggestInteractionProfileBindings(api.instance, &info), XR_SUCCESS);
}

static void attach(XrActionSet set)
{
    const XrSessionActionSetsAttachInfo info = {
        .type = XR_TYPE_SESSION_ACTION_SETS_ATTACH_INFO,
        .countActionSets = 1,
        .actionSets = &set,
    };
    assert_int_equal(call.xrAttachSessionActionSets(api.session, &info), XR_SUCCESS);
}

static void focus_and_sync(XrActionSet set)
{
    api_focus(&api);
    const XrActiveActionSet active = {set, XR_NULL_PATH};
    const XrActionsSyncInfo info = {
        .type = XR_TYPE_ACTIONS_SYNC_INFO,
        .countActiveActionSets = 1,
        .activeActionSets = &active,
    };
    assert_int_equal(call.xrSyncActions(api.session, &info), XR_SUCCESS);
}

static bool is_active(XrAction action)
{
    const XrActionStateGetInfo info = {.type = XR_TYPE_ACTION_STATE_GET_INFO, .action = action};
    XrActionStateBoolean state = {.type = XR_TYPE_ACTION_STATE_BOOLEAN};
    assert_int_equal(call.xrGetActionStateBoolean(api.session, &info, &state), XR_SUCCESS);
    return state.isActive;
}

// A set that is not attached may still be suggested for, with the same profile; that replaces the
// suggestions of sessions to come.
static void an_attached_set_keeps_the_suggestions_it_had(void **state)
{
    (void)state;
    const char *const paths[] = {SELECT};
    XrAction early, late;
    XrActionSet attached = make_set("early", &early);
    make_set("late", &late);
    suggest(early, paths, 1);
    attach(attached);
    suggest(late, paths, 1);
    focus_and_sync(attached);
    assert_true(is_active(early));
}

// And the other way round: what was replaced before counts no more.
static void the_last_suggestions_before_attaching_hold(void **state)
{
    (void)state;
    const char *const paths[] = {SELECT};
    XrAction early, late;
    XrActionSet attached = make_set("early", &early);
    make_set("late", &late);
    suggest(early, paths, 1);
    suggest(late, paths, 1);
    attach(attached);
    focus_and_sync(attached);
    assert_false(is_active(early));
}

static void a_source_suggested_twice_is_told_once(void **state)
{
    (void)state;
    const char *const paths[] = {SELECT, "/user/hand/right/input/select/click", SELECT, SELECT};
    XrAction press;
    XrActionSet set = make_set("press", &press);
    suggest(press, paths, COUNT(paths));
    attach(set);
    focus_and_sync(set);
    const XrBoundSourcesForActionEnumerateInfo info = {
        .type = XR_TYPE_BOUND_SOURCES_FOR_ACTION_ENUMERATE_INFO,
        .action = press,
    };
    uint32_t count = 0;
    XrPath sources[4];
    assert_int_equal(call.xrEnumerateBoundSourcesForAction(api.session, &info, 4, &count, sources),
                     XR_SUCCESS);
    assert_int_equal(count, 2);
    assert_true(sources[0] == api_path(&api, paths[0]) && sources[1] == api_path(&api, paths[1]));
}

#define OPEN(test) cmocka_unit_test_setup_teardown(test, open_session, close_all)

int main(void)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    if (!api_has_device()) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        OPEN(an_attached_set_keeps_the_suggestions_it_had),
        OPEN(the_last_suggestions_before_attaching_hold),
        OPEN(a_source_suggested_twice_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
