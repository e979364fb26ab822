#include "simxr_api.h"

#include <math.h>

static struct api api;
static XrTime display;

static const XrPosef identity = {{0, 0, 0, 1}, {0, 0, 0}};

static int open_focused(void **state)
{
    (void)state;
    api_open_session(&api);
    api_focus(&api);
    display = api_frame(&api);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    api_close(&api);
    return 0;
}

static XrSpace make_space(XrReferenceSpaceType type, XrPosef pose)
{
    const XrReferenceSpaceCreateInfo info = {
        .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
        .referenceSpaceType = type,
        .poseInReferenceSpace = pose,
    };
    XrSpace space = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, &space), XR_SUCCESS);
    return space;
}

static XrSpaceLocation locate(XrSpace space, XrSpace base)
{
    XrSpaceLocation location = {.type = XR_TYPE_SPACE_LOCATION};
    assert_int_equal(call.xrLocateSpace(space, base, display, &location), XR_SUCCESS);
    return location;
}

static void a_space_is_refused_by_the_rules(void **state)
{
    (void)state;
    XrReferenceSpaceCreateInfo info = {
        .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
        .referenceSpaceType = XR_REFERENCE_SPACE_TYPE_LOCAL,
        .poseInReferenceSpace = identity,
    };
    XrSpace space = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateReferenceSpace(XR_NULL_HANDLE, &info, &space),
                     XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, NULL),
                     XR_ERROR_VALIDATION_FAILURE);
    info.referenceSpaceType = XR_REFERENCE_SPACE_TYPE_UNBOUNDED_MSFT;
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, &space),
                     XR_ERROR_REFERENCE_SPACE_UNSUPPORTED);
    info.referenceSpaceType = XR_REFERENCE_SPACE_TYPE_LOCAL;
    info.poseInReferenceSpace.orientation.w = 0.9f;
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, &space),
                     XR_ERROR_POSE_INVALID);
    info.poseInReferenceSpace = identity;
    info.poseInReferenceSpace.position.x = INFINITY;
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, &space),
                     XR_ERROR_POSE_INVALID);
    info.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, &space),
                     XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrDestroySpace(XR_NULL_HANDLE), XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrDestroySpace((XrSpace)(uintptr_t)api.session), XR_ERROR_HANDLE_INVALID);
}

static void the_reference_spaces_are_told(void **state)
{
    (void)state;
    XrReferenceSpaceType types[8];
    uint32_t count = 0;
    assert_int_equal(call.xrEnumerateReferenceSpaces(api.session, 0, &count, NULL), XR_SUCCESS);
    assert_int_equal(count, 4);
    assert_int_equal(call.xrEnumerateReferenceSpaces(api.session, 2, &count, types),
                     XR_ERROR_SIZE_INSUFFICIENT);
    assert_int_equal(call.xrEnumerateReferenceSpaces(api.session, 8, &count, types), XR_SUCCESS);
    for (uint32_t i = 0; i < count; i++) {
        XrExtent2Df bounds = {-1, -1};
        const XrResult result = call.xrGetReferenceSpaceBoundsRect(api.session, types[i], &bounds);
        const bool is_stage = types[i] == XR_REFERENCE_SPACE_TYPE_STAGE;
        assert_int_equal(result, is_stage ? XR_SUCCESS : XR_SPACE_BOUNDS_UNAVAILABLE);
        assert_true(is_stage ? bounds.width > 0 : bounds.width == 0);
        make_space(types[i], identity);
    }
    XrExtent2Df bounds;
    assert_int_equal(call.xrGetReferenceSpaceBoundsRect(
                         api.session, XR_REFERENCE_SPACE_TYPE_UNBOUNDED_MSFT, &bounds),
                     XR_ERROR_REFERENCE_SPACE_UNSUPPORTED);
    assert_int_equal(call.xrGetReferenceSpaceBoundsRect(api.session, types[0], NULL),
                     XR_ERROR_VALIDATION_FAILURE);
}

static void locating_checks_its_arguments(void **state)
{
    (void)state;
    XrSpace a = make_space(XR_REFERENCE_SPACE_TYPE_VIEW, identity);
    XrSpace b = make_space(XR_REFERENCE_SPACE_TYPE_LOCAL, identity);
    XrSpaceLocation location = {.type = XR_TYPE_SPACE_LOCATION};
    assert_int_equal(call.xrLocateSpace(XR_NULL_HANDLE, b, display, &location),
                     XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrLocateSpace(a, XR_NULL_HANDLE, display, &location),
                     XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrLocateSpace(a, b, 0, &location), XR_ERROR_TIME_INVALID);
    assert_int_equal(call.xrLocateSpace(a, b, -42, &location), XR_ERROR_TIME_INVALID);
    assert_int_equal(call.xrLocateSpace(a, b, display, NULL), XR_ERROR_VALIDATION_FAILURE);
    location.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrLocateSpace(a, b, display, &location), XR_ERROR_VALIDATION_FAILURE);
}

