// How joints move, as an application is told.
#include "simxr_api.h"

#include <math.h>

static const int64_t STEP_NS = 5000000;
static const XrPosef identity = {{0, 0, 0, 1}, {0, 0, 0}};

static struct api api;
static XrTime began; // the script's zero
static XrHandTrackerEXT tracker;
static char script_path[] = "/tmp/simxr_hand_XXXXXX";

// The head wanders, the right hand points here and there; it holds a controller in the fourth
// second.
static const char script[] =
    "{\"$schema\": \"simxr-script.schema.json\", \"motions\": ["
    "{\"device\": \"head\", \"play\": \"look_around\", \"period_s\": 4},"
    "{\"device\": \"right\", \"play\": \"gaze_at\", \"turn_s\": 1, \"targets\": ["
    "{\"yaw_deg\": 40, \"from_s\": 0.5, \"hold_s\": 1},"
    "{\"yaw_deg\": -40, \"pitch_deg\": 30, \"from_s\": 1.5, \"hold_s\": 20}]}],"
    "\"hands\": [{\"device\": \"right\", \"holds\": \"none\"},"
    "{\"device\": \"right\", \"holds\": \"touch\", \"at_s\": 4},"
    "{\"device\": \"right\", \"holds\": \"none\", \"at_s\": 5}]}";

static int open_scripted(void **state)
{
    (void)state;
    FILE *file = fopen(script_path, "w");
    assert_non_null(file);
    fputs(script, file);
    fclose(file);
    setenv("RESPITE_SIMXR_SCRIPT", script_path, 1);
    api_open_session(&api);
    unsetenv("RESPITE_SIMXR_SCRIPT");
    XrEventDataBuffer event;
    assert_true(api_next_event(&api, XR_TYPE_EVENT_DATA_SESSION_STATE_CHANGED, &event));
    began = ((XrEventDataSessionStateChanged *)&event)->time;
    api_focus(&api);
    const XrHandTrackerCreateInfoEXT info = {
        .type = XR_TYPE_HAND_TRACKER_CREATE_INFO_EXT,
        .hand = XR_HAND_RIGHT_EXT,
        .handJointSet = XR_HAND_JOINT_SET_DEFAULT_EXT,
    };
    assert_int_equal(call.xrCreateHandTrackerEXT(api.session, &info, &tracker), XR_SUCCESS);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    api_close(&api);
    return 0;
}

static XrSpace make_space(XrReferenceSpaceType type)
{
    const XrReferenceSpaceCreateInfo info = {
        .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
        .referenceSpaceType = type,
        .poseInReferenceSpace = identity,
    };
    XrSpace space = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, &space), XR_SUCCESS);
    return space;
}

struct joints {
    bool is_active;
    XrHandJointLocationEXT at[XR_HAND_JOINT_COUNT_EXT];
    XrHandJointVelocityEXT moving[XR_HAND_JOINT_COUNT_EXT];
};

static struct joints locate(XrSpace base, XrTime time)
{
    struct joints joints = {0};
    XrHandJointVelocitiesEXT velocities = {
        .type = XR_TYPE_HAND_JOINT_VELOCITIES_EXT,
        .jointCount = XR_HAND_JOINT_COUNT_EXT,
        .jointVelocities = joints.moving,
    };
    XrHandJointLocationsEXT locations = {
        .type = XR_TYPE_HAND_JOINT_LOCATIONS_EXT,
        .next = &velocities,
        .jointCount = XR_HAND_JOINT_COUNT_EXT,
        .jointLocations = joints.at,
    };
    const XrHandJointsLocateInfoEXT info = {
        .type = XR_TYPE_HAND_JOINTS_LOCATE_INFO_EXT,
        .baseSpace = base,
        .time = time,
    };
    assert_int_equal(call.xrLocateHandJointsEXT(tracker, &info, &locations), XR_SUCCESS);
    joints.is_active = locations.isActive;
    return joints;
}

static void assert_moves(XrVector3f told, XrVector3f before, XrVector3f after)
{
    const float per_s = 1e9f / (2.0f * (float)STEP_NS);
    assert_float_equal(told.x, (after.x - before.x) * per_s, 5e-4);
    assert_float_equal(told.y, (after.y - before.y) * per_s, 5e-4);
    assert_float_equal(told.z, (after.z - before.z) * per_s, 5e-4);
}

static float speed(const XrHandJointVelocityEXT *moving)
{
    const XrVector3f v = moving->linearVelocity;
    return sqrtf(v.x * v.x + v.y * v.y + v.z * v.z);
}

// Of the moments around it: a base that moves takes the joints along.
static void joints_move_from_before_to_after(void **state)
{
    (void)state;
    const XrReferenceSpaceType bases[] = {XR_REFERENCE_SPACE_TYPE_LOCAL,
                                          XR_REFERENCE_SPACE_TYPE_VIEW};
    for (size_t b = 0; b < COUNT(bases); b++) {
        const XrSpace base = make_space(bases[b]);
        float fastest = 0.0f;
        for (int i = 1; i < 30; i++) {
            const XrTime time = began + i * 100000000LL + 3000000;
            const struct joints now = locate(base, time);
            const struct joints before = locate(base, time - STEP_NS);
            const struct joints after = locate(base, time + STEP_NS);
            for (int j = 0; j < XR_HAND_JOINT_COUNT_EXT; j++) {
                assert_moves(now.moving[j].linearVelocity, before.at[j].pose.position,
                             after.at[j].pose.position);
                assert_int_equal(now.moving[j].velocityFlags,
                                 XR_SPACE_VELOCITY_LINEAR_VALID_BIT |
                                     XR_SPACE_VELOCITY_ANGULAR_VALID_BIT);
                fastest = fmaxf(fastest, speed(&now.moving[j]));
            }
        }
        assert_true(fastest > 0.1f);
    }
}

static void joints_that_come_into_sight_do_not_fly_in(void **state)
{
    (void)state;
    const XrSpace local = make_space(XR_REFERENCE_SPACE_TYPE_LOCAL);
    const XrTime first = began, again = began + 5000000000LL;
    assert_false(locate(local, again - 1).is_active);
    const struct joints starts[] = {locate(local, first), locate(local, again)};
    for (size_t i = 0; i < COUNT(starts); i++) {
        assert_true(starts[i].is_active);
        for (int j = 0; j < XR_HAND_JOINT_COUNT_EXT; j++) {
            assert_true(starts[i].moving[j].velocityFlags & XR_SPACE_VELOCITY_LINEAR_VALID_BIT);
            assert_true(speed(&starts[i].moving[j]) < 0.05f);
        }
    }
    const struct joints gone = locate(local, again - 500000000LL);
    assert_false(gone.is_active);
    assert_int_equal(gone.moving[0].velocityFlags, 0);
}

#define SCRIPTED(test) cmocka_unit_test_setup_teardown(test, open_scripted, close_all)

int main(void)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    if (!api_has_device()) {
        return 77;
    }
    const int fd = mkstemp(script_path);
    if (fd < 0) {
        return 1;
    }
    close(fd);
    const struct CMUnitTest tests[] = {
        SCRIPTED(joints_move_from_before_to_after),
        SCRIPTED(joints_that_come_into_sight_do_not_fly_in),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(script_path);
    return failed;
}