static void offsets_are_chained(void **state)
{
    (void)state;
    const float h = sqrtf(0.5f);
    const struct {
        XrPosef space, base, expected;
    } cases[] = {
        {{{0, 0, 0, 1}, {1, 2, 3}}, {{0, 0, 0, 1}, {1, 2, 3}}, {{0, 0, 0, 1}, {0, 0, 0}}},
        {{{0, 0, 0, 1}, {1, 2, 3}}, {{0, 0, 0, 1}, {-1, -2, -3}}, {{0, 0, 0, 1}, {2, 4, 6}}},
        {{{0, 0, 0, 1}, {0, 0, 0}}, {{h, 0, 0, h}, {0, 5, 0}}, {{-h, 0, 0, h}, {0, 0, 5}}},
        {{{0, 0, 0, 1}, {1, 0, 0}}, {{0, h, 0, h}, {0, 0, 5}}, {{0, -h, 0, h}, {5, 0, 1}}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const XrSpaceLocation location =
            locate(make_space(XR_REFERENCE_SPACE_TYPE_VIEW, cases[i].space),
                   make_space(XR_REFERENCE_SPACE_TYPE_VIEW, cases[i].base));
        const float *got = &location.pose.orientation.x;
        const float *expected = &cases[i].expected.orientation.x;
        for (int k = 0; k < 7; k++) {
            assert_float_equal(got[k], expected[k], 1e-4);
        }
        assert_int_equal(location.locationFlags, 15);
    }
}

static void the_floor_is_below_the_head(void **state)
{
    (void)state;
    XrSpace view = make_space(XR_REFERENCE_SPACE_TYPE_VIEW, identity);
    XrSpace local = make_space(XR_REFERENCE_SPACE_TYPE_LOCAL, identity);
    XrSpace stage = make_space(XR_REFERENCE_SPACE_TYPE_STAGE, identity);
    XrSpace floor = make_space(XR_REFERENCE_SPACE_TYPE_LOCAL_FLOOR_EXT, identity);
    assert_true(fabsf(locate(view, local).pose.position.y) < 0.1f);
    assert_true(locate(view, stage).pose.position.y > 0.7f);
    assert_true(locate(view, floor).pose.position.y > 0.7f);
    assert_float_equal(locate(floor, stage).pose.position.y, 0.0f, 1e-5);
}

// A point 100 m off the head is swung round by its turning, by omega x arm.
static void what_is_off_a_turning_head_is_swung_round(void **state)
{
    (void)state;
    const XrPosef far_off = {{0, 0, 0, 1}, {0, 0, -100}};
    XrSpace local = make_space(XR_REFERENCE_SPACE_TYPE_LOCAL, identity);
    XrSpace head = make_space(XR_REFERENCE_SPACE_TYPE_VIEW, identity);
    XrSpace point = make_space(XR_REFERENCE_SPACE_TYPE_VIEW, far_off);
    float swung = 0;
    for (int i = 0; i < 20; i++) {
        XrSpaceVelocity at_head = {.type = XR_TYPE_SPACE_VELOCITY};
        XrSpaceVelocity at_point = {.type = XR_TYPE_SPACE_VELOCITY};
        XrSpaceLocation of_head = {.type = XR_TYPE_SPACE_LOCATION, .next = &at_head};
        XrSpaceLocation of_point = {.type = XR_TYPE_SPACE_LOCATION, .next = &at_point};
        const XrTime time = display + i * 100000000LL;
        assert_int_equal(call.xrLocateSpace(head, local, time, &of_head), XR_SUCCESS);
        assert_int_equal(call.xrLocateSpace(point, local, time, &of_point), XR_SUCCESS);
        const XrVector3f p = of_point.pose.position, h = of_head.pose.position;
        const XrVector3f arm = {p.x - h.x, p.y - h.y, p.z - h.z};
        const XrVector3f w = at_head.angularVelocity;
        const XrVector3f v = at_point.linearVelocity, v0 = at_head.linearVelocity;
        assert_float_equal(v.x - v0.x, w.y * arm.z - w.z * arm.y, 1e-3);
        assert_float_equal(v.y - v0.y, w.z * arm.x - w.x * arm.z, 1e-3);
        assert_float_equal(v.z - v0.z, w.x * arm.y - w.y * arm.x, 1e-3);
        swung += fabsf(v.x - v0.x) + fabsf(v.y - v0.y);
    }
    assert_true(swung > 0.05f); // a living head trembles
}

static XrSpace make_gaze(void)
{
    XrActionSetCreateInfo set_info = {XR_TYPE_ACTION_SET_CREATE_INFO, NULL, "set", "Set", 0};
    XrActionSet set;
    assert_int_equal(call.xrCreateActionSet(api.instance, &set_info, &set), XR_SUCCESS);
    XrActionCreateInfo info = {.type = XR_TYPE_ACTION_CREATE_INFO,
                               .actionName = "gaze",
                               .actionType = XR_ACTION_TYPE_POSE_INPUT,
                               .localizedActionName = "Gaze"};
    XrAction gaze;
    assert_int_equal(call.xrCreateAction(set, &info, &gaze), XR_SUCCESS);
    const XrActionSuggestedBinding item = {gaze,
                                           api_path(&api, "/user/eyes_ext/input/gaze_ext/pose")};
    const XrInteractionProfileSuggestedBinding suggested = {
        .type = XR_TYPE_INTERACTION_PROFILE_SUGGESTED_BINDING,
        .interactionProfile = api_path(&api, "/interaction_profiles/ext/eye_gaze_interaction"),
        .countSuggestedBindings = 1,
        .suggestedBindings = &item,
    };
    assert_int_equal(call.xrSuggestInteractionProfileBindings(api.instance, &suggested),
                     XR_SUCCESS);
    const XrSessionActionSetsAttachInfo attach = {
        .type = XR_TYPE_SESSION_ACTION_SETS_ATTACH_INFO, .countActionSets = 1, .actionSets = &set};
    assert_int_equal(call.xrAttachSessionActionSets(api.session, &attach), XR_SUCCESS);
    const XrActiveActionSet active = {set, XR_NULL_PATH};
    const XrActionsSyncInfo sync = {
        .type = XR_TYPE_ACTIONS_SYNC_INFO, .countActiveActionSets = 1, .activeActionSets = &active};
    assert_int_equal(call.xrSyncActions(api.session, &sync), XR_SUCCESS);
    const XrActionSpaceCreateInfo space_info = {
        .type = XR_TYPE_ACTION_SPACE_CREATE_INFO, .action = gaze, .poseInActionSpace = identity};
    XrSpace space;
    assert_int_equal(call.xrCreateActionSpace(api.session, &space_info, &space), XR_SUCCESS);
    return space;
}

static void a_gaze_tells_when_it_was_measured(void **state)
{
    (void)state;
    XrSpace gaze = make_gaze();
    XrSpace stage = make_space(XR_REFERENCE_SPACE_TYPE_STAGE, identity);
    XrSpace view = make_space(XR_REFERENCE_SPACE_TYPE_VIEW, identity);
    XrEyeGazeSampleTimeEXT sample = {.type = XR_TYPE_EYE_GAZE_SAMPLE_TIME_EXT, .time = 1};
    XrSpaceLocation location = {.type = XR_TYPE_SPACE_LOCATION, .next = &sample};
    assert_int_equal(call.xrLocateSpace(gaze, stage, display, &location), XR_SUCCESS);
    assert_true(location.locationFlags & XR_SPACE_LOCATION_ORIENTATION_TRACKED_BIT);
    assert_true(sample.time == display);
    assert_int_equal(call.xrLocateSpace(view, stage, display, &location), XR_SUCCESS);
    assert_true(sample.time == 0); // no gaze
}

static void the_views_are_an_eye_apart(void **state)
{
    (void)state;
    XrViewLocateInfo info = {
        .type = XR_TYPE_VIEW_LOCATE_INFO,
        .viewConfigurationType = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO,
        .displayTime = display,
        .space = make_space(XR_REFERENCE_SPACE_TYPE_VIEW, identity),
    };
    XrViewState flags = {.type = XR_TYPE_VIEW_STATE};
    XrView views[2] = {{.type = XR_TYPE_VIEW}, {.type = XR_TYPE_VIEW}};
    uint32_t count = 0;
    assert_int_equal(call.xrLocateViews(api.session, &info, &flags, 0, &count, NULL), XR_SUCCESS);
    assert_int_equal(count, 2);
    assert_int_equal(call.xrLocateViews(api.session, &info, &flags, 1, &count, views),
                     XR_ERROR_SIZE_INSUFFICIENT);
    assert_int_equal(call.xrLocateViews(api.session, &info, &flags, 2, &count, views), XR_SUCCESS);
    assert_int_equal(flags.viewStateFlags, 15);
    const float apart = views[1].pose.position.x - views[0].pose.position.x;
    assert_true(apart > 0.05f && apart < 0.08f);
    assert_true(views[0].fov.angleLeft < 0 && views[0].fov.angleUp > 0);
    info.displayTime = 0;
    assert_int_equal(call.xrLocateViews(api.session, &info, &flags, 2, &count, views),
                     XR_ERROR_TIME_INVALID);
    info.displayTime = display;
    info.viewConfigurationType = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_MONO;
    assert_int_equal(call.xrLocateViews(api.session, &info, &flags, 2, &count, views),
                     XR_ERROR_VIEW_CONFIGURATION_TYPE_UNSUPPORTED);
    info.viewConfigurationType = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO;
    info.space = XR_NULL_HANDLE;
    assert_int_equal(call.xrLocateViews(api.session, &info, &flags, 2, &count, views),
                     XR_ERROR_HANDLE_INVALID);
    views[0].type = XR_TYPE_UNKNOWN;
    info.space = make_space(XR_REFERENCE_SPACE_TYPE_VIEW, identity);
    assert_int_equal(call.xrLocateViews(api.session, &info, &flags, 2, &count, views),
                     XR_ERROR_VALIDATION_FAILURE);
}

// Twice the signed area of the triangle.
static float area(XrVector2f a, XrVector2f b, XrVector2f c)
{
    return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

static float mask_area(XrVisibilityMaskTypeKHR type)
{
    XrVisibilityMaskKHR mask = {.type = XR_TYPE_VISIBILITY_MASK_KHR};
    const XrViewConfigurationType stereo = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO;
    assert_int_equal(call.xrGetVisibilityMaskKHR(api.session, stereo, 0, type, &mask), XR_SUCCESS);
    XrVector2f vertices[64];
    uint32_t indices[64];
    mask.vertexCapacityInput = mask.vertexCountOutput;
    mask.indexCapacityInput = mask.indexCountOutput;
    mask.vertices = vertices;
    mask.indices = indices;
    assert_int_equal(call.xrGetVisibilityMaskKHR(api.session, stereo, 0, type, &mask), XR_SUCCESS);
    float sum = 0;
    for (uint32_t i = 0; i + 2 < mask.indexCountOutput; i += 3) {
        const float one =
            area(vertices[indices[i]], vertices[indices[i + 1]], vertices[indices[i + 2]]);
        assert_true(one > 0); // counter-clockwise
        sum += one / 2;
    }
    mask.vertexCapacityInput--;
    assert_int_equal(call.xrGetVisibilityMaskKHR(api.session, stereo, 0, type, &mask),
                     XR_ERROR_SIZE_INSUFFICIENT);
    return sum;
}

static void what_is_hidden_and_what_is_seen_make_the_view(void **state)
{
    (void)state;
    XrViewLocateInfo info = {
        .type = XR_TYPE_VIEW_LOCATE_INFO,
        .viewConfigurationType = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO,
        .displayTime = display,
        .space = make_space(XR_REFERENCE_SPACE_TYPE_VIEW, identity),
    };
    XrViewState flags = {.type = XR_TYPE_VIEW_STATE};
    XrView views[2] = {{.type = XR_TYPE_VIEW}, {.type = XR_TYPE_VIEW}};
    uint32_t count;
    assert_int_equal(call.xrLocateViews(api.session, &info, &flags, 2, &count, views), XR_SUCCESS);
    const XrFovf fov = views[0].fov;
    const float whole =
        (tanf(fov.angleRight) - tanf(fov.angleLeft)) * (tanf(fov.angleUp) - tanf(fov.angleDown));
    const float hidden = mask_area(XR_VISIBILITY_MASK_TYPE_HIDDEN_TRIANGLE_MESH_KHR);
    const float visible = mask_area(XR_VISIBILITY_MASK_TYPE_VISIBLE_TRIANGLE_MESH_KHR);
    assert_true(hidden > 0 && visible > hidden);
    assert_float_equal(hidden + visible, whole, 1e-3f * whole);
    XrVisibilityMaskKHR mask = {.type = XR_TYPE_VISIBILITY_MASK_KHR};
    assert_int_equal(call.xrGetVisibilityMaskKHR(api.session,
                                                 XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO, 2,
                                                 XR_VISIBILITY_MASK_TYPE_LINE_LOOP_KHR, &mask),
                     XR_ERROR_VALIDATION_FAILURE);
}

static void hands_have_26_joints(void **state)
{
    (void)state;
    XrHandTrackerCreateInfoEXT info = {
        .type = XR_TYPE_HAND_TRACKER_CREATE_INFO_EXT,
        .hand = XR_HAND_LEFT_EXT,
        .handJointSet = XR_HAND_JOINT_SET_DEFAULT_EXT,
    };
    XrHandTrackerEXT tracker = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateHandTrackerEXT(api.session, &info, &tracker), XR_SUCCESS);
    info.hand = XR_HAND_MAX_ENUM_EXT;
    assert_int_equal(call.xrCreateHandTrackerEXT(api.session, &info, &tracker),
                     XR_ERROR_VALIDATION_FAILURE);
    XrHandJointLocationEXT joints[XR_HAND_JOINT_COUNT_EXT];
    XrHandJointLocationsEXT locations = {
        .type = XR_TYPE_HAND_JOINT_LOCATIONS_EXT,
        .jointCount = XR_HAND_JOINT_COUNT_EXT,
        .jointLocations = joints,
    };
    XrHandJointsLocateInfoEXT where = {
        .type = XR_TYPE_HAND_JOINTS_LOCATE_INFO_EXT,
        .baseSpace = make_space(XR_REFERENCE_SPACE_TYPE_LOCAL, identity),
        .time = display,
    };
    assert_int_equal(call.xrLocateHandJointsEXT(tracker, &where, &locations), XR_SUCCESS);
    locations.jointCount = 5;
    assert_int_equal(call.xrLocateHandJointsEXT(tracker, &where, &locations),
                     XR_ERROR_VALIDATION_FAILURE);
    locations.jointCount = XR_HAND_JOINT_COUNT_EXT;
    where.time = 0;
    assert_int_equal(call.xrLocateHandJointsEXT(tracker, &where, &locations),
                     XR_ERROR_TIME_INVALID);
    where.time = display;
    where.baseSpace = XR_NULL_HANDLE;
    assert_int_equal(call.xrLocateHandJointsEXT(tracker, &where, &locations),
                     XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrDestroyHandTrackerEXT(tracker), XR_SUCCESS);
    assert_int_equal(call.xrDestroyHandTrackerEXT(tracker), XR_ERROR_HANDLE_INVALID);
}

static void the_wearer_is_moved_by_hand(void **state)
{
    (void)state;
    XrSimulatedBodyRESPITEX body = {.type = XR_TYPE_SIMULATED_BODY_RESPITEX, .headYaw = 0.5f};
    XrSpace view = make_space(XR_REFERENCE_SPACE_TYPE_VIEW, identity);
    XrSpace local = make_space(XR_REFERENCE_SPACE_TYPE_LOCAL, identity);
    const float before = locate(view, local).pose.orientation.y;
    assert_int_equal(call.xrSetSimulatedBodyRESPITEX(api.session, &body), XR_SUCCESS);
    const float after = locate(view, local).pose.orientation.y;
    assert_float_equal(after - before, sinf(0.25f), 0.02f);
    body.headYaw = NAN;
    assert_int_equal(call.xrSetSimulatedBodyRESPITEX(api.session, &body),
                     XR_ERROR_VALIDATION_FAILURE);
    body.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrSetSimulatedBodyRESPITEX(api.session, &body),
                     XR_ERROR_VALIDATION_FAILURE);
}

#define FOCUSED(test) cmocka_unit_test_setup_teardown(test, open_focused, close_all)

int main(void)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    if (!api_has_device()) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        FOCUSED(a_space_is_refused_by_the_rules),
        FOCUSED(the_reference_spaces_are_told),
        FOCUSED(locating_checks_its_arguments),
        FOCUSED(offsets_are_chained),
        FOCUSED(the_floor_is_below_the_head),
        FOCUSED(what_is_off_a_turning_head_is_swung_round),
        FOCUSED(a_gaze_tells_when_it_was_measured),
        FOCUSED(the_views_are_an_eye_apart),
        FOCUSED(what_is_hidden_and_what_is_seen_make_the_view),
        FOCUSED(hands_have_26_joints),
        FOCUSED(the_wearer_is_moved_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
